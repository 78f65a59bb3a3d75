"""What is left of a round when the evaluation is over, and where files may still hold what was deleted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.surveys.models.rounds import Round


class Archive(SchoolOrProgrammeOwned):
    """That a sealed round has been archived: how many rows are left of it, and the digest over them. Never changed.

    Triggers let a round's sealed rows be deleted where this stands, and nothing be added to its archived ones.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="archive")
    archived_on = models.DateField()
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False


class ArchivedAnswers(SchoolOrProgrammeOwned):
    """One questionnaire whose facts are held by nine others of its round at least, under a new random key.

    `facts` by name, without those that were withheld; `answers` to the statements alone. Never changed.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.ARCHIVED_ANSWERS

    key = models.CharField(max_length=32, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+", db_index=True)
    answers = models.JSONField()
    facts = models.JSONField()

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False


class TracesLeft(SchoolOrProgrammeOwned):
    """Rows of this round were deleted, and the database's files may still hold them.

    Written with the deletion, gone when the files are clean: so whatever was killed in between is made up.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="+")

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
