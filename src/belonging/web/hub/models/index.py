"""What resources are found by: an inverted index of our own, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from belonging.web.base.privacy import PrivacyClass
from belonging.web.hub.models.resources import Resource
from belonging.web.hub.rules.words import LONGEST_SLUG

LONGEST_WORD = 32


class Posting(models.Model):
    """That a published resource has a word, and how much that says of it (`rules/weighing.py`)."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="postings")
    word = models.CharField(max_length=LONGEST_WORD, db_index=True)
    stem = models.CharField(max_length=LONGEST_WORD)
    weight = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["stem"], name="hub_posting_stem")]
        constraints = [
            models.UniqueConstraint(fields=["resource", "word"], name="hub_posting_once"),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="hub_posting_says_something"),
        ]


class Gram(models.Model):
    """Three letters of a word that some resource has or had, so that a misspelled one is found near it."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    gram = models.CharField(max_length=3)
    word = models.CharField(max_length=LONGEST_WORD)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "word"], name="hub_gram_once")]


class UnansweredSearch(models.Model):
    """Words for which nothing was found, and how often; nothing of who typed them."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    words = models.CharField(max_length=LONGEST_SLUG, unique=True)
    times = models.PositiveIntegerField(default=1)
    last_on = models.DateField()

    class Meta:
        ordering = ["-times", "-last_on", "words"]
        constraints = [
            models.CheckConstraint(condition=models.Q(times__gte=1), name="hub_unansweredsearch_was_made"),
        ]
