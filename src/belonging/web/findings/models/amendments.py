"""What was asked of the answers after a plan was fixed: the request, the word on it, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass


class Ground(models.TextChoices):
    """Why a programme may refuse: for disclosure, and for nothing else."""

    SMALL_GROUP = "small_group", "A group in it would be so small that people could be known"
    DIFFERENCE = "difference", "Beside what is out already, a few people's answers could be worked out"
    ONE_SCHOOL = "one_school", "It would tell of one school, or of so few that each could be known"
    KNOWN_PEOPLE = "known_people", "Those who know a school could tell who is meant"


class Decision(models.TextChoices):
    ALLOWED = "allowed", "Allowed"
    REFUSED = "refused", "Refused"


class PlanAmendment(models.Model):
    """Tables asked for after a programme's plan was fixed. Exploratory, whatever they show. Never changed once decided.

    `adds` has items, breakdowns (by) and waves. `number` counts a questionnaire's amendments from 1. People are
    account ids. `ground` and `because` are of a refusal.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    adds = models.JSONField()
    reason = models.TextField()
    proposed_by = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True, default="")
    ground = models.CharField(max_length=12, choices=Ground.choices, blank=True, default="")
    because = models.TextField(blank=True, default="")
    decided_by = models.CharField(max_length=64, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "instrument", "number"], name="findings_planamendment_number_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="findings_planamendment_has_a_reason"),
            models.CheckConstraint(
                condition=Q(decision="", ground="", because="", decided_by="", decided_at__isnull=True)
                | Q(decision="allowed", ground="", because="", decided_at__isnull=False) & ~Q(decided_by="")
                | Q(decision="refused", ground__in=Ground.values, decided_at__isnull=False)
                & ~Q(because="")
                & ~Q(decided_by=""),
                name="findings_planamendment_decided_whole",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("proposed_by")), name="findings_planamendment_decided_by_another"
            ),
        ]


class AmendedRelease(SchoolOrProgrammeOwned):
    """What came of an allowed amendment; always the programme's. Never changed.

    Either `findings`, of the added tables alone, or `held_because`: nothing is shown beside what is out. `plan` is
    the whole plan that was evaluated, with everything added before; `signature` its HMAC.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.RELEASED

    amendment = models.OneToOneField(PlanAmendment, on_delete=models.PROTECT, related_name="release")
    waves = models.CharField(max_length=40)
    plan = models.TextField()
    signature = models.CharField(max_length=64)
    rounds = models.JSONField()
    policy = models.CharField(max_length=20)
    engine_version = models.CharField(max_length=20)
    input_digest = models.CharField(max_length=64)
    findings = models.TextField(blank=True, default="")
    held_because = models.TextField(blank=True, default="")
    released_at = models.DateTimeField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["released_at", "pk"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(school__isnull=True), name="findings_amendedrelease_is_the_programmes"),
            models.CheckConstraint(
                condition=Q(findings="") & ~Q(held_because="") | ~Q(findings="") & Q(held_because=""),
                name="findings_amendedrelease_shown_or_held",
            ),
            models.CheckConstraint(
                condition=Q(policy__in=["release", "professional"]), name="findings_amendedrelease_is_never_own_data"
            ),
        ]
