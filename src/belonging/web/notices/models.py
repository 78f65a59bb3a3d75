"""Mail on its way, addresses that want no reminders, and when each background duty last ran."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass


class MailKind(models.TextChoices):
    """A service mail is part of the work and cannot be switched off; a reminder can, and keeps quiet hours."""

    SERVICE = "service", "Service"
    REMINDER = "reminder", "Reminder"


class MailState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Not sent"


class OutgoingMail(SchoolOrProgrammeOwned):
    """One message to one address, as its reader will see it.

    `key` says what the message is for, by ids and never by names: the same key twice is one message. `text` is
    erased when the message has been sent (the demo keeps it). `due_at` is the next time to try; while a try runs it
    is put ahead, so that nobody else takes the message. `error` is a sentence for the team.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=8, choices=MailKind.choices)
    state = models.CharField(max_length=9, choices=MailState.choices, default=MailState.WAITING)
    to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="notices_mail_waiting"),
            models.Index(fields=["state"], name="notices_mail_by_state"),
        ]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="notices_mail_known_state"),
            models.CheckConstraint(condition=Q(kind__in=MailKind.values), name="notices_mail_known_kind"),
            models.CheckConstraint(
                condition=Q(state="waiting", finished_at__isnull=True)
                | (~Q(state="waiting") & Q(finished_at__isnull=False)),
                name="notices_mail_finished_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | (~Q(to="") & ~Q(text="")), name="notices_mail_waits_with_its_text"
            ),
        ]


class NoReminders(models.Model):
    """An address that wants no reminders, as a keyed hash: the address itself is not kept."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    address_hash = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()


class DutyRun(models.Model):
    """When a background duty last ran and last failed. `failure` is a sentence; empty while all is well."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    name = models.CharField(max_length=60, primary_key=True)
    ran_at = models.DateTimeField()
    outcome = models.CharField(max_length=200, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
