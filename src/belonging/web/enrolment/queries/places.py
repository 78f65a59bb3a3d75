"""Finding what a page's address names."""

from __future__ import annotations

from django.db.models import Q

from belonging.web.enrolment.models import SchoolWave
from belonging.web.programme.models import Cohort, Enrolment, Stage, Wave
from belonging.web.schools.models import Body, School


def cohort_of(school: School, slug: str) -> Cohort | None:
    """The cohort of that address if the school is or was in it."""
    found = Enrolment.objects.filter(school=school, cohort__slug=slug).select_related("cohort").first()
    return found.cohort if found else None


def known_wave(wave: str) -> bool:
    return wave in Wave.values


def wave_dates(school: School, cohort: Cohort, wave: str) -> SchoolWave | None:
    return SchoolWave.objects.filter(school=school, cohort=cohort, wave=wave).first()


def schools_of_body(body: Body, cohort: Cohort) -> list[School]:
    """The schools for which the body signs that take part in the cohort, by name. In a programme-wide scope."""
    held = Enrolment.objects.filter(_signed_for_by(body), cohort=cohort, stage=Stage.TAKING_PART)
    return sorted((each.school for each in held.select_related("school")), key=lambda school: school.name)


def cohorts_of_body(body: Body) -> list[Cohort]:
    """The cohorts in which a school for which it signs takes part, the latest first. In a programme-wide scope."""
    held = Enrolment.objects.filter(_signed_for_by(body), stage=Stage.TAKING_PART)
    return list(Cohort.objects.filter(pk__in=set(held.values_list("cohort_id", flat=True))))


def _signed_for_by(body: Body) -> Q:
    """A trust signs for its academies; a local authority only for schools that have no trust."""
    return Q(school__trust=body) | Q(school__authority=body, school__trust__isnull=True)
