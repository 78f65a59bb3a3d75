"""Rounds, slips, and answers before and after sealing.

Nothing on an answer row tells time or order: no clock, no sequence, no hidden rowid (docs/privacy.md).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.programme.models import Wave
from belonging.web.surveys.rules.rounds import SLIP_VALUES

YEAR_GROUPS = ["", *SLIP_VALUES["year_group"]]


class State(models.TextChoices):
    DRAFT = "draft", "Not open yet"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    SEALED = "sealed", "Sealed"


class Entrance(models.TextChoices):
    SLIPS = "slips", "A slip with a code for each person"
    OPEN_LINK = "open_link", "One link for everyone"


class Round(SchoolOwned):
    """One questionnaire of one school in one wave.

    `handle` is the public part of its address. `salt` goes into every code's HMAC and is destroyed
    at sealing. `slip_facts` are the facts that slips carry and the form therefore does not ask.
    `answered` is refreshed now and then, rounded to 5. Triggers freeze what was asked and how once
    the round has opened, and let the state go forward only (migration 0004).
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=10, choices=Wave.choices)
    instrument = models.CharField(max_length=40)
    instrument_digest = models.CharField(max_length=64)
    audience = models.CharField(max_length=10)
    entrance = models.CharField(max_length=10, choices=Entrance.choices)
    slip_facts = models.JSONField(default=list, blank=True)
    handle = models.CharField(max_length=8, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    roll = models.PositiveIntegerField(null=True, blank=True, help_text="How many could have answered")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    answered = models.PositiveIntegerField(default=0)
    answered_counted_at = models.DateTimeField(null=True, blank=True)
    sealed_on = models.DateField(null=True, blank=True)
    salt = models.BinaryField(null=True, blank=True)
    sealed_rows = models.PositiveIntegerField(null=True, blank=True)
    sealed_digest = models.CharField(max_length=64, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["-opens_at", "audience"]
        indexes = [
            # The worker looks every two seconds for what is due; of a nation's rounds few are open.
            models.Index(
                fields=["closes_at"], condition=Q(state__in=["open", "closed"]), name="surveys_round_not_sealed"
            ),
        ]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["cohort", "school", "wave", "instrument"], name="surveys_round_once_a_wave"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="surveys_round_known_state"),
            models.CheckConstraint(condition=Q(wave__in=Wave.values), name="surveys_round_known_wave"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "sealed"], salt__isnull=True)
                | Q(state__in=["open", "closed"], salt__isnull=False),
                name="surveys_round_salt_lives_while_open",
            ),
            models.CheckConstraint(
                condition=~Q(state="sealed") | Q(sealed_rows__isnull=False, sealed_on__isnull=False),
                name="surveys_round_sealed_is_counted",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(opens_at__isnull=False, closes_at__isnull=False, closes_at__gt=F("opens_at")),
                name="surveys_round_open_has_its_times",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "open"]) | Q(closed_at__isnull=False),
                name="surveys_round_closed_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(entrance="slips") | Q(entrance="open_link", slip_facts=[]),
                name="surveys_round_facts_need_slips",
            ),
        ]


class Pack(SchoolOwned):
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

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["label"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "label"], condition=Q(revoked_at__isnull=True), name="surveys_pack_label_once"
            ),
            models.CheckConstraint(condition=Q(slips__gt=0), name="surveys_pack_holds_slips"),
        ]


class Slip(SchoolOwned):
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

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["pack", "pictures"], condition=~Q(pictures=""), name="surveys_slip_pictures_once_a_pack"
            ),
            models.CheckConstraint(condition=Q(sen__in=["", "N", "K", "E"]), name="surveys_slip_known_sen"),
            models.CheckConstraint(condition=Q(sex__in=["", "boy", "girl"]), name="surveys_slip_known_sex"),
            models.CheckConstraint(condition=Q(year_group__in=YEAR_GROUPS), name="surveys_slip_known_year"),
        ]


class Sharing(models.TextChoices):
    SCHOOL = "school", "My school and the programme"
    PROGRAMME = "programme", "The programme only"


class CommentState(models.TextChoices):
    """What a screener made of a comment. Released: `text` may have names taken out. Kept: no leader sees it."""

    UNREAD = "unread", "Not read yet"
    RELEASED = "released", "Released"
    KEPT = "kept", "Kept back"
    CONCERN = "concern", "Passed on as a concern"


class Response(SchoolOwned):
    """One completed questionnaire, or (answers empty, `withdrawn`) the blank it left.

    `key` is the HMAC of the slip's code, or of the submission id of an open link: this row *is* the
    mark that the code is used. `digest` is of the bytes first sent; `receipt` the HMAC of the receipt.
    `sharing` and `may_print` are the writer's wishes for the comments; `screening` what a screener made of each,
    by box: {"state": CommentState, "text": the words without names}. Nothing else of a row is ever changed.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPEN_ANSWERS

    key = models.CharField(max_length=64, primary_key=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="responses", db_index=True)
    answers = models.JSONField(default=dict)
    comments = models.JSONField(default=dict)
    edition = models.CharField(max_length=12)
    language = models.CharField(max_length=12)
    help = models.CharField(max_length=12, blank=True)
    digest = models.CharField(max_length=64)
    receipt = models.CharField(max_length=64)
    withdrawn = models.BooleanField(default=False)
    sharing = models.CharField(max_length=10, choices=Sharing.choices, default=Sharing.SCHOOL)
    may_print = models.BooleanField(default=False)
    screening = models.JSONField(default=dict, blank=True)

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["round", "receipt"], name="surveys_response_receipt_once"),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(withdrawn=True, answers={}, comments={}),
                name="surveys_response_withdrawn_is_blank",
            ),
            models.CheckConstraint(condition=Q(sharing__in=Sharing.values), name="surveys_response_known_sharing"),
        ]


class SealedAnswers(SchoolOwned):
    """One completed questionnaire after the shuffle, under a random key. Never changed."""

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

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(sex="") | Q(gender=""), name="surveys_sealedanswers_sex_or_gender_never_both"
            ),
            models.CheckConstraint(condition=Q(sex__in=["", "boy", "girl"]), name="surveys_sealedanswers_known_sex"),
            models.CheckConstraint(condition=Q(year_group__in=YEAR_GROUPS), name="surveys_sealedanswers_known_year"),
        ]


class SealedComment(SchoolOwned):
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

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(sharing__in=Sharing.values), name="surveys_sealedcomment_known_sharing"),
            models.CheckConstraint(
                condition=Q(state__in=CommentState.values), name="surveys_sealedcomment_known_state"
            ),
        ]


class WrongCodes(SchoolOwned):
    """How many unknown codes were tried on a round in one clock hour, or in a class session's pack; never whose."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    pack = models.ForeignKey(Pack, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    hour = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "hour"], condition=Q(pack__isnull=True), name="surveys_wrongcodes_once_an_hour"
            ),
            models.UniqueConstraint(fields=["pack", "hour"], name="surveys_wrongcodes_once_a_pack_and_hour"),
        ]
