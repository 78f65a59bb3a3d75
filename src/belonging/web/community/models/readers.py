"""What each reader has seen, follows, wants by mail, and does not want to hear."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.privacy import PrivacyClass


class Reading(models.Model):
    """How far a person has read in a topic, and whether they follow it. No row: never opened."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey("community.Topic", on_delete=models.CASCADE, related_name="readings")
    read_to = models.PositiveIntegerField(default=0, help_text="Number of the last post read")
    follows = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="community_reading_once")]


class Often(models.TextChoices):
    DAILY = "daily", "Every school day"
    WEEKLY = "weekly", "Once a week, on Monday"
    NEVER = "never", "Never"


class Wishes(models.Model):
    """Mail that a person wants of the community. No row: weekly, and mentions at once."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    person = models.OneToOneField("accounts.User", on_delete=models.CASCADE, primary_key=True, related_name="+")
    digest = models.CharField(max_length=6, choices=Often.choices, default=Often.WEEKLY)
    mentions = models.BooleanField(default=True)
    told_to = models.DateTimeField(null=True, blank=True, help_text="The last digest told what came until then")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__in=Often.values), name="community_wishes_known_digest"),
        ]


class Mute(models.Model):
    """`by` does not want to hear `of`: that person's posts are folded, and their mentions send no mail."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    by = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    of = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["by", "of"], name="community_mute_once"),
            models.CheckConstraint(condition=~Q(by=F("of")), name="community_mute_another"),
        ]
