"""Answers before and after sealing. Nothing on a row tells time or order: no clock, no sequence, no hidden rowid."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from belonging.instruments.words import LANGUAGES as KNOWN
from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.surveys.models.rounds import Round
from belonging.web.surveys.models.slips import YEAR_GROUPS
from belonging.web.surveys.rules.editions import EDITIONS
from belonging.web.surveys.rules.helping import HELPS, WAYS, Way

LANGUAGES = list(KNOWN)


class Sharing(models.TextChoices):
    SCHOOL = "school", "My school and the programme"
    PROGRAMME = "programme", "The programme only"


class CommentState(models.TextChoices):
    """What a screener made of a comment. Released: `text` may have names taken out. Kept: no leader sees it."""

    UNREAD = "unread", "Not read yet"
    RELEASED = "released", "Released"
    KEPT = "kept", "Kept back"
    CONCERN = "concern", "Passed on as a concern"


class Response(SchoolOrProgrammeOwned):
    """One completed questionnaire, or (answers empty, `withdrawn`) the blank it left.

    `key` is the HMAC of the slip's code, or of the submission id of an open link: this row *is* the
    mark that the code is used. `digest` is of the bytes first sent; `receipt` the HMAC of the receipt.
    `sharing` and `may_print` are the writer's wishes for the comments; `screening` what a screener made of each,
    by box: {"state": CommentState, "text": the words without names}. Nothing else of a row is ever changed.
    `link` is there where the cohort links its waves: an HMAC under a key that is in a file alone.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPEN_ANSWERS

    key = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="responses", db_index=True)
    answers = models.JSONField(default=dict)
    comments = models.JSONField(default=dict)
    edition = models.CharField(max_length=12)
    language = models.CharField(max_length=12)
    help = models.CharField(max_length=12, blank=True)
    way = models.CharField(max_length=6, blank=True, default=Way.SCREEN)
    digest = models.CharField(max_length=64)
    receipt = models.CharField(max_length=64)
    withdrawn = models.BooleanField(default=False)
    sharing = models.CharField(max_length=10, choices=Sharing.choices, default=Sharing.SCHOOL)
    may_print = models.BooleanField(default=False)
    screening = models.JSONField(default=dict, blank=True)
    link = models.CharField(max_length=32, null=True, blank=True)  # noqa: DJ001  # SQLite adds it in place then

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.UniqueConstraint(fields=["round", "receipt"], name="surveys_response_receipt_once"),
            models.CheckConstraint(
                condition=Q(withdrawn=False)
                | Q(withdrawn=True, answers={}, comments={}, screening={}, may_print=False)
                & Q(edition="", language="", help="", way="", digest=""),
                name="surveys_response_withdrawn_is_blank",
            ),
            models.CheckConstraint(condition=Q(sharing__in=Sharing.values), name="surveys_response_known_sharing"),
            models.CheckConstraint(
                condition=Q(withdrawn=True) | Q(edition__in=EDITIONS), name="surveys_response_known_edition"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=True) | Q(language__in=LANGUAGES), name="surveys_response_known_language"
            ),
            models.CheckConstraint(condition=Q(help__in=HELPS), name="surveys_response_known_help"),
            models.CheckConstraint(condition=Q(way__in=WAYS), name="surveys_response_known_way"),
        ]


class SealedAnswers(SchoolOrProgrammeOwned):
    """One completed questionnaire after the shuffle, under a random key. Never changed.

    `way` is empty where the round was sealed without facts, or before ways were kept.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.SEALED_ANSWERS

    key = models.CharField(max_length=32, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+", db_index=True)
    answers = models.JSONField()
    year_group = models.CharField(max_length=2, blank=True)
    sex = models.CharField(max_length=8, blank=True)
    sen = models.CharField(max_length=12, blank=True)
    gender = models.CharField(max_length=12, blank=True)
    edition = models.CharField(max_length=12)
    language = models.CharField(max_length=12)
    help = models.CharField(max_length=12, blank=True)
    way = models.CharField(max_length=6, blank=True, default="")

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sex="") | Q(gender=""), name="surveys_sealedanswers_sex_or_gender_never_both"
            ),
            models.CheckConstraint(condition=Q(sex__in=["", "boy", "girl"]), name="surveys_sealedanswers_known_sex"),
            models.CheckConstraint(condition=Q(year_group__in=YEAR_GROUPS), name="surveys_sealedanswers_known_year"),
            models.CheckConstraint(
                condition=Q(edition__in=["", *EDITIONS]), name="surveys_sealedanswers_known_edition"
            ),
            models.CheckConstraint(
                condition=Q(language__in=["", *LANGUAGES]), name="surveys_sealedanswers_known_language"
            ),
            models.CheckConstraint(condition=Q(help__in=HELPS), name="surveys_sealedanswers_known_help"),
            models.CheckConstraint(condition=Q(way__in=WAYS), name="surveys_sealedanswers_known_way"),
        ]


class SealedComment(SchoolOrProgrammeOwned):
    """One comment after its own shuffle, with what its writer wished and a screener made of it.

    `text` is as written; `released_text` what may be read, without names: by the school where it is released to it,
    by the programme's team alone where it is kept. Otherwise empty.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.SEALED_ANSWERS

    key = models.CharField(max_length=32, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+", db_index=True)
    box = models.CharField(max_length=32)
    text = models.TextField()
    sharing = models.CharField(max_length=10, choices=Sharing.choices, default=Sharing.SCHOOL)
    may_print = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=CommentState.choices, default=CommentState.UNREAD)
    released_text = models.TextField(blank=True, default="")

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(sharing__in=Sharing.values), name="surveys_sealedcomment_known_sharing"),
            models.CheckConstraint(
                condition=Q(state__in=CommentState.values), name="surveys_sealedcomment_known_state"
            ),
        ]
