"""A codebook: the themes that coders look for, and what each means."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.privacy import PrivacyClass
from belonging.web.programme.models import Cohort


class Codebook(models.Model):
    """One version, for the comments of one audience of a cohort. From `fixed_at` on it never changes.

    `seed` draws the sample of the second coder; it is kept before the first comment is coded.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10)
    version = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField(null=True, blank=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    fixed_by = models.CharField(max_length=64, blank=True, default="")
    fixed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["cohort", "audience", "version"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "audience", "version"], name="themes_codebook_version_once"),
            models.CheckConstraint(condition=Q(audience__in=["parent", "staff"]), name="themes_codebook_audience"),
            models.CheckConstraint(
                condition=Q(fixed_at__isnull=True, fixed_by="", seed__isnull=True)
                | Q(fixed_at__isnull=False, seed__isnull=False) & ~Q(fixed_by=""),
                name="themes_codebook_fixed_with_a_seed",
            ),
        ]


class Theme(models.Model):
    """`key` names it in what is coded; `include` and `exclude` say where it begins and ends."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="themes")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    definition = models.CharField(max_length=400)
    include = models.CharField(max_length=400, blank=True, default="")
    exclude = models.CharField(max_length=400, blank=True, default="")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "key"], name="themes_theme_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(definition=""), name="themes_theme_defined"),
        ]
