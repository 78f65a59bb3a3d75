"""How each statement is rated and how the school knows, every version of it, and what colleagues said about it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.audit.models.audits import Audit
from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass

RATING_CHOICES = [("fully", "Fully met"), ("partially", "Partially met"), ("not_yet", "Not yet met")]
"""The values of `instruments.audit.Met`; an empty one is not rated yet."""
RATINGS = ["", *(value for value, _ in RATING_CHOICES)]


class Rating(SchoolOwned):
    """One statement's rating now. `revision` counts its versions: a form says which one it began from."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="ratings")
    statement = models.CharField(max_length=40)
    value = models.CharField(max_length=9, choices=RATING_CHOICES, blank=True, default="")
    how_we_know = models.TextField(max_length=2000, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["audit", "statement"], name="audit_rating_once"),
            models.CheckConstraint(condition=Q(value__in=RATINGS), name="audit_rating_known_value"),
        ]


class RatingEntry(SchoolOwned):
    """One version of a rating, kept for ever. `taken` is False where somebody else had changed it meanwhile:
    then it waits to be taken over or set aside (`settled_at`), and nothing of it is lost."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="entries")
    statement = models.CharField(max_length=40)
    revision = models.PositiveIntegerField(help_text="The version it made; of one not taken, the one it began from")
    value = models.CharField(max_length=9, choices=RATING_CHOICES, blank=True, default="")
    how_we_know = models.TextField(max_length=2000, blank=True, default="")
    taken = models.BooleanField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["audit", "statement"], name="audit_ratingentry_of")]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["audit", "statement", "revision"],
                condition=Q(taken=True),
                name="audit_ratingentry_one_a_revision",
            ),
            models.CheckConstraint(condition=Q(value__in=RATINGS), name="audit_ratingentry_known_value"),
        ]


class Remark(SchoolOwned):
    """What one person said about a statement, to the others who work on the audit."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="remarks")
    statement = models.CharField(max_length=40)
    text = models.TextField(max_length=1000)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["at", "pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=~Q(text="") | Q(removed_at__isnull=False), name="audit_remark_says"),
        ]
