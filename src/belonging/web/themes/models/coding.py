"""Which themes coders found in a comment, and what may be quoted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.privacy import PrivacyClass
from belonging.web.surveys.models import SealedComment
from belonging.web.themes.models.codebooks import Codebook, Theme

_SECOND = Q(second_at__isnull=True, second_by="") | Q(second_at__isnull=False, in_sample=True) & ~Q(second_by="") & ~Q(
    second_by=F("first_by")
)


class CodedComment(models.Model):
    """A released comment that was there when coding began. An empty list of themes says that none is in it.

    `in_sample`: a second person codes it too, without seeing the first's themes. `agreed_*` is what the two settled
    on where they differed.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.SEALED_ANSWERS

    codebook = models.ForeignKey(Codebook, on_delete=models.PROTECT, related_name="coded")
    comment = models.ForeignKey(SealedComment, on_delete=models.CASCADE, related_name="+")
    in_sample = models.BooleanField()
    first_themes = models.JSONField(default=list, blank=True)
    first_by = models.CharField(max_length=64, blank=True, default="")
    first_at = models.DateTimeField(null=True, blank=True)
    second_themes = models.JSONField(default=list, blank=True)
    second_by = models.CharField(max_length=64, blank=True, default="")
    second_at = models.DateTimeField(null=True, blank=True)
    agreed_themes = models.JSONField(default=list, blank=True)
    agreed_by = models.CharField(max_length=64, blank=True, default="")
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["comment"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "comment"], name="themes_comment_once"),
            models.CheckConstraint(
                condition=Q(first_at__isnull=True, first_by="") | Q(first_at__isnull=False) & ~Q(first_by=""),
                name="themes_comment_first_by_somebody",
            ),
            models.CheckConstraint(condition=_SECOND, name="themes_comment_second_is_another"),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_by="")
                | Q(agreed_at__isnull=False, first_at__isnull=False, second_at__isnull=False) & ~Q(agreed_by=""),
                name="themes_comment_agreed_after_both",
            ),
        ]


class Quote(models.Model):
    """A comment that stands for a theme in reports. Its words are read from the comment, so what is taken back goes."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.SEALED_ANSWERS

    coded = models.ForeignKey(CodedComment, on_delete=models.CASCADE, related_name="quotes")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    marked_by = models.CharField(max_length=64)
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["coded", "theme"], name="themes_quote_once")]
