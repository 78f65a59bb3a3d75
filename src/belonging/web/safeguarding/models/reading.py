"""The reading of comments before anyone else sees them, and that a reader knows how."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass


class Claim(SchoolOrProgrammeOwned):
    """One comment in one reader's hands until `until`. The handle is opaque: it leads to no row by itself."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    handle = models.CharField(max_length=32, primary_key=True)
    round = models.ForeignKey("surveys.Round", on_delete=models.CASCADE, related_name="+")
    reader = models.CharField(max_length=64)
    until = models.DateTimeField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["reader"], name="safeguarding_claim_one_a_reader"),
        ]


class Backlog(SchoolOrProgrammeOwned):
    """How many comments of a round wait for a reader.

    `waiting_since` and `urgent_since` are the days since which there always were some: an answer has no date, so
    the clock is the queue's and not the comment's.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    round = models.OneToOneField("surveys.Round", on_delete=models.CASCADE, related_name="+")
    waiting = models.PositiveIntegerField(default=0)
    urgent = models.PositiveIntegerField(default=0)
    waiting_since = models.DateField(null=True, blank=True)
    urgent_since = models.DateField(null=True, blank=True)
    looked_at = models.DateTimeField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(waiting=0, waiting_since__isnull=True) | Q(waiting__gt=0, waiting_since__isnull=False),
                name="safeguarding_backlog_waiting_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(urgent=0, urgent_since__isnull=True) | Q(urgent__gt=0, urgent_since__isnull=False),
                name="safeguarding_backlog_urgent_has_its_day",
            ),
        ]


class Sitting(models.Model):
    """One reader's time with comments: how many were shown and what became of them. Journalled when it ends."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    reader = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    shown = models.PositiveIntegerField(default=0)
    verdicts = models.JSONField(default=dict, blank=True, help_text="How many of each kind")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader"], condition=Q(ended_at__isnull=True), name="safeguarding_sitting_one_at_a_time"
            )
        ]


class NoteConfirmation(models.Model):
    """A reader has read the note on how to read comments, in this version, and says so."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    reader = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    confirmed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reader", "version"], name="safeguarding_noteconfirmation_once_a_version")
        ]
