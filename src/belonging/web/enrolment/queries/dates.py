"""The school's own dates, or the cohort's where the school has none."""

from __future__ import annotations

from datetime import date

from belonging.web.enrolment.models import SchoolWave
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import wave_window
from belonging.web.schools.models import School


def school_waves(school: School, cohort: Cohort) -> dict[str, SchoolWave]:
    """The school's own dates by wave."""
    return {each.wave: each for each in SchoolWave.objects.filter(school=school, cohort=cohort)}


def sitting_window(school: School, cohort: Cohort, wave: str) -> tuple[date, date] | None:
    """First and last day on which pupils sit: the school's own, else the cohort's, else None."""
    own = SchoolWave.objects.filter(school=school, cohort=cohort, wave=wave).first()
    return wave_window(cohort, wave) if own is None else (own.first_day, own.last_day)
