"""What a school's lead writes beside the figures of its report."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass


class SchoolNote(SchoolOwned):
    """One note: at the report's head (`place` "front") or beside a statement ("pupil:belong"). A later one replaces it.

    `for_staff`: staff and governors read it too, where the report is open to them. Pupils and families never do.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=60)
    text = models.CharField(max_length=1200)
    for_staff = models.BooleanField(default=False)
    written_by = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["place"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "cohort", "place"], name="reports_note_once_a_place"),
            models.CheckConstraint(condition=~Q(text=""), name="reports_note_says_something"),
        ]
