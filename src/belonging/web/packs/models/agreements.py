"""What an evaluator has agreed to, before asking for a pack."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass


class Detail(models.TextChoices):
    """How fine the rows of a research pack are at most; rows that are too few are made coarser still."""

    COARSE = "coarse", "Phase, SEND and sex"
    FULL = "full", "Year group, SEN support or plan, edition, help and language too, wherever ten are alike"


class Agreement(SchoolOrProgrammeOwned):
    """One evaluator's agreement for one cohort; always the programme's. `evaluator` is the account's id.

    `terms` are the sentences that were ticked, word for word. It counts until the end of the day `until`, or until it
    is ended. Never changed otherwise.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ACCOUNT

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    evaluator = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    organisation = models.CharField(max_length=160)
    purpose = models.TextField()
    detail = models.CharField(max_length=6, choices=Detail.choices)
    until = models.DateField()
    version = models.PositiveSmallIntegerField(help_text="Of the terms")
    terms = models.JSONField()
    accepted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=64, blank=True, default="")

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["accepted_at", "pk"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["cohort", "evaluator"], condition=Q(ended_at__isnull=True), name="packs_agreement_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(school__isnull=True), name="packs_agreement_is_the_programmes"),
            models.CheckConstraint(condition=Q(detail__in=Detail.values), name="packs_agreement_known_detail"),
            models.CheckConstraint(condition=~Q(terms=[]), name="packs_agreement_has_terms"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by="") | Q(ended_at__gte=F("accepted_at")) & ~Q(ended_by=""),
                name="packs_agreement_ended_by_somebody",
            ),
        ]
