"""An audit of a school at one stage, what the school has made of it, and who does which part."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass

MOST_OWN_STATEMENTS = 10


class Stage(models.TextChoices):
    BASELINE = "baseline", "Baseline"
    MIDPOINT = "midpoint", "Midpoint"
    FINAL = "final", "Final"


class Audit(SchoolOwned):
    """The 360° audit of a school in a cohort at one stage, by one version of the instrument.

    `record` is the audit as it read on the day it was signed off (JSON, `rules/record.py`): past audits are shown
    from it. `releases` are the ids of the findings that stood beside it then. `earlier` are its sign-offs that were
    taken back, oldest first, each with the record of its day (`services/signing.py`).
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=8, choices=Stage.choices)
    edition = models.CharField(max_length=40, help_text='Name and version of the instrument, "audit_360_v1"')
    due_on = models.DateField(null=True, blank=True)
    started_by = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    signed_off_by = models.CharField(max_length=64, blank=True, default="")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    sign_off_note = models.CharField(max_length=1000, blank=True, default="")
    record = models.TextField(blank=True, default="")
    releases = models.JSONField(default=list, blank=True)
    earlier = models.JSONField(default=list, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["started_at", "pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "cohort", "stage"], name="audit_audit_once_a_stage"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="audit_audit_known_stage"),
            models.CheckConstraint(
                condition=Q(signed_off_at__isnull=True, signed_off_by="", record="")
                | Q(signed_off_at__gte=F("started_at")) & ~Q(signed_off_by="") & ~Q(record=""),
                name="audit_audit_signed_off_whole",
            ),
        ]

    @property
    def is_signed_off(self) -> bool:
        return self.signed_off_at is not None


class AreaShare(SchoolOwned):
    """One area of an audit in the hands of one person. An area may have several people, and a person several areas."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="shares")
    area = models.CharField(max_length=40)
    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    assigned_by = models.CharField(max_length=64)
    assigned_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["audit", "area", "person"], name="audit_areashare_once"),
        ]


class OwnStatement(SchoolOwned):
    """A statement that a school has added to its own audits; ten at most are in use at a time.

    Its words never change: another wording is another statement, and the old one is retired.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    key = models.CharField(max_length=12, help_text='"own-1", "own-2" …')
    area = models.CharField(max_length=40)
    wording = models.CharField(max_length=300)
    fully = models.CharField(max_length=600)
    partially = models.CharField(max_length=600)
    not_yet = models.CharField(max_length=600)
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    retired_by = models.CharField(max_length=64, blank=True, default="")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["added_at", "pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "key"], name="audit_ownstatement_key_once"),
            models.CheckConstraint(
                condition=~Q(wording="") & ~Q(fully="") & ~Q(partially="") & ~Q(not_yet=""),
                name="audit_ownstatement_is_described",
            ),
        ]


class Hidden(SchoolOwned):
    """A statement that does not apply to this school in this audit, and why."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="hidden")
    statement = models.CharField(max_length=40)
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["audit", "statement"], name="audit_hidden_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="audit_hidden_has_a_reason"),
        ]
