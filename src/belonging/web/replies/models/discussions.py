"""Pupils talk about the findings with an adult, who writes down what they said."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.programme.models import Wave


class Discussion(SchoolOwned):
    """One conversation with a group of pupils about one wave's findings. No pupil is named in it."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=10, choices=Wave.choices)
    held_on = models.DateField()
    group = models.CharField(max_length=120, help_text="Who talked, in words that name nobody")
    pupils = models.PositiveSmallIntegerField(help_text="How many")
    adult = models.CharField(max_length=120, blank=True, default="")
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["-held_on", "-pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(pupils__gt=0), name="replies_discussion_with_somebody"),
            models.CheckConstraint(condition=Q(wave__in=Wave.values), name="replies_discussion_known_wave"),
        ]


class DiscussionWord(SchoolOwned):
    """What the group said to one question. `item` is the finding it was about; empty for an open question."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="words")
    question = models.CharField(max_length=200)
    item = models.CharField(max_length=40, blank=True, default="")
    words = models.TextField(max_length=1000)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=~Q(words=""), name="replies_discussionword_says"),
        ]
