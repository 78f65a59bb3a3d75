"""What a restored database holds again though it may have been destroyed, archived or sealed since the backup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from belonging.web.base.backup_days import BACKUP_DAYS
from belonging.web.cli.keeping.errors import NotUpToDate
from belonging.web.cli.keeping.places import Place
from belonging.web.programme.models import CohortState
from belonging.web.surveys.rules.rounds import ASKED, sealed_from, title_of

LINKED: Final = (
    "SELECT cohort.name, cohort.slug FROM surveys_linkkey AS held JOIN programme_cohort AS cohort "
    "ON cohort.id = held.cohort_id WHERE held.ended_at IS NULL ORDER BY cohort.name"
)
SEALED: Final = (
    "SELECT DISTINCT cohort.name, cohort.slug, cohort.state FROM surveys_round AS asked "
    "JOIN programme_cohort AS cohort ON cohort.id = asked.cohort_id "
    "LEFT JOIN surveys_archive AS archive ON archive.round_id = asked.id "
    "WHERE asked.state = 'sealed' AND archive.round_id IS NULL ORDER BY cohort.name"
)
UNSEALED: Final = (
    "SELECT school.name, asked.occasion, asked.audience, asked.wave, asked.closes_at, asked.closed_at "
    "FROM surveys_round AS asked LEFT JOIN schools_school AS school ON school.id = asked.school_id "
    "WHERE asked.state IN ('open', 'closed') ORDER BY school.name, asked.id"
)
MOST_NAMED: Final = 10


@dataclass(frozen=True, slots=True)
class Undone:
    """By name: linked cohorts, finished cohorts with sealed rows, and rounds that should be closed or sealed by now.

    `holds_rows`: whether there are answers at all that are not archived.
    """

    linked: Sequence[str]
    not_archived: Sequence[str]
    overdue: Sequence[str]
    holds_rows: bool


def undone_at(place: Place, now: datetime) -> Undone:
    """Of a place that is restored. Raises NotUpToDate."""
    linked, sealed, unsealed = place.answers(LINKED, SEALED, UNSEALED)
    return Undone(
        linked=[f"{name} ({slug})" for name, slug in linked],
        not_archived=[f"{name} ({slug})" for name, slug, state in sealed if state == CohortState.FINISHED],
        overdue=[
            f"{school or occasion} ({title_of(audience, wave) if wave else ASKED[audience]})"
            for school, occasion, audience, wave, closes_at, closed_at in unsealed
            if _is_over(_moment(closes_at), _moment(closed_at), now)
        ],
        holds_rows=bool(linked or sealed or unsealed),
    )


def what_to_do_again(place: Place, now: datetime) -> Iterator[str]:
    """Sentences; none where no answer is held that could be destroyed."""
    try:
        undone = undone_at(place, now)
    except NotUpToDate as refusal:
        yield str(refusal)
        return
    if undone.holds_rows:
        yield (
            "What was destroyed, archived or sealed after the backup is as it was before, and each new backup keeps it "
            f"for another {BACKUP_DAYS} days. 'belonging journal-verify --since FILE', with the newest mail to "
            "the journal's witnesses, says which journals lack entries; certificates and your notes say whether a "
            "linking-destroyed, a cohort-archived or a round-sealed is among them. Do each of these again."
        )
    if undone.linked:
        yield (
            f"Links of baseline and endline go on in {_named(undone.linked)}. Where they had been destroyed: "
            "'belonging keys destroy COHORT --end', with --lost where the key file is gone."
        )
    if undone.not_archived:
        yield (
            f"Finished and not archived: {_named(undone.not_archived)}. Where it had been: "
            "'belonging archive COHORT --yes'."
        )
    if undone.overdue:
        yield (
            f"Past their days and not sealed: {_named(undone.overdue)}. The worker closes each at its first look and "
            "seals it 72 hours after it closed: start it before anything else."
        )


def _is_over(closes_at: datetime | None, closed_at: datetime | None, now: datetime) -> bool:
    if closed_at is not None:
        return now >= sealed_from(closed_at)
    return closes_at is not None and now >= closes_at


def _moment(stored: datetime | str | None) -> datetime | None:
    """SQLite gives text, of UTC."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC) if isinstance(stored, str) else stored


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
