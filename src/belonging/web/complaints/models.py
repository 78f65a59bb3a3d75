"""Questions and complaints from anyone, and what was said about them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass


class EnquiryKind(models.TextChoices):
    QUESTION = "question", "Question"
    DATA_PROTECTION = "data", "Complaint about personal information"
    COMPLAINT = "complaint", "Complaint"
    REQUEST = "request", "Request about personal information"


class EnquiryState(models.TextChoices):
    NEW = "new", "New"
    IN_HAND = "in_hand", "In hand"
    CLOSED = "closed", "Closed"


class Outcome(models.TextChoices):
    ANSWERED = "answered", "Answered"
    UPHELD = "upheld", "Complaint upheld"
    PARTLY = "partly", "Complaint upheld in part"
    NOT_UPHELD = "not_upheld", "Complaint not upheld"
    WITHDRAWN = "withdrawn", "Withdrawn by the writer"
    SPAM = "spam", "Not a message to us"


class Wanted(models.TextChoices):
    """What an adult wants of what is held about them."""

    COPY = "copy", "A copy"
    CORRECT = "correct", "Their name put right"
    ERASE = "erase", "What may be erased, erased"


class Enquiry(SchoolOrProgrammeOwned):
    """One question or complaint; always the programme's, never a school's.

    `reference` is what its writer has of it. `email` is empty where the writer looks answers up by the reference.
    `sent_once` is the hash of the form that was sent: the same form twice is one enquiry. By `due_on` the writer is
    owed a word. Name, address and words are erased two years after it was closed.

    A request is acted on once it is `agreed_at`: by whoever reads the address, through a link (`wanted_hash`, until
    `wanted_until`), or, where the address no longer works, by a second manager (`agreed_by`) and not by `wanted_by`.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    reference = models.CharField(max_length=10, unique=True)
    sent_once = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=9, choices=EnquiryKind.choices)
    state = models.CharField(max_length=7, choices=EnquiryState.choices, default=EnquiryState.NEW)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    about = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    wanted = models.CharField(max_length=7, choices=Wanted.choices, blank=True, default="")
    wanted_name = models.CharField(max_length=120, blank=True, default="", help_text="The name as it should be")
    wanted_by = models.CharField(max_length=64, blank=True, default="", help_text="The manager who asked them")
    wanted_hash = models.CharField(max_length=64, blank=True, default="", help_text="Of the link")
    wanted_until = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.CharField(max_length=64, blank=True, default="", help_text="Empty: by the link")

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="complaints_enquiry_due"),
            models.Index(fields=["received_at"], name="complaints_enquiry_received"),
        ]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(school__isnull=True), name="complaints_enquiry_is_the_programmes"),
            models.CheckConstraint(condition=Q(kind__in=EnquiryKind.values), name="complaints_enquiry_known_kind"),
            models.CheckConstraint(condition=Q(state__in=EnquiryState.values), name="complaints_enquiry_known_state"),
            models.CheckConstraint(
                condition=Q(state="closed", outcome__in=Outcome.values, closed_at__isnull=False)
                | (~Q(state="closed") & Q(outcome="", closed_at__isnull=True)),
                name="complaints_enquiry_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_hand") | Q(acknowledged_at__isnull=False),
                name="complaints_enquiry_in_hand_was_acknowledged",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=True, agreed_by="") | Q(agreed_at__isnull=False) & ~Q(wanted=""),
                name="complaints_enquiry_agreed_to_something",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by="") | ~Q(agreed_by=F("wanted_by")), name="complaints_enquiry_agreed_by_another"
            ),
        ]


class RemarkKind(models.TextChoices):
    NOTE = "note", "Note"
    ANSWER = "answer", "Answer"
    ADDED = "added", "Added by the writer"


class Remark(SchoolOrProgrammeOwned):
    """Something said about an enquiry: a note for the team alone, an answer, or more from its writer.

    `by` is the id of the account; empty for the writer.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=6, choices=RemarkKind.choices)
    text = models.TextField(blank=True)
    by = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["at", "pk"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(school__isnull=True), name="complaints_remark_is_the_programmes"),
            models.CheckConstraint(condition=Q(kind__in=RemarkKind.values), name="complaints_remark_known_kind"),
        ]
