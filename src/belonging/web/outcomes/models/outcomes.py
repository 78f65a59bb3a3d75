"""What a school has counted of a term, or what was published of it. Every version stays; the newest speaks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.outcomes.rules.counts import COLUMNS, Counts, Group
from belonging.web.outcomes.rules.terms import FIRST_YEAR, LAST_YEAR, TERMS, Period, Term


class Source(models.TextChoices):
    ENTERED = "entered", "Entered by the school"
    FILE = "file", "From the school’s file"
    PUBLISHED = "published", "Published by the Department for Education"


class TermRecord(SchoolOwned):
    """One version of a term. `is_empty`: what stood there was taken back.

    The school's own versions and the published ones of a term are counted apart. Longer spans than a term are published
    ones alone.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    year = models.PositiveSmallIntegerField(help_text="The school year that begins in the autumn of")
    period = models.CharField(max_length=13)
    source = models.CharField(max_length=9, choices=Source.choices)
    version = models.PositiveIntegerField()
    incident_words = models.CharField(max_length=300, blank=True, default="", help_text="What counts as an incident")
    is_empty = models.BooleanField(default=False)
    entered_by = models.CharField(max_length=64)
    entered_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["year", "pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "year", "period", "version"],
                condition=~Q(source="published"),
                name="outcomes_termrecord_own_version_once",
            ),
            models.UniqueConstraint(
                fields=["school", "year", "period", "version"],
                condition=Q(source="published"),
                name="outcomes_termrecord_published_version_once",
            ),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="outcomes_termrecord_known_source"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="outcomes_termrecord_known_year"
            ),
            models.CheckConstraint(
                condition=Q(period__in=[each.value for each in TERMS])
                | Q(period__in=[each.value for each in Period], source="published"),
                name="outcomes_termrecord_long_spans_are_published",
            ),
        ]

    @property
    def term(self) -> Term:
        return Term.of(self.year, Period(self.period))


class TermCount(SchoolOwned):
    """The numbers of one group in one version; empty where nobody has said."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    record = models.ForeignKey(TermRecord, on_delete=models.CASCADE, related_name="counts")
    group = models.CharField(max_length=8)
    on_roll = models.PositiveIntegerField(null=True, blank=True)
    possible = models.PositiveIntegerField(null=True, blank=True)
    missed = models.PositiveIntegerField(null=True, blank=True)
    persistent = models.PositiveIntegerField(null=True, blank=True)
    suspensions = models.PositiveIntegerField(null=True, blank=True)
    suspended = models.PositiveIntegerField(null=True, blank=True)
    excluded = models.PositiveIntegerField(null=True, blank=True)
    incidents = models.PositiveIntegerField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["record", "group"], name="outcomes_termcount_once"),
            models.CheckConstraint(
                condition=Q(group__in=[each.value for each in Group]), name="outcomes_termcount_known_group"
            ),
            models.CheckConstraint(
                condition=Q(missed__isnull=True) | Q(possible__isnull=True) | Q(missed__lte=F("possible")),
                name="outcomes_termcount_missed_of_possible",
            ),
            models.CheckConstraint(
                condition=Q(persistent__isnull=True) | Q(on_roll__isnull=True) | Q(persistent__lte=F("on_roll")),
                name="outcomes_termcount_persistent_of_roll",
            ),
        ]

    @property
    def numbers(self) -> Counts:
        return Counts(**{name: getattr(self, name) for name in COLUMNS})
