"""With whom a school shares its report."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import Body


class Sharing(SchoolOwned):
    """The school lets its trust or local authority read its report of one cohort, until `ended_at`."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()
    shared_by = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["-shared_at"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "cohort", "body"], condition=Q(ended_at__isnull=True), name="reports_sharing_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("shared_at")),
                name="reports_sharing_ends_after_it_began",
            ),
        ]
