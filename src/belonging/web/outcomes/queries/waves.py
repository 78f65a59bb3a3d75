"""On which days pupils were asked, for the axis of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from belonging.figures import wave_name
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round


@dataclass(frozen=True, slots=True)
class Wave:
    name: str
    day: date


def wave_days(cohort: Cohort, school: School | None = None) -> dict[str, Wave]:
    """By wave, the day on which the (first) questionnaire for pupils opened. In a scope that sees them."""
    rounds = Round.objects.filter(cohort=cohort, audience="pupil", opens_at__isnull=False, occasion="")
    if school is not None:
        rounds = rounds.filter(school=school)
    found: dict[str, Wave] = {}
    for wave, opens_at in rounds.order_by("opens_at").values_list("wave", "opens_at"):
        if opens_at is not None:
            found.setdefault(wave, Wave(wave_name(wave), timezone.localtime(opens_at).date()))
    return found
