"""Calls for the school's safeguarding people, and the reading of comments before anyone else sees them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOrProgrammeOwned, SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.safeguarding.rules.escalation import About

LONGEST_WORDS = 500


class Origin(models.TextChoices):
    TALK = "talk", "Asked to talk to someone"
    COMMENT = "comment", "A comment that was passed on"


class Outcome(models.TextChoices):
    """How a call ended; what was said stays in the school's own child-protection file."""

    SPOKEN = "spoken", "I have spoken with them, and nothing more is needed"
    FOLLOWED_UP = "followed_up", "I have spoken with them, and we follow it up in our own records"
    REFERRED = "referred", "It has gone to children’s services, the police or the local authority"
    UNKNOWN_PERSON = "unknown_person", "We could not find out who it was"
    MISTAKE = "mistake", "It was a mistake or a test"


ABOUT_WORDS = {
    About.NOBODY: "Neither of them",
    About.HEAD: "The head teacher",
    About.SAFEGUARDING: "Safeguarding lead or deputy",
}


class Call(SchoolOwned):
    """Somebody asked to talk, or a reader passed a comment on. Nothing ties a call to anybody's answers.

    `asked_at` is kept to ten minutes. `asked_of`: whom we turned to, [{"who": Asked, "at": ISO time}]. The answering
    process may only add a row, under a random key, so that it need not read one back. What was typed is erased
    30 days after the call was taken up; the bare row stays for the year's count.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.SAFEGUARDING

    key = models.CharField(max_length=32, primary_key=True)
    origin = models.CharField(max_length=8, choices=Origin.choices)
    audience = models.CharField(max_length=10)
    name = models.CharField(max_length=80, blank=True, default="")
    group = models.CharField(max_length=60, blank=True, default="")
    wish = models.CharField(max_length=80, blank=True, default="")
    about = models.CharField(
        max_length=12, blank=True, default="", choices=[(k.value, w) for k, w in ABOUT_WORDS.items()]
    )
    words = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField()
    asked_of = models.JSONField(default=list, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.CharField(max_length=64, blank=True, default="")
    outcome = models.CharField(max_length=16, blank=True, default="", choices=Outcome.choices)
    closed_at = models.DateTimeField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["asked_at", "key"]
        indexes = [
            models.Index(
                fields=["asked_at"], condition=Q(acknowledged_at__isnull=True), name="safeguarding_call_waiting"
            )
        ]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="safeguarding_call_known_origin"),
            models.CheckConstraint(
                condition=Q(about__in=[each.value for each in About]), name="safeguarding_call_known_subject"
            ),
            models.CheckConstraint(
                condition=Q(origin="talk") | Q(name="", group="", wish=""),
                name="safeguarding_call_comment_names_nobody",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by="")
                | Q(acknowledged_at__isnull=False) & ~Q(acknowledged_by=""),
                name="safeguarding_call_taken_up_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | Q(closed_at__isnull=False, acknowledged_at__isnull=False, outcome__in=Outcome.values),
                name="safeguarding_call_closed_has_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(erased_on__isnull=True) | Q(name="", group="", wish="", words="", about=""),
                name="safeguarding_call_erased_is_bare",
            ),
        ]


class Claim(SchoolOrProgrammeOwned):
    """One comment in one reader's hands until `until`. The handle is opaque: it leads to no row by itself."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    handle = models.CharField(max_length=32, primary_key=True)
    round = models.ForeignKey("surveys.Round", on_delete=models.CASCADE, related_name="+")
    reader = models.CharField(max_length=64)
    until = models.DateTimeField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["reader"], name="safeguarding_claim_one_a_reader"),
        ]


class Backlog(SchoolOrProgrammeOwned):
    """How many comments of a round wait for a reader.

    `waiting_since` and `urgent_since` are the days since which there always were some: an answer has no date, so
    the clock is the queue's and not the comment's.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    round = models.OneToOneField("surveys.Round", on_delete=models.CASCADE, related_name="+")
    waiting = models.PositiveIntegerField(default=0)
    urgent = models.PositiveIntegerField(default=0)
    waiting_since = models.DateField(null=True, blank=True)
    urgent_since = models.DateField(null=True, blank=True)
    looked_at = models.DateTimeField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(waiting=0, waiting_since__isnull=True) | Q(waiting__gt=0, waiting_since__isnull=False),
                name="safeguarding_backlog_waiting_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(urgent=0, urgent_since__isnull=True) | Q(urgent__gt=0, urgent_since__isnull=False),
                name="safeguarding_backlog_urgent_has_its_day",
            ),
        ]


class Sitting(models.Model):
    """One reader's time with comments: how many were shown and what became of them. Journalled when it ends."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    reader = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    shown = models.PositiveIntegerField(default=0)
    verdicts = models.JSONField(default=dict, blank=True, help_text="How many of each kind")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader"], condition=Q(ended_at__isnull=True), name="safeguarding_sitting_one_at_a_time"
            )
        ]
