"""What people say of a resource, and which schools use it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.hub.models.resources import Resource


class Verdict(models.TextChoices):
    HELPED = "helped", "It helped"
    PARTLY = "partly", "It helped in part"
    NOT_SUITED = "not_suited", "It did not suit us"


class Rating(models.Model):
    """What one person says of a resource; others see the counts alone."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="ratings")
    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["resource", "person"], name="hub_rating_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="hub_rating_known_verdict"),
        ]


class Note(models.Model):
    """ "We tried this". `school_name` is shown, and held, only where the writer wants it."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="notes")
    writer = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=600, help_text="What we did")
    with_whom = models.CharField(max_length=200, blank=True, default="")
    how_it_went = models.CharField(max_length=600)
    school_name = models.CharField(max_length=120, blank=True, default="")
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True, help_text="By the team, after a report")

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(what="") & ~Q(how_it_went=""), name="hub_note_says_something"),
            models.UniqueConstraint(fields=["resource", "writer"], name="hub_note_once"),
        ]


class NoteReport(models.Model):
    """Somebody asks the team to look at a note."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="reports")
    by = models.CharField(max_length=64)
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["note", "by"], name="hub_notereport_once"),
            models.CheckConstraint(condition=~Q(why=""), name="hub_notereport_says_why"),
        ]


class UseKind(models.TextChoices):
    OPENED = "opened", "Opened"
    DOWNLOADED = "downloaded", "Downloaded"
    TRIED = "tried", "Tried"


class Use(SchoolOwned):
    """That somebody of a school opened, downloaded or tried a resource on a day: once, and never who."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=UseKind.choices)
    on = models.DateField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "resource", "kind", "on"], name="hub_use_once_a_day"),
            models.CheckConstraint(condition=Q(kind__in=UseKind.values), name="hub_use_known_kind"),
        ]
