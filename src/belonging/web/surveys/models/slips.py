"""Slips, the packs they are printed in, and how many unknown codes were tried."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.surveys.models.rounds import Round
from belonging.web.surveys.rules.rounds import SLIP_VALUES

YEAR_GROUPS = ["", *SLIP_VALUES["year_group"]]


class Pack(SchoolOrProgrammeOwned):
    """Slips printed together, a class for instance. `used` is refreshed now and then, rounded to 5.

    `class_key` is the HMAC of the key on the cover, with which an adult opens a class session on a device:
    picture codes are good inside one alone. A lost pack is revoked: its unused slips go, and its label is free again.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="packs")
    label = models.CharField(max_length=40)
    slips = models.PositiveIntegerField()
    used = models.PositiveIntegerField(default=0)
    used_counted_at = models.DateTimeField(null=True, blank=True)
    year_group = models.CharField(max_length=2, blank=True, default="")
    teacher_email = models.EmailField(blank=True, default="", help_text="Who is reminded; gone at sealing")
    sits_on = models.DateField(null=True, blank=True)
    class_key = models.CharField(max_length=64, blank=True, default="")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["label"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "label"], condition=Q(revoked_at__isnull=True), name="surveys_pack_label_once"
            ),
            models.CheckConstraint(condition=Q(slips__gt=0), name="surveys_pack_holds_slips"),
        ]


class Slip(SchoolOrProgrammeOwned):
    """The HMAC of one code and the coarse facts frozen with it. Gone at sealing.

    `pictures` is the HMAC of the picture code; `edition` the one planned for it, empty where none is; `joined` says
    that the pupil came after the baseline.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPEN_ANSWERS

    key = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="slips", db_index=True)
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="+")
    year_group = models.CharField(max_length=2, blank=True)
    sex = models.CharField(max_length=8, blank=True)
    sen = models.CharField(max_length=1, blank=True)
    pictures = models.CharField(max_length=64, blank=True, default="")
    edition = models.CharField(max_length=12, blank=True, default="")
    joined = models.BooleanField(default=False)

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["pack", "pictures"], condition=~Q(pictures=""), name="surveys_slip_pictures_once_a_pack"
            ),
            models.CheckConstraint(condition=Q(sen__in=["", "N", "K", "E"]), name="surveys_slip_known_sen"),
            models.CheckConstraint(condition=Q(sex__in=["", "boy", "girl"]), name="surveys_slip_known_sex"),
            models.CheckConstraint(condition=Q(year_group__in=YEAR_GROUPS), name="surveys_slip_known_year"),
        ]


class WrongCodes(SchoolOrProgrammeOwned):
    """How many unknown codes were tried on a round in one clock hour, or in a class session's pack; never whose."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    pack = models.ForeignKey(Pack, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    hour = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "hour"], condition=Q(pack__isnull=True), name="surveys_wrongcodes_once_an_hour"
            ),
            models.UniqueConstraint(fields=["pack", "hour"], name="surveys_wrongcodes_once_a_pack_and_hour"),
        ]
