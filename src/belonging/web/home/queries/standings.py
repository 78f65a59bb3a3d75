"""Reading the cockpit's rows. Call in a programme-wide scope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet, Sum
from django.db.models.functions import Length

from belonging.web.home.models import Standing
from belonging.web.home.rules.standing import Place
from belonging.web.programme.models import Cohort

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which schools to list. `quiet`: only those with a reason to ring. `words` are looked for in the name."""

    quiet: bool = False
    place: str = ""
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of schools. `total` of all pages."""

    rows: list[Standing]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The cohort at a glance. `by_place` has every place that a school is in; `answered` sums rounded counts."""

    by_place: dict[str, int]
    quiet: int
    answered: int
    as_of: datetime | None

    @property
    def taking_part(self) -> int:
        return sum(count for place, count in self.by_place.items() if place != Place.LEFT)


def cohort_totals(cohort: Cohort) -> Totals:
    return totals_by_cohort([cohort])[cohort.pk]


def totals_by_cohort(cohorts: Sequence[Cohort]) -> dict[int, Totals]:
    """By cohort id, one query for all of them."""
    rows = Standing.objects.filter(cohort__in=cohorts).order_by().values_list("cohort", "place", "is_quiet")
    counted = list(rows.annotate(Count("pk"), Sum("answered"), Min("refreshed_at")))
    found = {}
    for cohort in cohorts:
        by_place: dict[str, int] = {}
        quiet, answered, moments = 0, 0, []
        for _, place, is_quiet, count, answers, moment in (row for row in counted if row[0] == cohort.pk):
            by_place[place] = by_place.get(place, 0) + count
            quiet += count if is_quiet else 0
            answered += answers
            moments.append(moment)
        found[cohort.pk] = Totals(by_place, quiet, answered, min(moments, default=None))
    return found


def listed_schools(cohort: Cohort, wanted: Wanted, *, by_name: bool = True) -> Listed:
    """One page, by name, or by letter for who does not see names. A page beyond the last is the last."""
    rows = _wanted(cohort, wanted, by_name=by_name)
    total = rows.count()
    pages = max(1, -(-total // ON_A_PAGE))
    page = min(max(1, wanted.page), pages)
    first = (page - 1) * ON_A_PAGE
    # The page's keys first: the schools of the pages before it are then joined to nothing.
    keys = list(rows.values_list("pk", flat=True)[first : first + ON_A_PAGE])
    shown = Standing.objects.filter(pk__in=keys).select_related("school").order_by(*rows.query.order_by)
    return Listed(list(shown), total, page, pages)


def every_school(cohort: Cohort, wanted: Wanted) -> Iterator[Standing]:
    """All of them, for a file."""
    return _wanted(cohort, wanted, by_name=True).select_related("school", "enrolment").iterator(chunk_size=1000)


def standing_of(cohort: Cohort, slug: str) -> Standing | None:
    return Standing.objects.filter(cohort=cohort, school__slug=slug).select_related("school", "enrolment").first()


def _wanted(cohort: Cohort, wanted: Wanted, *, by_name: bool) -> QuerySet[Standing]:
    rows = Standing.objects.filter(cohort=cohort)
    if wanted.quiet:
        rows = rows.filter(is_quiet=True)
    if wanted.place:
        rows = rows.filter(place=wanted.place)
    if by_name:
        for word in wanted.words.split()[:6]:
            rows = rows.filter(name__icontains=word)
        return rows.order_by("name", "pk")
    return rows.order_by(Length("mask"), "mask")
