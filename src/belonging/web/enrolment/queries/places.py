"""Finding what a page's address names."""

from __future__ import annotations

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
    """The body's schools that take part in the cohort, by name. In a programme-wide scope."""
    held = Enrolment.objects.filter(cohort=cohort, stage=Stage.TAKING_PART).select_related("school")
    return sorted(
        (each.school for each in held.filter(school__trust=body) | held.filter(school__authority=body)),
        key=lambda school: school.name,
    )


def cohorts_of_body(body: Body) -> list[Cohort]:
    """The cohorts in which a school of the body takes part, the latest first. In a programme-wide scope."""
    held = Enrolment.objects.filter(stage=Stage.TAKING_PART)
    ids = (held.filter(school__trust=body) | held.filter(school__authority=body)).values_list("cohort_id", flat=True)
    return list(Cohort.objects.filter(pk__in=set(ids)))
