"""Versions of the audit: the shipped one, and those that the team has published since."""

from __future__ import annotations

import json
from functools import lru_cache

from django.db.models import QuerySet

from belonging.instruments.audit import AuditInstrument
from belonging.instruments.audit_file import audit_from_data
from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.load import load_audit
from belonging.web.audit.models import Edition
from belonging.web.base.numbers import whole_number

KEY = "audit_360"
SHIPPED = "audit_360_v1"


def edition_named(name: str) -> AuditInstrument:
    """A published version by its name ("audit_360_v2"). Raises UnknownInstrument."""
    if name == SHIPPED:
        return load_audit()
    digest = _published().filter(version=version_of(name)).values_list("digest", flat=True).first()
    if digest is None:
        raise UnknownInstrument(f"No published version of the audit is called '{name}'")
    return _read(name, digest)


def current_edition() -> AuditInstrument:
    """The newest published version: what the next audit of a school is done by."""
    newest = _published().values_list("version", "digest").last()
    return load_audit() if newest is None else _read(name_of(newest[0]), newest[1])


def name_of(version: int) -> str:
    return f"{KEY}_v{version}"


def version_of(name: str) -> int:
    """0 for a name that is none of ours."""
    key, _, version = name.rpartition("_v")
    return (whole_number(version) or 0) if key == KEY else 0


def published_editions() -> list[Edition]:
    """Newest first, without the shipped one, which has no row. Without their content."""
    return list(_published().order_by("-version").defer("content"))


def editions_between(then: str, now: str) -> list[Edition]:
    """Published after the version called `then`, up to the one called `now`; newest first, without their content."""
    if then == now:
        return []
    later = _published().filter(version__gt=version_of(then), version__lte=version_of(now))
    return list(later.order_by("-version").defer("content"))


def draft_now() -> Edition | None:
    """The version that the team is writing; there is one at most."""
    return Edition.objects.filter(published_at__isnull=True).first()


def edition_where_used(key: str) -> int:
    """The newest published version that has or had a statement of that key; 0 where none."""
    newest_first = [*(reads(edition) for edition in _published().order_by("-version")), load_audit()]
    return next((each.version for each in newest_first if each.statement(key)), 0)


def reads(edition: Edition) -> AuditInstrument:
    """A version, draft or published, as an instrument. Raises InvalidInstrument where a draft is not whole."""
    return audit_from_data(json.loads(edition.content), name=name_of(edition.version))


@lru_cache(maxsize=8)
def _read(name: str, digest: str) -> AuditInstrument:
    """A published version never changes, so its digest says whether it was read before."""
    return reads(_published().get(version=version_of(name), digest=digest))


def _published() -> QuerySet[Edition]:
    return Edition.objects.filter(published_at__isnull=False).order_by("version")
