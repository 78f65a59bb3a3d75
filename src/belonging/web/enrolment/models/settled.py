"""What a school settles before its questionnaires open: agreement, contacts, dates, letters, opt-outs."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.programme.models import Wave

KNOWN_YEARS = ["", "R", *(str(year) for year in range(1, 14)), "X"]


class Parties(models.Model):
    """Who stands on the programme's side of a cohort's agreements.

    `least_versions` is what the cohort asks for, by document: {"school_programme": 2} makes schools that accepted
    version 1 accept again. A document that is not named is content with any published version.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    cohort = models.OneToOneField("programme.Cohort", on_delete=models.PROTECT, related_name="parties")
    programme = models.CharField(max_length=120)
    programme_contact = models.EmailField()
    evaluator = models.CharField(max_length=120)
    host = models.CharField(max_length=120)
    least_versions = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(programme="") & ~Q(programme_contact="") & ~Q(evaluator="") & ~Q(host=""),
                name="enrolment_parties_all_named",
            )
        ]


class Controller(models.TextChoices):
    SCHOOL = "school", "The school (its governing body, proprietor or local authority)"
    TRUST = "trust", "The trust"


class Signature(models.Model):
    """One document as one person accepted it: its whole text, who, in which role, when. Never changed."""

    document = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the catalogue's file")
    text = models.TextField(help_text="As accepted, names and dates in place")
    parties = models.JSONField(default=dict, help_text="Who is controller for what, by part")
    signer_name = models.CharField(max_length=120)
    signer_role = models.CharField(max_length=120)
    signer_id = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(signer_name="") & ~Q(signer_role="") & ~Q(signer_id=""),
                name="%(app_label)s_%(class)s_has_its_signer",
            ),
            models.CheckConstraint(condition=~Q(text="") & ~Q(digest=""), name="%(app_label)s_%(class)s_has_its_text"),
        ]


class Acceptance(SchoolOwned, Signature):
    """A school's signature for one cohort."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    controller = models.CharField(max_length=8, choices=Controller.choices)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["-version"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            *Signature.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "cohort", "document", "version"], name="enrolment_acceptance_once_a_version"
            ),
            models.CheckConstraint(
                condition=Q(controller__in=Controller.values), name="enrolment_acceptance_known_controller"
            ),
        ]


class BodyAcceptance(Signature):
    """A trust's or local authority's signature for its schools in one cohort."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    body = models.ForeignKey("schools.Body", on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-version"]
        constraints = [
            *Signature.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "cohort", "document", "version"], name="enrolment_bodyacceptance_once_a_version"
            ),
        ]


class ContactKind(models.TextChoices):
    LEAD = "lead", "School lead"
    HEAD = "head", "Headteacher"
    CHAIR = "chair", "Chair of governors"
    SENCO = "senco", "SENCO"
    SAFEGUARDING = "safeguarding", "Designated safeguarding lead"
    DEPUTY = "deputy", "Deputy safeguarding lead"


class Contact(SchoolOwned):
    """One named person of the school. Away from `away_from` until `away_until`, both days included."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    kind = models.CharField(max_length=12, choices=ContactKind.choices)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "kind"], name="enrolment_contact_one_of_a_kind"),
            models.UniqueConstraint(
                "school",
                Lower("email"),
                condition=Q(kind__in=["safeguarding", "deputy"]),
                name="enrolment_contact_deputy_is_another",
            ),
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="enrolment_contact_known_kind"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(email=""), name="enrolment_contact_can_be_reached"),
            models.CheckConstraint(
                condition=Q(away_from__isnull=True, away_until__isnull=True)
                | Q(away_from__isnull=False, away_until__isnull=False, away_until__gte=F("away_from")),
                name="enrolment_contact_away_is_a_span",
            ),
        ]

    def is_away(self, day: date) -> bool:
        return self.away_from is not None and self.away_until is not None and self.away_from <= day <= self.away_until


class SchoolWave(SchoolOwned):
    """A school's own dates in one wave: sitting, when results are told, and by when parents reply."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=10, choices=Wave.choices)
    first_day = models.DateField()
    last_day = models.DateField()
    reply_by = models.DateField()
    results_on = models.DateField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "cohort", "wave"], name="enrolment_schoolwave_once"),
            models.CheckConstraint(condition=Q(wave__in=Wave.values), name="enrolment_schoolwave_known_wave"),
            models.CheckConstraint(
                condition=Q(reply_by__lt=F("first_day"))
                & Q(last_day__gte=F("first_day"))
                & Q(results_on__gte=F("last_day")),
                name="enrolment_schoolwave_in_order",
            ),
        ]


class Choices(SchoolOwned):
    """Which editions the school plans to use and in which languages it sends letters."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    editions = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    accepts_drafts = models.BooleanField(default=False, help_text="Translations that nobody has checked yet, too")

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "cohort"], name="enrolment_choices_once"),
        ]


class OptOuts(SchoolOwned):
    """How many are not to be invited, by year group or ("") in the whole school. The school keeps the names."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=10, choices=Wave.choices)
    year_group = models.CharField(max_length=2, blank=True)
    number = models.PositiveSmallIntegerField()
    counted_on = models.DateField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "cohort", "wave", "year_group"], name="enrolment_optouts_once"),
            models.CheckConstraint(condition=Q(wave__in=Wave.values), name="enrolment_optouts_known_wave"),
            models.CheckConstraint(condition=Q(year_group__in=KNOWN_YEARS), name="enrolment_optouts_known_year"),
        ]


class Duty(models.TextChoices):
    """What the school does away from the screen and ticks off."""

    LETTERS = "letters", "Letters sent"
    BRIEFING = "briefing", "Adults briefed"


class DutyDone(SchoolOwned):
    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=10, choices=Wave.choices)
    duty = models.CharField(max_length=10, choices=Duty.choices)
    done_on = models.DateField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "cohort", "wave", "duty"], name="enrolment_dutydone_once"),
            models.CheckConstraint(condition=Q(wave__in=Wave.values), name="enrolment_dutydone_known_wave"),
            models.CheckConstraint(condition=Q(duty__in=Duty.values), name="enrolment_dutydone_known_duty"),
        ]
