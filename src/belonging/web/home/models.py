"""What the cockpit shows of each school, gathered now and then, so that a page for 24,000 reads one table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.home.rules.standing import Place
from belonging.web.programme.models import Cohort, Enrolment


class Standing(SchoolOwned):
    """A school's place in a cohort as of `refreshed_at`. `quiet` lists [reason, number]; counts are rounded ones."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    mask = models.CharField(max_length=6)
    place = models.CharField(max_length=12, choices=[(place.value, place.value) for place in Place])
    quiet = models.JSONField(default=list, blank=True)
    is_quiet = models.BooleanField(default=False)
    response = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Per cent of the roll, pupils")
    answered = models.PositiveIntegerField(default=0, help_text="Answers of all rounds, each rounded to 5")
    last_sign_in = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    next_words = models.CharField(max_length=80, blank=True)
    audit = models.CharField(max_length=80, blank=True, default="", help_text="How far the newest audit is")
    plan = models.CharField(max_length=120, blank=True, default="", help_text="How far the action plan is")
    promise = models.CharField(max_length=640, blank=True, default="", help_text="Results that are not out, and why")
    refreshed_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["name"]
        indexes = [
            models.Index(fields=["cohort", "is_quiet", "name"], name="home_standing_quiet"),
            models.Index(fields=["cohort", "place", "name"], name="home_standing_place"),
            models.Index(fields=["cohort", "name"], name="home_standing_name"),
            models.Index(fields=["refreshed_at"], name="home_standing_refreshed"),
        ]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(place__in=[place.value for place in Place]), name="home_standing_place_known"
            ),
            models.CheckConstraint(condition=Q(is_quiet=False) | ~Q(quiet=[]), name="home_standing_quiet_has_reasons"),
        ]


class Publication(models.Model):
    """A cohort's programme report, open to everyone as it was on `released_at`; newer findings are not until they are
    published too. `by` is the account that did it."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, related_name="+")
    released_at = models.DateTimeField()
    published_at = models.DateTimeField()
    by = models.CharField(max_length=64)

    class Meta:
        ordering = ["-published_at"]
