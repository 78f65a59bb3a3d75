"""Which schools are in a cohort, and how far they have come. All need a scope that sees them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q

from belonging.web.programme.models import Cohort, CohortState, Enrolment, Interest, InterestState, Stage
from belonging.web.programme.rules.nudges import Reached
from belonging.web.schools.models import School

PAGE = 50


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many schools came how far. `interested` holds those that came in without the public form too."""

    interested: int
    selected: int
    agreed: int
    set_up: int
    baseline: int
    finished: int
    left: int


def cohorts_of(school: School) -> list[Cohort]:
    """The cohorts the school is or was in, the latest first. In a scope that sees the school."""
    enrolled = Enrolment.objects.filter(school=school)
    return list(Cohort.objects.filter(pk__in=list(enrolled.values_list("cohort_id", flat=True))))


def enrolments(cohort: Cohort) -> list[Enrolment]:
    """The cohort's enrolments that the scope sees, by mask, each with its school."""
    return list(Enrolment.objects.filter(cohort=cohort).select_related("school").order_by("mask"))


def enrolments_page(cohort: Cohort, *, page: int, words: str = "") -> Page[Enrolment]:
    """Fifty enrolments by the school's name, those whose name holds `words`."""
    found = Enrolment.objects.filter(cohort=cohort).select_related("school").order_by("school__name", "pk")
    if words:
        found = found.filter(school__name__icontains=words)
    return Paginator(found, PAGE).get_page(page)


def enrolment_of(school: School, cohort: Cohort) -> Enrolment | None:
    return Enrolment.objects.filter(school=school, cohort=cohort).first()


def takes_part(school: School, cohort: Cohort) -> bool:
    """Whether the school is in the cohort and has not left it."""
    enrolment = enrolment_of(school, cohort)
    return enrolment is not None and enrolment.stage == Stage.TAKING_PART


def reached(school: School, cohort: Cohort) -> Reached:
    """How far the school has come, by the dates of its enrolment."""
    return reached_by(enrolment_of(school, cohort) or Enrolment())


def reached_by(enrolment: Enrolment) -> Reached:
    return Reached(
        agreed=enrolment.agreed_on is not None,
        set_up=enrolment.set_up_on is not None,
        finished=enrolment.finished_on is not None,
    )


def in_places(cohort: Cohort) -> int:
    """How many schools take part, whatever their arm."""
    return Enrolment.objects.filter(cohort=cohort, stage=Stage.TAKING_PART).count()


def places_taken() -> dict[int, int]:
    """How many schools take part, by cohort. In a programme-wide scope."""
    staying = Enrolment.objects.filter(stage=Stage.TAKING_PART).order_by()
    return dict(staying.values_list("cohort_id").annotate(Count("pk")))


def takes_part_anywhere(school_id: int) -> bool:
    """Whether the school is in a cohort that is not over, and has not left it."""
    running = Enrolment.objects.filter(school_id=school_id, stage=Stage.TAKING_PART, finished_on__isnull=True)
    return running.exclude(cohort__state=CohortState.FINISHED).exists()


def masks(cohort: Cohort) -> dict[int, str]:
    """The letter by which the programme's pages call each school, by school id."""
    return dict(Enrolment.objects.filter(cohort=cohort).order_by("mask").values_list("school_id", "mask"))


def funnel(cohort: Cohort) -> Funnel:
    """In a programme-wide scope. Two queries, whatever the size of the cohort."""
    counted = Enrolment.objects.filter(cohort=cohort).aggregate(
        selected=Count("pk"),
        agreed=Count("agreed_on"),
        set_up=Count("set_up_on"),
        baseline=Count("baseline_on"),
        finished=Count("finished_on"),
        left=Count("pk", filter=Q(stage=Stage.LEFT)),
    )
    not_selected = Interest.objects.filter(cohort=cohort).exclude(state=InterestState.SELECTED).count()
    return Funnel(interested=counted["selected"] + not_selected, **counted)


def goes_on() -> Q:
    """Rows with a `school` and a `cohort` whose school takes part in a cohort that is not over."""
    here = Enrolment.objects.filter(school=OuterRef("school"), cohort=OuterRef("cohort"), stage=Stage.TAKING_PART)
    return ~Q(cohort__state=CohortState.FINISHED) & Q(Exists(here))
