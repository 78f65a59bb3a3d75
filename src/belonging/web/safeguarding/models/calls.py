"""Calls for the school's safeguarding people."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
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

    def said_of(self, origin: str) -> str:
        return OF_COMMENTS[self] if origin == Origin.COMMENT else str(self.label)


OF_COMMENTS = {
    Outcome.SPOKEN: "I have looked into it, and nothing more is needed",
    Outcome.FOLLOWED_UP: "I have looked into it, and we follow it up in our own records",
    Outcome.REFERRED: Outcome.REFERRED.label,
    Outcome.UNKNOWN_PERSON: "We could not find out whom it is about",
    Outcome.MISTAKE: "Nobody is in danger: it was meant otherwise, or was a test",
}
"""The same for a comment that was passed on: nobody knows who wrote it, so nobody was spoken with."""
ABOUT_WORDS = {
    About.NOBODY: "Neither of them",
    About.HEAD: "The head teacher",
    About.SAFEGUARDING: "Safeguarding lead or deputy",
}


class Call(SchoolOwned):
    """Somebody asked to talk, or a reader passed a comment on. Nothing ties a call to anybody's answers.

    `asked_at` is kept to ten minutes. `asked_of`: whom we turned to, [{"who": Asked, "at": ISO time}]. The answering
    process may only add a row, under a random key, so that it need not read one back. What was typed is erased
    30 days after the call was taken up; the bare row stays for the year's count. `subjects`: addresses and accounts of
    whoever it is about as things stood when it came; until they are noted nobody opens it.
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
    subjects = models.JSONField(null=True, blank=True)
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
                condition=Q(erased_on__isnull=True)
                | Q(name="", group="", wish="", words="", about="", subjects__isnull=True),
                name="safeguarding_call_erased_is_bare",
            ),
        ]
