"""Which cohorts have on record who is responsible for what."""

from __future__ import annotations

from belonging.web.enrolment.models import Parties


def cohorts_with_parties() -> frozenset[int]:
    """By the cohort's id."""
    return frozenset(Parties.objects.values_list("cohort_id", flat=True))
