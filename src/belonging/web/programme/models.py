"""The programme: cohorts of schools, and what the operator has recorded before one may open."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass


class Wave(models.TextChoices):
    BASELINE = "baseline", "Baseline"
    MIDPOINT = "midpoint", "Midpoint"
    ENDLINE = "endline", "Endline"


class Cohort(models.Model):
    """Schools that go through the programme together. `is_demo` cohorts hold simulated data only."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    starts_on = models.DateField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on", "name"]

    def __str__(self) -> str:
        return self.name


class Stage(models.TextChoices):
    TAKING_PART = "taking_part", "Taking part"
    LEFT = "left", "Left the programme"


class Enrolment(SchoolOwned):
    """A school's place in a cohort. `mask` is the letter by which the programme's pages call it."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    mask = models.CharField(max_length=2)
    stage = models.CharField(max_length=16, choices=Stage.choices, default=Stage.TAKING_PART)

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["cohort", "school"], name="programme_enrolment_once"),
            models.UniqueConstraint(fields=["cohort", "mask"], name="programme_enrolment_mask_once"),
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="programme_enrolment_known_stage"),
        ]


class WordingPermission(models.Model):
    """The operator's record that an instrument's wording may be used in a live cohort."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    instrument = models.CharField(max_length=40, unique=True, help_text='Name and version, "pupil_v1"')
    granted_by = models.CharField(max_length=120)
    evidence = models.CharField(max_length=300, help_text="Where the letter or e-mail is kept")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
