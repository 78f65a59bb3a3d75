"""What is said of translations, and those that people bring in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.privacy import PrivacyClass


class Verdict(models.TextChoices):
    COMMENT = "comment", "Comment"
    SIGNED = "signed", "Signed off"
    SENT_BACK = "sent_back", "Sent back"


class Translation(models.Model):
    """A text in another language as somebody brought it in, over the draft that is shipped. Never changed."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    document = models.CharField(max_length=40, help_text="With its version: letter_parent_v1")
    language = models.CharField(max_length=3)
    texts = models.JSONField(help_text="The words of each part, by key")
    digest = models.CharField(max_length=64)
    made_by = models.CharField(max_length=64)
    maker_name = models.CharField(max_length=120)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["document", "language"], name="enrolment_translation_of")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(digest="") & ~Q(made_by="") & ~Q(maker_name=""), name="enrolment_translation_has_its_maker"
            )
        ]


class TranslationReview(models.Model):
    """What a speaker of the language said of one text, known by its digest: other words are another text."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    document = models.CharField(max_length=40)
    language = models.CharField(max_length=3)
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    key = models.CharField(max_length=60, blank=True, default="", help_text="The part it is about; empty: the whole")
    words = models.TextField(blank=True, default="")
    reviewer_id = models.CharField(max_length=64)
    reviewer_name = models.CharField(max_length=120)
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["-reviewed_at", "-pk"]
        indexes = [models.Index(fields=["document", "language"], name="enrolment_review_of")]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="enrolment_review_known_verdict"),
            models.CheckConstraint(condition=Q(verdict="signed") | ~Q(words=""), name="enrolment_review_says_why"),
            models.CheckConstraint(
                condition=~Q(digest="") & ~Q(reviewer_id="") & ~Q(reviewer_name=""),
                name="enrolment_review_has_its_reviewer",
            ),
        ]
