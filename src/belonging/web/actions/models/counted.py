"""What the page of all schools' plans counts, gathered now and then, so that a page for 24,000 reads one table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass


class CountedPlan(SchoolOwned):
    """A school's plan in a cohort as of `counted_at`: of each action what is counted, `queries/counted.py`."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.CASCADE, related_name="+")
    actions = models.JSONField(default=list, blank=True)
    counted_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["cohort", "school"], name="actions_countedplan_once"),
        ]
