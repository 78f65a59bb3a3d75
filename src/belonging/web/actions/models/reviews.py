"""Meetings at which the plan is looked at."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass


class Review(SchoolOwned):
    """A review meeting: planned, then (`held_at`) what was said and decided. `actions` are numbers of the plan."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=45)
    place = models.CharField(max_length=120, blank=True, default="")
    who = models.CharField(max_length=300, blank=True, default="", help_text="Who is invited, in words")
    actions = models.JSONField(default=list, blank=True)
    notes = models.TextField(max_length=4000, blank=True, default="")
    held_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    created_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["starts_at", "pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(minutes__range=(5, 480)), name="actions_review_has_a_length"),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="actions_review_held_or_cancelled",
            ),
        ]
