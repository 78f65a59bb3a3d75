"""Trials of a wording with one child each. What the child chose is never sent, so it is in no table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.privacy import PrivacyClass
from belonging.web.surveys.rules.helping import HELPS
from belonging.web.trials.rules.went import Went

YEARS = ["R", *(str(year) for year in range(1, 14)), "X"]


class Trial(models.Model):
    """One child and one edition. `token` opens the page until the trial is written up, and no longer than its days."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    instrument = models.CharField(max_length=40)
    edition = models.CharField(max_length=20)
    language = models.CharField(max_length=3)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the words that the child meets")
    token = models.CharField(max_length=32, unique=True)
    prepared_by = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    held_on = models.DateField(null=True, blank=True)
    year_group = models.CharField(max_length=2, blank=True, default="")
    help = models.CharField(max_length=10, blank=True, default="", help_text="The kind of help; empty: none")
    remark = models.TextField(blank=True, default="")
    written_by = models.CharField(max_length=64, blank=True, default="")
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-prepared_at", "-pk"]
        indexes = [models.Index(fields=["instrument", "edition", "language"], name="trials_trial_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(written_at__isnull=True, held_on__isnull=True, written_by="", year_group="")
                | Q(written_at__isnull=False, held_on__isnull=False, year_group__in=YEARS) & ~Q(written_by=""),
                name="trials_trial_written_up_whole",
            ),
            models.CheckConstraint(condition=Q(help__in=HELPS), name="trials_trial_known_help"),
            models.CheckConstraint(condition=~Q(token="") & ~Q(prepared_by=""), name="trials_trial_has_its_token"),
        ]


class TrialCard(models.Model):
    """How one card of one trial went, in an adult's words."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="cards")
    item = models.CharField(max_length=40)
    went = models.CharField(max_length=13)
    taken_as = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["trial", "item"], name="trials_trialcard_once"),
            models.CheckConstraint(condition=Q(went__in=[each.value for each in Went]), name="trials_trialcard_known"),
            models.CheckConstraint(
                condition=Q(went="misunderstood") & ~Q(taken_as="") | ~Q(went="misunderstood") & Q(taken_as=""),
                name="trials_trialcard_misunderstood_says_how",
            ),
        ]
