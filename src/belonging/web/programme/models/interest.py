"""Schools that have said they are interested, and what the team notes about them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.programme.models.cohorts import Cohort
from belonging.web.schools.models import School, Setting


class InterestState(models.TextChoices):
    NEW = "new", "New"
    WAITING = "waiting", "Waiting list"
    SELECTED = "selected", "Selected"
    DECLINED = "declined", "Declined"


class Interest(SchoolOrProgrammeOwned):
    """One school's wish to take part; a second person of the same school becomes a note of it, never a second row.

    `school` stays empty, so that no school's own scope sees the team's queue; `became` is the school made of it.
    `place` is name and town as `rules.interest.place_key` folds them, which catches a school outside the register.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    reference = models.CharField(max_length=9, unique=True)
    state = models.CharField(max_length=10, choices=InterestState.choices, default=InterestState.NEW)
    urn = models.CharField(max_length=6, blank=True, default="")
    place = models.CharField(max_length=200)
    school_name = models.CharField(max_length=120)
    town = models.CharField(max_length=60, blank=True, default="")
    nation = models.CharField(max_length=20, blank=True, default="")
    local_authority = models.CharField(max_length=60, blank=True, default="")
    setting = models.CharField(max_length=24, choices=Setting.choices)
    pupils = models.PositiveIntegerField(null=True, blank=True)
    contact_name = models.CharField(max_length=120)
    contact_role = models.CharField(max_length=80)
    contact_email = models.EmailField()
    contact_phone = models.CharField(max_length=30, blank=True, default="")
    why = models.TextField(max_length=1500)
    head_knows = models.BooleanField(default=False)
    consent_version = models.CharField(max_length=20, help_text="Which text was agreed to (rules/consent.py)")
    came_at = models.DateTimeField()
    state_since = models.DateTimeField()
    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    became = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    forgotten_on = models.DateField(null=True, blank=True, help_text="When the contact was erased")

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["came_at", "pk"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(school__isnull=True), name="programme_interest_is_the_programmes"),
            models.UniqueConstraint(fields=["urn"], condition=~Q(urn=""), name="programme_interest_urn_once"),
            models.UniqueConstraint(fields=["place"], condition=Q(urn=""), name="programme_interest_place_once"),
            models.CheckConstraint(condition=Q(state__in=InterestState.values), name="programme_interest_known_state"),
            models.CheckConstraint(
                condition=~Q(state="selected") | Q(became__isnull=False),
                name="programme_interest_selected_has_a_school",
            ),
            models.CheckConstraint(condition=~Q(consent_version=""), name="programme_interest_has_consent"),
        ]
        indexes = [models.Index(fields=["state", "came_at"], name="programme_interest_queue")]


class InterestNote(SchoolOrProgrammeOwned):
    """What the team knows about an interested school: written by hand, or another person's message."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(max_length=3000)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["-at", "-pk"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(school__isnull=True), name="programme_interestnote_is_the_programmes"),
        ]
