"""Reading the log of support. In a scope that sees the schools asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Max, Min, Q, Sum

from belonging.web.programme.models import Cohort, ContactBy, Nudge, SupportNote
from belonging.web.schools.models import School

PAGE = 30


@dataclass(frozen=True, slots=True)
class SupportSight:
    """One school's support at a glance. `next_due`: of the steps that are not done, the nearest day."""

    last_contact: date | None
    minutes: int
    open_steps: int
    next_due: date | None
    last_nudge: datetime | None


@dataclass(frozen=True, slots=True)
class SupportTotals:
    """For the funder. `schools`: how many had any contact."""

    schools: int
    contacts: int
    minutes: int
    by_kind: dict[str, int]


NO_SUPPORT = SupportSight(last_contact=None, minutes=0, open_steps=0, next_due=None, last_nudge=None)


def support_log(school: School, *, page: int, shared_only: bool = False) -> Page[SupportNote]:
    """Thirty notes, the latest first."""
    notes = SupportNote.objects.filter(school=school).select_related("cohort")
    return Paginator(notes.filter(shared=True) if shared_only else notes, PAGE).get_page(page)


def open_steps(school: School) -> list[SupportNote]:
    """What was agreed and is not done, by its day; steps without one last."""
    found = SupportNote.objects.filter(school=school, done_on__isnull=True).exclude(next_step="")
    return sorted(found, key=lambda note: (note.next_due is None, note.next_due or note.on, note.pk))


def support_note(school: School, number: int) -> SupportNote | None:
    return SupportNote.objects.filter(school=school, pk=number).first()


def support_of(cohort: Cohort, school_ids: Iterable[int] | None = None) -> dict[int, SupportSight]:
    """By school id, of the schools named or of all; schools without any support are left out. Two queries."""
    notes = SupportNote.objects.filter(cohort=cohort).order_by()
    nudges = Nudge.objects.filter(cohort=cohort).order_by()
    if school_ids is not None:
        ids = list(school_ids)
        notes, nudges = notes.filter(school_id__in=ids), nudges.filter(school_id__in=ids)
    undone = Q(done_on__isnull=True) & ~Q(next_step="")
    rows = notes.values_list("school_id").annotate(
        last=Max("on"),
        whole=Sum("minutes"),
        undone=Count("pk", filter=undone),
        due=Min("next_due", filter=undone),
    )
    noted = {school: (last, minutes, count, due) for school, last, minutes, count, due in rows}
    nudged = dict(nudges.values_list("school_id").annotate(Max("sent_at")))
    return {
        school: SupportSight(*noted.get(school, (None, 0, 0, None)), nudged.get(school)) for school in {*noted, *nudged}
    }


def support_totals(cohort: Cohort) -> SupportTotals:
    """In a programme-wide scope."""
    notes = SupportNote.objects.filter(cohort=cohort).order_by()
    whole = notes.aggregate(
        schools=Count("school_id", distinct=True), contacts=Count("pk"), minutes=Sum("minutes", default=0)
    )
    by_kind = dict(notes.values_list("kind").annotate(Count("pk")))
    return SupportTotals(**whole, by_kind={kind: by_kind.get(kind, 0) for kind in ContactBy.values})


def last_nudges(school: School, cohort: Cohort) -> dict[str, datetime]:
    """When each template last went to the school's leads."""
    sent = Nudge.objects.filter(school=school, cohort=cohort).order_by()
    return dict(sent.values_list("template").annotate(Max("sent_at")))


def support_notes(*, school: School | None = None, cohort: Cohort | None = None) -> Iterator[SupportNote]:
    """Every note of the school or the cohort, the oldest first, without holding them all at once."""
    notes = SupportNote.objects.select_related("school", "cohort").order_by("on", "pk")
    if school is not None:
        notes = notes.filter(school=school)
    if cohort is not None:
        notes = notes.filter(cohort=cohort)
    return notes.iterator(chunk_size=2000)
