"""Linking of baseline and endline: the cohort's key by its digest, slips that are kept, links of sealed answers.

All but the digest and the counts are gone when the linking has ended.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.surveys.models.rounds import Round
from belonging.web.surveys.models.slips import YEAR_GROUPS


class Ending(models.TextChoices):
    """Why a cohort's links were destroyed."""

    HANDED_OUT = "handed_out", "the matched file was handed out"
    LAST_DAY = "last_day", "90 days after the endline had closed"
    ASKED = "asked", "somebody who runs the service asked for it"


class KeyEnd(models.TextChoices):
    """What became of the key file. Lost: whoever runs the service said that there was none to overwrite."""

    OVERWRITTEN = "overwritten", "overwritten, then deleted"
    LOST = "lost", "not there: said by whoever runs the service"


class LinkKey(models.Model):
    """A cohort's linking, from the making of its key to the certificate. The key itself is in a file, never here.

    `ended_at`: slips, their salts and links were deleted. `key_ended_at`: the key file was destroyed.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.OneToOneField("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the key; it is the file's name too")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=12, choices=Ending.choices, blank=True, default="")
    ended_by = models.CharField(max_length=64, blank=True, default="")
    counts = models.JSONField(default=dict, blank=True)
    key_ended_at = models.DateTimeField(null=True, blank=True)
    key_end = models.CharField(max_length=12, choices=KeyEnd.choices, blank=True, default="")
    certified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="", ended_by="", key_ended_at__isnull=True)
                | Q(ended_at__isnull=False) & ~Q(ended_because="") & ~Q(ended_by=""),
                name="surveys_linkkey_ended_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_because__in=["", *Ending.values]), name="surveys_linkkey_known_ending"
            ),
            models.CheckConstraint(
                condition=Q(key_ended_at__isnull=True, key_end="")
                | Q(key_ended_at__isnull=False, key_end__in=KeyEnd.values),
                name="surveys_linkkey_known_key_end",
            ),
            models.CheckConstraint(
                condition=Q(certified_at__isnull=True) | Q(key_ended_at__isnull=False),
                name="surveys_linkkey_certified_at_last",
            ),
        ]


class TicketSalt(SchoolOwned):
    """What goes into the HMAC of codes that are good in both waves. Gone when the linking has ended."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPEN_ANSWERS

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    salt = models.BinaryField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "cohort", "instrument"], name="surveys_ticketsalt_once"),
        ]


class KeptSlip(SchoolOwned):
    """A slip of the baseline that waits for the endline: its fingerprint and facts, without pack or pictures."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPEN_ANSWERS

    key = models.CharField(max_length=64, primary_key=True)
    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+", db_index=True)
    instrument = models.CharField(max_length=40)
    year_group = models.CharField(max_length=2, blank=True)
    sex = models.CharField(max_length=8, blank=True)
    sen = models.CharField(max_length=1, blank=True)
    edition = models.CharField(max_length=12, blank=True, default="")

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(sen__in=["", "N", "K", "E"]), name="surveys_keptslip_known_sen"),
            models.CheckConstraint(condition=Q(sex__in=["", "boy", "girl"]), name="surveys_keptslip_known_sex"),
            models.CheckConstraint(condition=Q(year_group__in=YEAR_GROUPS), name="surveys_keptslip_known_year"),
        ]


class SealedLink(SchoolOwned):
    """The link of one sealed answer, by the answer's random key. Read by the matched file alone."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.SEALED_ANSWERS

    key = models.CharField(max_length=32, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+", db_index=True)
    link = models.CharField(max_length=32)

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["round", "link"], name="surveys_sealedlink_once_a_round"),
        ]
