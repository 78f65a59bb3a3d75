"""Which notes are past their time."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone

from belonging.web.programme.models import Cohort
from belonging.web.sets.models import LearningSet
from belonging.web.sets.rules.keeping import forgotten_on


def ended_on(cohort: Cohort) -> date | None:
    """The day on which it was finished, else the last one planned; None where neither is known."""
    return timezone.localdate(cohort.finished_at) if cohort.finished_at else cohort.ends_on


def kept_until(cohort: Cohort) -> date | None:
    """The day on which the notes of the cohort's sets are erased."""
    ended = ended_on(cohort)
    return forgotten_on(ended) if ended else None


def are_forgotten(cohort: Cohort, today: date) -> bool:
    until = kept_until(cohort)
    return until is not None and until <= today


def sets_to_forget(today: date) -> list[LearningSet]:
    """Sets past their time whose notes were not erased since."""
    past = [each for each in Cohort.objects.all() if are_forgotten(each, today)]
    due = Q(pk__in=[])
    for cohort in past:
        until = kept_until(cohort)
        due |= Q(cohort=cohort) & (Q(forgotten_at__isnull=True) | Q(forgotten_at__date__lt=until))
    return list(LearningSet.objects.filter(due))
