"""Which schools published files are searched for."""

from __future__ import annotations

from belonging.web.programme.models import Enrolment
from belonging.web.schools.models import School


def schools_by_urn() -> dict[str, School]:
    """Every school of a cohort that has a number in the register. In a programme-wide scope."""
    enrolled = Enrolment.objects.order_by().values_list("school_id", flat=True).distinct()
    return {school.urn: school for school in School.objects.filter(pk__in=list(enrolled)) if school.urn}
