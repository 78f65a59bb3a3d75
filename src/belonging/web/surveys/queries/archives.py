"""What was archived, and what stands in the way. In a programme-wide scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Sum

from belonging.evaluation.groups import NOT_SAID
from belonging.instruments.choices import STANDARD
from belonging.instruments.load import load
from belonging.web.programme.models import Cohort
from belonging.web.schools.queries import settings_by_school
from belonging.web.surveys.models import (
    Archive,
    ArchivedAnswers,
    CommentState,
    Round,
    SealedAnswers,
    SealedComment,
    SealedLink,
    State,
)
from belonging.web.surveys.queries.linking import linking_goes_on
from belonging.web.surveys.queries.sealed import Columns
from belonging.web.surveys.rules.archived_rows import KEPT_FACTS, ArchivedRow, archive_digest, as_asked

PLACE = ("school", "setting", "wave")


@dataclass(frozen=True, slots=True)
class ArchivedCohort:
    """Of a cohort that was archived: since when, how many rounds, how many rows are left of them."""

    on: date
    rounds: int
    rows: int


def archived_cohort(cohort: Cohort) -> ArchivedCohort | None:
    found = Archive.objects.filter(round__cohort=cohort).aggregate(
        on=Min("archived_on"), rounds=Count("pk"), rows=Sum("rows")
    )
    return ArchivedCohort(found["on"], found["rounds"], found["rows"]) if found["rounds"] else None


def rounds_to_archive(cohort: Cohort) -> list[Round]:
    """The cohort's sealed rounds that are not archived, of schools and of occasions."""
    found = Round.objects.filter(cohort=cohort, state=State.SEALED, archive__isnull=True)
    return list(found.select_related("school", "cohort").order_by("instrument", "pk"))


def answered_still(cohort: Cohort) -> int:
    """How many rounds are open, or closed and not sealed."""
    return Round.objects.filter(cohort=cohort, state__in=[State.OPEN, State.CLOSED]).count()


def unread_still(cohort: Cohort) -> int:
    """How many sealed comments nobody has read: one may be about harm."""
    return SealedComment.objects.filter(round__cohort=cohort, state=CommentState.UNREAD).count()


def linked_still(cohort: Cohort) -> bool:
    """Whether rows of two waves can still be put side by side."""
    return linking_goes_on(cohort) or SealedLink.objects.filter(round__cohort=cohort).exists()


def sealed_facts(round_: Round) -> Iterator[dict[str, str]]:
    """Of each sealed row the facts that are columns, as archived rows name them."""
    for row in SealedAnswers.objects.filter(round=round_).iterator():
        yield {
            "year_group": row.year_group or NOT_SAID,
            "gender": row.gender or row.sex or NOT_SAID,
            "sen": row.sen or NOT_SAID,
            "language": row.language or NOT_SAID,
            "edition": row.edition or STANDARD,
            "help": row.help or "none",
            "way": row.way or NOT_SAID,
        }


def archived_of(rounds: list[int]) -> list[int]:
    """Those of these rounds that were archived."""
    return list(Archive.objects.filter(round__in=rounds).order_by("round").values_list("round", flat=True))


def archived_columns(*, cohort: Cohort, audience: str, instrument: str) -> Columns:
    """What is left of a cohort's answers, as `sealed_columns` has them: a fact that was withheld is not stated."""
    asked = load(instrument)
    settings = settings_by_school()
    rows = ArchivedAnswers.objects.filter(
        round__cohort=cohort, round__audience=audience, round__instrument=instrument, round__occasion=""
    )
    columns: Columns = {name: [] for name in (*PLACE, *KEPT_FACTS, *(item.key for item in asked.items))}
    for row in rows.select_related("round").order_by("key").iterator():
        place = dict(zip(PLACE, (str(row.school_id), settings[row.round.host_id], row.round.wave), strict=True))
        record = {**place, **as_asked(row.facts), **row.answers}
        for name, values in columns.items():
            values.append(record.get(name))
    return columns


def archive_is_whole(round_: Round) -> bool:
    """Whether the archived rows are those that the digest was made of."""
    held = ArchivedAnswers.objects.filter(round=round_).values_list("key", "answers", "facts")
    rows = ((key, ArchivedRow(answers, facts)) for key, answers, facts in held)
    return archive_digest(rows) == Archive.objects.get(round=round_).digest
