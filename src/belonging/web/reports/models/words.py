"""The words around the figures of the programme's report, as the team has written them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.privacy import PrivacyClass


class ReportWords(models.Model):
    """One part of a cohort's report in one edition ("summary", "technical", "interim"), version by version.

    `text` holds a place for each figure, never the figure: it is put there from the findings whenever the report is
    made. `figures` are those that stood there when it was written, by the name of their place, so that a sentence
    whose figure has changed since can be marked. An empty text leaves the part out.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    edition = models.CharField(max_length=10)
    part = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True, default="")
    figures = models.JSONField(default=dict, blank=True)
    written_by = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["part", "version"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "edition", "part", "version"], name="reports_words_version_once"),
            models.CheckConstraint(
                condition=Q(edition__in=["summary", "technical", "interim"]), name="reports_words_known_edition"
            ),
        ]
