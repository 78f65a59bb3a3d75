"""What the engine released, stored unchanged, and the ledger of all that was let out."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass


class Release(SchoolOrProgrammeOwned):
    """The findings of one evaluation: of one school, or (school empty) of a cohort. Never changed.

    `waves` are joined with "+": a school's baseline is one release, baseline and endline together
    another. `rounds` is the frozen list (ids) of what was counted: a later release counts the same
    rounds of a wave that was released before, or their difference would be a release of its own.
    `findings` is the JSON of `evaluation.released.Findings`.
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
            models.CheckConstraint(condition=Q(policy="release"), name="findings_release_is_never_own_data"),
        ]


class LedgerEntry(SchoolOrProgrammeOwned):
    """One table of one release, as it was shown and to which reader."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.RELEASED

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="ledger")
    table = models.CharField(max_length=80)
    rung = models.CharField(max_length=8)
    shown = models.BooleanField()
    reader = models.CharField(max_length=16, help_text="The role it was released to")
    digest = models.CharField(max_length=64)

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["release", "table", "reader"], name="findings_ledgerentry_once"),
        ]
