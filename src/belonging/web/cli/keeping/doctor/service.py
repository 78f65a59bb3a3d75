"""Checks of the service: settings, database, mail, worker, witnesses."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from belonging.web.base.durability import escapes_row_security, faults
from belonging.web.base.scope import programme_scope
from belonging.web.cli.keeping.doctor.findings import Finding, look, ok, wrong
from belonging.web.notices.rules import DRILL_DUTY, TALK_DRILL_DUTY

WORKER = "Questionnaires: close, seal, count"
SUPPORTED_UNTIL: Final = {
    13: date(2025, 11, 13), 14: date(2026, 11, 12), 15: date(2027, 11, 11), 16: date(2028, 11, 9),
    17: date(2029, 11, 8), 18: date(2030, 11, 14),
}  # fmt: skip
"""Last fixes of each PostgreSQL. Source: postgresql.org, "Versioning Policy"."""


def secrets() -> Iterator[Finding]:
    if settings.MODE != "live":
        yield look("Mode", f"BELONGING_MODE is {settings.MODE}: not for real answers.", "Set BELONGING_MODE=live.")
    weak = [name for name, value in _secrets() if len(set(value)) < 12]
    if settings.SECRET_KEY.encode() == bytes(settings.BELONGING_PEPPER):
        weak.append("BELONGING_PEPPER, which is the same as BELONGING_SECRET_KEY,")
    for name in weak:
        yield wrong("Secrets", f"{name} is easy to guess.", "Change it: belonging rotate-keys")
    if not weak:
        yield ok("Secrets", "Both are long, and are two.")


def _secrets() -> list[tuple[str, str]]:
    pepper = bytes(settings.BELONGING_PEPPER).decode(errors="replace")
    return [("BELONGING_SECRET_KEY", settings.SECRET_KEY), ("BELONGING_PEPPER", pepper)]


def addresses() -> Iterator[Finding]:
    staff, answering = urlsplit(settings.STAFF_URL), urlsplit(settings.ANSWERING_URL)
    named = {"BELONGING_STAFF_URL": staff, "BELONGING_ANSWERING_URL": answering}
    found = []
    plain = [name for name, url in named.items() if url.scheme != "https"]
    if plain and settings.MODE == "live":
        said = f"Not https:// yet: {' and '.join(plain)}."
        found.append(look("Addresses", said, "Put a web server with TLS in front, then set them (docs/setting-up.md)."))
    for name, url in named.items():
        if url.hostname not in settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
            said = f"{url.hostname} of {name} is not in BELONGING_HOSTS."
            found.append(wrong("Addresses", said, "Add it, or every page is a 400."))
    if staff.netloc == answering.netloc:
        found.append(
            wrong(
                "Addresses", "Both addresses have one host and port.", "Give answering pages a host name of their own."
            )
        )
    yield from found or [ok("Addresses", f"{settings.STAFF_URL} and {settings.ANSWERING_URL}.")]


def database() -> Iterator[Finding]:
    from belonging.web.cli.keeping.turns import newer_than_this
    from belonging.web.cli.keeping.upgrading import migrations_waiting

    if not _has_tables():
        yield look("Database", "There is none yet.", "belonging migrate; then look again.")
        return
    weak = faults(connection)
    for fault in weak:
        yield wrong("Database", f"It could lose or keep what it should not: {fault}.", "Set it so.", stops=True)
    if escapes_row_security(connection):
        yield wrong(
            "Database", "Its role is not bound by row-level security.", "Connect as docs/running.md shows.", stops=True
        )
    newer = newer_than_this()
    if newer:
        yield wrong("Database", newer, "Lead /opt/belonging/current to that version’s folder.", stops=True)
    waiting = migrations_waiting()
    if waiting:
        yield look("Database", f"Migrations that wait: {len(waiting)}, the first {waiting[0]}.", "belonging upgrade")
    if connection.vendor == "postgresql":
        yield from _postgresql()
    elif not (weak or waiting or newer):
        yield ok("Database", "SQLite, durable and up to date.")


def _has_tables() -> bool:
    """Raises DatabaseError where it cannot be asked; an SQLite file that is not there can be."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return "memory" in str(connection.settings_dict["NAME"])
    return MigrationRecorder(connection).has_table()


def _postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (said,) = cursor.fetchone()
        cursor.execute("SHOW track_commit_timestamp")
        (stamps,) = cursor.fetchone()
    major = int(str(said).partition(".")[0])
    ends = SUPPORTED_UNTIL.get(major)
    if ends is not None and ends < datetime.now(UTC).date():
        yield wrong("PostgreSQL", f"{said} gets no more fixes since {ends:%B %Y}.", "Move to a newer one.")
    else:
        yield ok("PostgreSQL", f"{said}{f', with fixes until {ends:%B %Y}' if ends else ''}. Its own notices say which "
                 "is the newest of its line.")  # fmt: skip
    if stamps == "on":
        yield wrong("PostgreSQL", "track_commit_timestamp is on: it writes down when each answer came.", "Set it off.")


def missing(what: str, said: str, remedy: str) -> Finding:
    """Wrong once there is something to lose; until then, something that is still to be set up."""
    from belonging.web.journal.models import Entry

    with programme_scope("doctor: whether anything was ever done here"):
        return (wrong if Entry.objects.exists() else look)(what, said, remedy)


def mail() -> Iterator[Finding]:
    if not settings.MAIL_READY:
        yield missing(
            "Mail", "No mail server is set: mail waits, also about urgent messages.", "Set BELONGING_MAIL_URL."
        )
        return
    server = get_connection(fail_silently=False)
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        yield wrong("Mail", f"The mail server does not take us: {error}.", "belonging mail test ADDRESS")
        return
    finally:
        server.close()
    yield ok("Mail", "The mail server answers. Whether mail arrives, 'belonging mail test ADDRESS' shows.")


def worker() -> Iterator[Finding]:
    from belonging.web.notices.models import DutyRun

    ran = DutyRun.objects.filter(pk=WORKER).first()
    since = datetime.now(UTC) - ran.ran_at if ran else None
    if ran is None:
        yield missing("Worker", "It has not run yet: nothing is sealed or sent.", "Start the service.")
    elif since is None or since > timedelta(minutes=5):
        said = f"It last worked on {ran.ran_at:%d %B, %H:%M} UTC: since then nothing is sealed or sent."
        yield missing("Worker", said, "Start 'belonging serve' or the worker.")
    else:
        yield ok("Worker", f"It last worked {max(0, int(since.total_seconds()))} seconds ago, by the database.")
    for failed in DutyRun.objects.exclude(failure=""):
        if failed.pk not in (DRILL_DUTY, TALK_DRILL_DUTY):
            yield look("Worker", f"“{failed.name}” failed: {failed.failure}", "Read the log of the worker.")


def journal() -> Iterator[Finding]:
    if settings.JOURNAL_WITNESSES:
        count = len(settings.JOURNAL_WITNESSES)
        yield ok("Journal", f"Its heads are mailed to {count} witness{'' if count == 1 else 'es'}.")
    else:
        said = "No witness is mailed its heads, which would show that its end was cut off."
        yield look("Journal", said, "Set BELONGING_JOURNAL_WITNESSES.")


def people() -> Iterator[Finding]:
    """The last step of setting up; silent once it is done."""
    from belonging.web.accounts.models import Invitation, User

    with programme_scope("doctor: whether anybody was invited"):
        nobody = not User.objects.exists() and not Invitation.objects.exists()
    if nobody:
        yield look("People", "Nobody has an account yet.", "belonging invite ADDRESS --name NAME --role manager")
