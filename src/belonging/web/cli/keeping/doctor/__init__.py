"""One look at everything: each check says ok, look or wrong in plain words, and what to do."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from belonging.web.base.errors import Refused
from belonging.web.cli.keeping.doctor.findings import Finding, Level, wrong
from belonging.web.cli.start import start_django

__all__ = ["Finding", "Level", "examined", "refuse_sick"]

CHECKS = (
    "service.secrets", "machine.disk", "machine.files", "service.database", "stored.peppers",
    "stored.rights", "stored.link_keys", "stored.traces", "stored.log_of_changes", "copies.left_over", "machine.clock",
    "service.mail", "copies.backups", "service.worker", "service.addresses", "copies.drills", "service.journal",
    "machine.programs", "machine.age", "service.people",
)  # fmt: skip
"""In the order in which what they ask for is done."""
WITHOUT_DATABASE = (
    "service.secrets", "machine.disk", "machine.files", "service.database", "service.addresses", "machine.programs",
    "machine.age",
)  # fmt: skip
"""For where there is none yet, or where it cannot be asked."""


class NotWell(Refused):
    """Something has to be mended first."""


def examined() -> list[Finding]:
    """Every check. One that cannot be made is a finding itself."""
    try:
        start_django()
    except (ImproperlyConfigured, Refused) as error:
        return [wrong("Settings", str(error), "Set it, then look again.", stops=True)]
    reached = _is_there()
    found = [finding for name in (CHECKS if reached else WITHOUT_DATABASE) for finding in _asked(name)]
    return list(dict.fromkeys(found))


def _is_there() -> bool:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    try:
        return MigrationRecorder(connection).has_table()
    except DatabaseError:
        return False


def _asked(name: str) -> Iterator[Finding]:
    module, _, function = name.partition(".")
    check: Callable[[], Iterator[Finding]] = getattr(importlib.import_module(f"{__name__}.{module}"), function)
    try:
        yield from check()
    except DatabaseError as error:
        said = str(error).strip().partition("\n")[0]
        yield wrong("Database", f"It cannot be asked: {said}.", "Check BELONGING_DATABASE_URL; belonging migrate")


def refuse_sick() -> None:
    """Raise NotWell where an upgrade should not begin."""
    stops = [finding for finding in examined() if finding.stops]
    if stops:
        told = " ".join(f"{finding.said} {finding.remedy}" for finding in stops)
        raise NotWell(f"Nothing was changed. First: {told}")
