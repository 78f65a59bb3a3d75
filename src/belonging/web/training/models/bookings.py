"""Who is signed up for a session, and who has been."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.training.models.sessions import Session


class BookingState(models.TextChoices):
    BOOKED = "booked", "Has a place"
    WAITING = "waiting", "On the waiting list"
    CANCELLED = "cancelled", "Cancelled"


class Attended(models.TextChoices):
    """How we know that somebody has been."""

    LIST = "list", "Ticked on the list"
    QR = "qr", "By the QR code at the door"
    CODE = "code", "By the code shown in the session"


class Booking(SchoolOwned):
    """One person's place in a session. `user` is empty for who has no account.

    `person` is a keyed hash that tells people apart over all sessions (`rules.people.person_key`), so that nobody is
    counted twice, also when name and address are forgotten.
    The waiting list goes by `asked_at`; who cancels and asks again is at its end.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    user = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True, default="")
    person = models.CharField(max_length=32)
    is_leader = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=BookingState.choices)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    cancelled_by = models.CharField(max_length=64, blank=True, default="")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    attended = models.CharField(max_length=4, choices=Attended.choices, blank=True, default="")
    attended_at = models.DateTimeField(null=True, blank=True)
    attended_by = models.CharField(max_length=64, blank=True, default="")
    is_walk_in = models.BooleanField(default=False)
    has_closed = models.BooleanField(default=False, help_text="Certificate and last mail are dealt with")
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(fields=["session", "state", "asked_at"], name="training_booking_queue"),
            models.Index(fields=["user"], name="training_booking_of_user"),
            models.Index(fields=["person"], condition=Q(user__isnull=True), name="training_booking_unlinked"),
            models.Index(
                fields=["session"],
                condition=Q(has_closed=False) & ~Q(attended=""),
                name="training_booking_to_close",
            ),
        ]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["session", "person"], name="training_booking_person_once"),
            models.CheckConstraint(condition=~Q(name=""), name="training_booking_has_a_name"),
            models.CheckConstraint(condition=Q(state__in=BookingState.values), name="training_booking_known_state"),
            models.CheckConstraint(
                condition=Q(is_walk_in=True) | Q(forgotten_at__isnull=False) | ~Q(email=""),
                name="training_booking_can_be_written_to",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | ~Q(state="cancelled") & Q(cancelled_at__isnull=True),
                name="training_booking_cancelled_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(attended="", attended_at__isnull=True)
                | Q(attended__in=Attended.values, attended_at__isnull=False, state="booked"),
                name="training_booking_attended_has_its_time",
            ),
        ]
