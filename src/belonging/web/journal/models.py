"""The journal: who did what. Append-only, one hash chain per school and one for the programme."""

from __future__ import annotations

from datetime import UTC
from typing import ClassVar

from django.db import models

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.journal.rules import chained_hash


class Entry(SchoolOrProgrammeOwned):
    """One act. Holds ids and counts, never answers, codes or names.

    `hash` is SHA-256 over the previous entry's hash and this entry's content; `number` counts from 1
    within `chain` ("school:12" or "programme").
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    chain = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, help_text="User id, or the command that acted")
    act = models.CharField(max_length=48)
    subject = models.CharField(max_length=80)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["chain", "number"]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["chain", "number"], name="journal_entry_numbered_once"),
        ]

    def expected_hash(self) -> str:
        """What `hash` must be for this content."""
        at = self.at.astimezone(UTC).isoformat()
        return chained_hash(
            self.previous_hash, [self.chain, self.number, at, self.actor, self.act, self.subject, self.details]
        )
