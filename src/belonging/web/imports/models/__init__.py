"""What is kept of surveys from elsewhere: a table for a day, mappings to use again, and what was brought in by whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.imports.rules.tools import Tool

TOOLS = [tool.value for tool in Tool]


class SavedMapping(SchoolOrProgrammeOwned):
    """What one tool's columns and answers mean, to be used for the next file. No row of any file is in it."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    name = models.CharField(max_length=80, unique=True)
    instrument = models.CharField(max_length=40)
    tool = models.CharField(max_length=20)
    mapping = models.JSONField()
    saved_by = models.CharField(max_length=64)
    saved_at = models.DateTimeField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["name"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(school__isnull=True), name="imports_savedmapping_is_the_programmes"),
            models.CheckConstraint(condition=Q(tool__in=TOOLS), name="imports_savedmapping_known_tool"),
        ]


class BroughtSurvey(SchoolOrProgrammeOwned):
    """One past survey: the cohort that was made for it, who agreed to its use, and how much of its file came in.

    `brought_at` is empty until the worker has sealed its rounds.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.OneToOneField("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    tool = models.CharField(max_length=20)
    agreed_by = models.CharField(max_length=200, help_text="Who agreed that the answers are used here")
    agreed_on = models.DateField()
    kept = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    confirmed_by = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField()
    brought_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(school__isnull=True), name="imports_broughtsurvey_is_the_programmes"),
            models.CheckConstraint(condition=Q(tool__in=TOOLS), name="imports_broughtsurvey_known_tool"),
            models.CheckConstraint(condition=~Q(agreed_by=""), name="imports_broughtsurvey_somebody_agreed"),
            models.CheckConstraint(condition=Q(kept__gt=0), name="imports_broughtsurvey_has_rows"),
        ]


class Upload(SchoolOrProgrammeOwned):
    """A file's table on its way in, without the columns that nobody needs. Gone when it is in, or after a day.

    `table` is packed (rules/tables.py); `mapping` what was said of it so far; `survey` set once it was confirmed.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPEN_ANSWERS

    instrument = models.CharField(max_length=40)
    tool = models.CharField(max_length=20)
    table = models.BinaryField()
    mapping = models.JSONField(default=dict)
    survey = models.OneToOneField(BroughtSurvey, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    uploaded_by = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(school__isnull=True), name="imports_upload_is_the_programmes"),
            models.CheckConstraint(condition=Q(tool__in=TOOLS), name="imports_upload_known_tool"),
        ]
