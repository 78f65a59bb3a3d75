"""Programmes of training and their sessions."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass


class SessionKind(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    ONLINE = "online", "Online"


class Audience(models.TextChoices):
    LEADERS = "leaders", "Senior leaders"
    ALL = "all", "All staff"


class TrainingProgramme(models.Model):
    """Sessions that belong together. Without a cohort it is open to every school that takes part."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    about = models.TextField(max_length=2000, blank=True, default="")
    cohort = models.ForeignKey("programme.Cohort", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="training_programme_has_a_title")]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """One session. `taken` counts who is booked, so that no two sign-ups can have the last place.

    `sequence` grows with every change that a calendar has to hear of. `code` is shown online, `door_token` is in the
    QR at the door. `picks_schools`: only the schools in `SessionSchool` may come.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    programme = models.ForeignKey(TrainingProgramme, on_delete=models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=120)
    about = models.TextField(max_length=2000, blank=True, default="")
    kind = models.CharField(max_length=9, choices=SessionKind.choices)
    audience = models.CharField(max_length=7, choices=Audience.choices, default=Audience.ALL)
    picks_schools = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    trainer = models.CharField(max_length=120, blank=True, default="")
    place = models.CharField(max_length=200, blank=True, default="")
    way_there = models.TextField(max_length=1000, blank=True, default="", help_text="How to find it, how to get in")
    link = models.URLField(max_length=500, blank=True, default="")
    places = models.PositiveIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    sign_up_until = models.DateTimeField()
    sequence = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=6)
    door_token = models.CharField(max_length=43, unique=True)
    feedback_opened_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True, default="")
    created_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["ends_at"], name="training_session_by_end")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="training_session_has_a_title"),
            models.CheckConstraint(condition=Q(kind__in=SessionKind.values), name="training_session_known_kind"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="training_session_known_audience"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="training_session_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(sign_up_until__lte=F("starts_at")), name="training_session_sign_up_before_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(kind="online", place="")
                | Q(kind="in_person", link="", places__isnull=False) & ~Q(place=""),
                name="training_session_is_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places__gte=1, taken__lte=F("places")),
                name="training_session_never_overbooked",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_because="")
                | Q(cancelled_at__isnull=False) & ~Q(cancelled_because=""),
                name="training_session_cancelled_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_a_place(self) -> bool:
        return self.places is None or self.taken < self.places

    def takes_sign_ups(self, now: datetime) -> bool:
        return self.cancelled_at is None and now < self.sign_up_until


class SessionSchool(SchoolOwned):
    """A school that a session is for, where it is not for all of them."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="schools")

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["session", "school"], name="training_sessionschool_once"),
        ]
