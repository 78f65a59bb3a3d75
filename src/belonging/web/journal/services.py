"""Writing the journal. Call inside the transaction of the act it records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from belonging.web.journal.models import Entry
from belonging.web.journal.rules import FIRST

BY_THE_CLOCK = "worker"
"""Who forgets what is past its time."""


@dataclass(frozen=True, slots=True)
class Act:
    """What was done to what. `details` holds ids and counts, never answers, codes or names."""

    name: str
    subject: str
    details: Mapping[str, object] = field(default_factory=dict)


@transaction.atomic
def record_act(*, act: Act, actor: str, now: datetime, school_id: int | None = None) -> Entry:
    """Append one entry to the school's chain, or to the programme's where `school_id` is None."""
    chain = "programme" if school_id is None else f"school:{school_id}"
    _hold(chain)
    last = Entry.objects.filter(chain=chain).order_by("-number").only("number", "hash").first()
    entry = Entry(
        school_id=school_id,
        chain=chain,
        number=1 if last is None else last.number + 1,
        at=now,
        actor=actor,
        act=act.name,
        subject=act.subject,
        details=dict(act.details),
        previous_hash=FIRST if last is None else last.hash,
    )
    entry.hash = entry.expected_hash()
    entry.save(force_insert=True)
    return entry


@transaction.atomic
def forget_rows(*, what: str, rows: Iterable[QuerySet[Model]], now: datetime) -> int:
    """Delete what is past its time; one entry in the programme's chain says how many rows of which tables.

    `what` names the clock ("audits"). Call in a programme-wide scope. Nothing due: no entry.
    """
    gone = Counter[str]()
    for each in rows:
        gone.update(each.delete()[1])
    counts = {label: number for label, number in sorted(gone.items()) if number}
    if counts:
        record_act(act=Act("time-over", f"clock:{what}", counts), actor=BY_THE_CLOCK, now=now)
    return sum(counts.values())


def _hold(chain: str) -> None:
    """One writer of a chain at a time, until the transaction ends. SQLite has one writer anyway.

    Not by locking the last row: that asks PostgreSQL for the privilege to change the journal, which no role has.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"journal {chain}"])
