"""Reading cohorts, enrolments and recorded permissions. Enrolments need a scope; the rest is public."""

from __future__ import annotations

from belonging.web.programme.models import Cohort, Enrolment, Stage, WordingPermission
from belonging.web.schools.models import School


def cohort_by_slug(slug: str) -> Cohort | None:
    return Cohort.objects.filter(slug=slug).first()


def cohorts() -> list[Cohort]:
    """Every cohort, the latest first."""
    return list(Cohort.objects.all())


def cohorts_of(school: School) -> list[Cohort]:
    """The cohorts the school is or was in, the latest first. In a scope that sees the school."""
    enrolled = Enrolment.objects.filter(school=school)
    return list(Cohort.objects.filter(pk__in=list(enrolled.values_list("cohort_id", flat=True))))


def enrolments(cohort: Cohort) -> list[Enrolment]:
    """The cohort's enrolments that the scope sees, by mask, each with its school."""
    return list(Enrolment.objects.filter(cohort=cohort).select_related("school").order_by("mask"))


def enrolment_of(school: School, cohort: Cohort) -> Enrolment | None:
    return Enrolment.objects.filter(school=school, cohort=cohort).first()


def takes_part(school: School, cohort: Cohort) -> bool:
    """Whether the school is in the cohort and has not left it."""
    enrolment = enrolment_of(school, cohort)
    return enrolment is not None and enrolment.stage == Stage.TAKING_PART


def masks(cohort: Cohort) -> dict[int, str]:
    """The letter by which the programme's pages call each school, by school id."""
    return {enrolment.school_id: enrolment.mask for enrolment in enrolments(cohort)}


def permission_recorded(instrument: str) -> bool:
    """Whether the operator has recorded that this questionnaire's wording may be used in a live cohort."""
    return WordingPermission.objects.filter(instrument=instrument).exists()
