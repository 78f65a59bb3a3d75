"""What the engine released, stored unchanged, and the ledger of all that was let out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass


class FixedPlan(models.Model):
    """What a questionnaire's releases in a cohort will show, fixed before an answer is looked at. Never changed.

    `scope` is "school" (the same plan for every school of the cohort) or "programme". `plan` is the canonical
    JSON of `evaluation.plan.Plan`; `signature` its HMAC under the pepper (`rules.signature_of_plan`).
    `before_sealing` is False where a round had been sealed already when the plan was fixed.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    scope = models.CharField(max_length=10, choices=[("school", "A school"), ("programme", "The programme")])
    version = models.PositiveSmallIntegerField()
    plan = models.TextField()
    signature = models.CharField(max_length=64)
    before_sealing = models.BooleanField()
    fixed_at = models.DateTimeField()

    class Meta:
        ordering = ["cohort", "instrument", "scope"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "instrument", "scope"], name="findings_fixedplan_once"),
            models.CheckConstraint(
                condition=Q(scope__in=["school", "programme"]), name="findings_fixedplan_known_scope"
            ),
        ]


class Release(SchoolOrProgrammeOwned):
    """The findings of one evaluation: of one school, or (school empty) of a cohort. Never changed.

    `waves` are joined with "+": a school's baseline is one release, baseline and endline together
    another. `rounds` is the frozen list (ids) of what was counted: a later release counts the same
    rounds of a wave that was released before, or their difference would be a release of its own.
    `findings` is the JSON of `evaluation.released.Findings`; `certificate` that of what was proved about them
    before they were stored, empty where the engine gave none.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.RELEASED

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10)
    instrument = models.CharField(max_length=40)
    waves = models.CharField(max_length=40)
    policy = models.CharField(max_length=20)
    engine_version = models.CharField(max_length=20)
    input_digest = models.CharField(max_length=64)
    rounds = models.JSONField()
    findings = models.TextField()
    plan = models.ForeignKey(FixedPlan, null=True, on_delete=models.PROTECT, related_name="+")
    certificate = models.TextField(default="", blank=True)
    released_at = models.DateTimeField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["released_at"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            # Two, because SQLite cannot treat an empty school as equal to another empty one.
            models.UniqueConstraint(
                fields=["cohort", "school", "instrument", "waves"],
                condition=Q(school__isnull=False),
                name="findings_release_once_a_school",
            ),
            models.UniqueConstraint(
                fields=["cohort", "instrument", "waves"],
                condition=Q(school__isnull=True),
                name="findings_release_once_a_programme",
            ),
            models.CheckConstraint(
                condition=Q(policy="release") | Q(policy="professional", school__isnull=True),
                name="findings_release_is_never_own_data",
            ),
        ]


class ReleaseOrder(models.Model):
    """The programme's word that a cohort's occasions are to be released: once, of these sealed rounds and no others.

    A release for each session would give a session's forms away by the difference of two. So the list of rounds is
    written down before an answer is looked at, and what is sealed later is in no release.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    instrument = models.CharField(max_length=40)
    rounds = models.JSONField()
    ordered_by = models.CharField(max_length=64)
    ordered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "instrument"], name="findings_releaseorder_once"),
            models.CheckConstraint(condition=~Q(rounds=[]), name="findings_releaseorder_names_rounds"),
        ]


class LedgerEntry(SchoolOrProgrammeOwned):
    """One table of one release in one wave (or in waves shown as one, joined by "+"), and to which reader.

    `rung` is the coarsest of the wave's cells. `digest` is of all that stands in that wave: a later release that
    repeats the wave has the same digest there.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.RELEASED

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="ledger")
    table = models.CharField(max_length=80)
    wave = models.CharField(max_length=40)
    plan_version = models.PositiveSmallIntegerField()
    rung = models.CharField(max_length=8)
    shown = models.BooleanField()
    reader = models.CharField(max_length=16, help_text="The role it was released to")
    digest = models.CharField(max_length=64)

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["release", "table", "wave", "reader"], name="findings_ledgerentry_once"),
        ]
