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


class WordingTried(models.Model):
    """An edition in one language that the programme signed off as tried with children, or took back since.

    A row is never changed but to take it back; signed off again, it is another row.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    instrument = models.CharField(max_length=40)
    edition = models.CharField(max_length=20)
    language = models.CharField(max_length=3)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the words that were tried")
    trials = models.PositiveSmallIntegerField()
    note = models.TextField()
    signed_by = models.CharField(max_length=64)
    signer_name = models.CharField(max_length=120)
    signed_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.CharField(max_length=64, blank=True, default="")
    taken_back_because = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-signed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "edition", "language"],
                condition=Q(taken_back_at__isnull=True),
                name="enrolment_wordingtried_once",
            ),
            models.CheckConstraint(
                condition=~Q(signed_by="") & ~Q(signer_name="") & ~Q(note="") & Q(trials__gte=1),
                name="enrolment_wordingtried_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_by="", taken_back_because="")
                | Q(taken_back_at__isnull=False) & ~Q(taken_back_by="") & ~Q(taken_back_because=""),
                name="enrolment_wordingtried_taken_back_whole",
            ),
        ]
