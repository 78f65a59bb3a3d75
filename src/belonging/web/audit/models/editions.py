"""Versions of the audit that the programme's team has written after the one that is shipped."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.privacy import PrivacyClass


class Edition(models.Model):
    """A version of the audit; version 1 is shipped (`instruments/catalogue`) and has no row.

    `content` is the canonical JSON that `instruments.audit` reads. A published one never changes: triggers refuse it.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    version = models.PositiveSmallIntegerField(unique=True)
    content = models.TextField()
    digest = models.CharField(max_length=64, blank=True, default="", help_text="SHA-256 of a published content")
    notes = models.CharField(max_length=1000, blank=True, default="", help_text="What has changed, for schools")
    revision = models.PositiveIntegerField(default=1)
    drafted_by = models.CharField(max_length=64)
    drafted_at = models.DateTimeField()
    published_by = models.CharField(max_length=64, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["version"]
        constraints = [
            models.CheckConstraint(condition=Q(version__gt=1), name="audit_edition_first_is_shipped"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, digest="", published_by="")
                | Q(published_at__isnull=False) & ~Q(digest="") & ~Q(published_by=""),
                name="audit_edition_published_by_somebody",
            ),
            # Every draft has the same publisher: nobody.
            models.UniqueConstraint(
                fields=["published_by"],
                condition=Q(published_at__isnull=True),
                name="audit_edition_one_draft",
            ),
        ]
