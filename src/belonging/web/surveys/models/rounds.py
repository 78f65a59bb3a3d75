"""A round: what is asked, of whom, and how far it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOrProgrammeOwned
from belonging.web.base.privacy import PrivacyClass
from belonging.web.programme.models import Wave
from belonging.web.schools.models import School

LINKED_WAVES = (Wave.BASELINE, Wave.ENDLINE)


class State(models.TextChoices):
    DRAFT = "draft", "Not open yet"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    SEALED = "sealed", "Sealed"


class Entrance(models.TextChoices):
    SLIPS = "slips", "A slip with a code for each person"
    OPEN_LINK = "open_link", "One link for everyone"


class Round(SchoolOrProgrammeOwned):
    """One questionnaire and one audience: of a school in a wave, or (school and wave empty) of an occasion.

    An occasion is asked by the programme: a training session ("training:12"), a cohort's leads ("leads:pilot").

    `handle` is the public part of its address. `salt` goes into every code's HMAC and is destroyed
    at sealing. `slip_facts` are the facts that slips carry and the form therefore does not ask.
    `answered` is refreshed now and then, rounded to 5. Triggers freeze what was asked and how once
    the round has opened, and let the state go forward only (migration 0004).
    `ticket_salt`, where there is one, goes into the HMAC of slips' codes in place of `salt`: the same in baseline and
    endline of a cohort that links them. `link_key` is then the digest of the cohort's key.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL
    withheld: ClassVar[tuple[str, ...]] = ("salt", "ticket_salt")

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    wave = models.CharField(max_length=10, choices=Wave.choices, blank=True)
    occasion = models.CharField(max_length=80, blank=True, default="")
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
    ticket_salt = models.BinaryField(null=True, blank=True)
    link_key = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001  # SQLite adds it in place then

    class Meta(SchoolOrProgrammeOwned.Meta):
        abstract = False
        ordering = ["-opens_at", "audience"]
        indexes = [
            # The worker looks every two seconds for what is due; of a nation's rounds few are open.
            models.Index(
                fields=["closes_at"], condition=Q(state__in=["open", "closed"]), name="surveys_round_not_sealed"
            ),
        ]
        constraints = [
            *SchoolOrProgrammeOwned.Meta.constraints,
            models.UniqueConstraint(
                fields=["cohort", "school", "wave", "instrument"], name="surveys_round_once_a_wave"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="surveys_round_known_state"),
            models.UniqueConstraint(
                fields=["occasion"], condition=~Q(occasion=""), name="surveys_round_once_an_occasion"
            ),
            models.CheckConstraint(
                condition=Q(school__isnull=False, wave__in=Wave.values, occasion="")
                | Q(school__isnull=True, wave="") & ~Q(occasion=""),
                name="surveys_round_of_a_school_or_an_occasion",
            ),
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

    @property
    def is_occasion(self) -> bool:
        return self.school_id is None

    @property
    def code_salt(self) -> bytes | None:
        """What goes into the HMAC of a slip's code; None while the round takes no answers."""
        held = self.salt if self.ticket_salt is None else self.ticket_salt
        return None if held is None else bytes(held)

    @property
    def is_linked(self) -> bool:
        """Whether its slips join baseline and endline: by the cohort's plan, or once opened as it was opened."""
        if self.state != State.DRAFT:
            return bool(self.link_key)
        by_slips = self.entrance == Entrance.SLIPS and self.audience == "pupil" and self.wave in LINKED_WAVES
        return by_slips and self.cohort.links_waves

    @property
    def host(self) -> School:
        """The school whose round it is; nobody asks it of an occasion."""
        if self.school is None:
            raise ValueError(f"Round {self.pk} is of an occasion and has no school")
        return self.school

    @property
    def host_id(self) -> int:
        """As `host`, without reading the school."""
        if self.school_id is None:
            raise ValueError(f"Round {self.pk} is of an occasion and has no school")
        return self.school_id
