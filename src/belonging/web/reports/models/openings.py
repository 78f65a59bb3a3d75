"""To whom a school has opened its report, step by step: staff, governors, pupils, families."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass


class Reader(models.TextChoices):
    """In the order in which a report is opened; the lead has read it before."""

    STAFF = "staff", "Staff"
    GOVERNORS = "governors", "Governors"
    PUPILS = "pupils", "Pupils"
    FAMILIES = "families", "Families"


class Opening(SchoolOwned):
    """One kind of reader may read these releases, in words for them, at an address with this `token`.

    `releases` are the ids of the findings that the page shows; newer ones are not shown until they are opened in
    their turn. `words` is what the school says to these readers. Ended, the address leads nowhere.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    reader = models.CharField(max_length=9, choices=Reader.choices)
    token = models.CharField(max_length=24, unique=True)
    releases = models.JSONField(default=list)
    words = models.CharField(max_length=600, blank=True, default="")
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    ended_by = models.CharField(max_length=64, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["opened_at", "pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "cohort", "reader"], condition=Q(ended_at__isnull=True), name="reports_opening_once"
            ),
            models.CheckConstraint(condition=Q(reader__in=Reader.values), name="reports_opening_known_reader"),
            models.CheckConstraint(condition=~Q(releases=[]), name="reports_opening_of_findings"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | Q(ended_at__gte=F("opened_at")) & ~Q(ended_by=""),
                name="reports_opening_ended_by_somebody",
            ),
        ]
