"""Backups and drills, as the team reads them: when the last was, how it went, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.notices.models import DutyRun
from belonging.web.notices.rules import BACKUP_DUTY, DRILL_DUTY, TALK_DRILL_DUTY
from belonging.web.ui.components import Table


@dataclass(frozen=True, slots=True)
class Kind:
    """`within`: how old the last one may be. `remedy` is for whoever runs the service, whom the team asks."""

    duty: str
    name: str
    within: timedelta
    remedy: str


A_TERM = timedelta(days=100)
KINDS = (
    Kind(BACKUP_DUTY, "A backup was made", timedelta(hours=26), "run “belonging backup” every hour"),
    Kind(DRILL_DUTY, "A backup was restored, as a drill", A_TERM, "run “belonging drill restore” every week"),
    Kind(
        TALK_DRILL_DUTY,
        "Talk requests were played through, as a drill",
        A_TERM,
        "run “belonging drill safeguarding” before each term",
    ),
)


def is_kept_apart(run: DutyRun) -> bool:
    """It stands in the table of backups and drills, not among the duties of the worker."""
    return any(kind.duty == run.name for kind in KINDS)


def keeping_table(runs: Iterable[DutyRun], now: datetime, *, demo: bool) -> Table:
    noted = {run.name: run for run in runs}
    rows = [(kind.name, _when(noted.get(kind.duty)), _told(kind, noted.get(kind.duty), now, demo)) for kind in KINDS]
    return Table(caption="Backups and drills", head=("What", "Last time", "How it went"), rows=rows)


def _when(run: DutyRun | None) -> str:
    if run is None:
        return "Not yet"
    local = timezone.localtime(run.ran_at)
    return f"{date_format(local, 'j M Y')}, {date_format(local, 'H:i')}"


def _told(kind: Kind, run: DutyRun | None, now: datetime, demo: bool) -> str:
    ask = f"Please ask whoever runs the service to {kind.remedy}."
    if run is None:
        return "A demo needs none." if demo else ask
    if run.failure:
        return f"Failed: {run.failure} Please ask whoever runs the service to look at it today."
    if now - run.ran_at > kind.within and not demo:
        return f"That is too long ago. {ask}"
    return run.outcome or "All well"
