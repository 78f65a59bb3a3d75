"""When schools are in: templates to copy from, and each school's own dates and hours."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.schools.rules.nations import NATIONS
from belonging.web.schools.rules.templates import KIND_NAMES

KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]
WEEKDAYS = range(7)


class CalendarTemplate(models.Model):
    """Usual dates of a local authority, or (`authority` empty) of a nation, as the programme's team keeps them.

    One with the key of a shipped template stands in its place.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    nation = models.CharField(max_length=20, choices=NATIONS)
    authority = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(nation__in=list(NATIONS)), name="schools_template_known_nation"),
            models.CheckConstraint(condition=~models.Q(name=""), name="schools_template_has_a_name"),
            models.UniqueConstraint(fields=["nation", "authority"], name="schools_template_once_for_each_place"),
        ]


class _Span(models.Model):
    """Days of one kind, both ends included."""

    kind = models.CharField(max_length=12, choices=KINDS)
    name = models.CharField(max_length=60)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        abstract = True


class TemplateSpan(_Span):
    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    template = models.ForeignKey(CalendarTemplate, on_delete=models.CASCADE, related_name="spans")

    class Meta:
        ordering = ["first", "last"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _ in KINDS]), name="schools_templatespan_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="schools_templatespan_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["template", "kind", "first"], name="schools_templatespan_once"),
        ]


class SchoolCalendar(SchoolOwned):
    """That a school keeps dates of its own. `template` is the key of what they were copied from."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    template = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school"], name="schools_schoolcalendar_once"),
        ]


class SchoolSpan(_Span, SchoolOwned):
    """A term, half-term, INSET day or closed days of one school."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    class Meta:
        ordering = ["first", "last"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _ in KINDS]), name="schools_schoolspan_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="schools_schoolspan_ends_after_it_begins"
            ),
            models.UniqueConstraint(fields=["school", "kind", "first"], name="schools_schoolspan_once"),
        ]


class SchoolDay(SchoolOwned):
    """The hours of one weekday (0 is Monday); a weekday without a row has no school."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=models.Q(weekday__in=list(WEEKDAYS)), name="schools_schoolday_weekday"),
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")), name="schools_schoolday_closes_after_it_opens"
            ),
            models.UniqueConstraint(fields=["school", "weekday"], name="schools_schoolday_once"),
        ]
