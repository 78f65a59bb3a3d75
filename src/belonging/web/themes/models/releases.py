"""What was released of a codebook's themes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from belonging.web.base.privacy import PrivacyClass
from belonging.web.themes.models.codebooks import Codebook


class ThemeRelease(models.Model):
    """How many comments speak of each theme, and how far two coders agreed, as printed. Never changed.

    `results` is the JSON of `rules.results.ThemeResults`.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.RELEASED

    codebook = models.OneToOneField(Codebook, on_delete=models.PROTECT, related_name="release")
    results = models.TextField()
    released_by = models.CharField(max_length=64)
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["released_at"]
