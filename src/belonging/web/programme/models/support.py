"""What advisers do for a school: the log of support, and the nudges."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.programme.models.cohorts import Cohort


class ContactBy(models.TextChoices):
    CALL = "call", "Call"
    VISIT = "visit", "Visit"
    MESSAGE = "message", "Message"
    OTHER = "other", "Other"


class SupportNote(SchoolOwned):
    """One contact with a school, and the next step agreed. The school's lead sees it only where it is `shared`."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ContactBy.choices)
    on = models.DateField()
    minutes = models.PositiveIntegerField()
    what = models.TextField(max_length=3000)
    next_step = models.CharField(max_length=300, blank=True, default="")
    next_due = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    shared = models.BooleanField(default=False)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["-on", "-pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=ContactBy.values), name="programme_supportnote_known_kind"),
            models.CheckConstraint(
                condition=Q(next_step="", next_due__isnull=True, done_on__isnull=True) | ~Q(next_step=""),
                name="programme_supportnote_dates_need_a_step",
            ),
        ]
        indexes = [models.Index(fields=["cohort", "school", "on"], name="programme_support_last")]


class Nudge(SchoolOwned):
    """A friendly reminder that the team sent to a school's leads."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    template = models.CharField(max_length=30)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=64)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["-sent_at"]
        constraints = [*SchoolOwned.Meta.constraints]
        indexes = [models.Index(fields=["cohort", "school", "sent_at"], name="programme_nudge_last")]
