"""An action of the plan, what it rests on, and what was written about it since."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass


class Status(models.TextChoices):
    """`under_way` and `planned` ones whose day has passed, or that nobody has written about for long, are stalled."""

    PROPOSED = "proposed", "Idea"
    PLANNED = "planned", "Planned"
    UNDER_WAY = "under_way", "Under way"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped"


class WhoFor(models.TextChoices):
    EVERYONE = "everyone", "All pupils"
    SEND = "send", "Pupils with SEND"
    YEARS = "years", "Some year groups"
    GROUP = "group", "A group of pupils"
    FAMILIES = "families", "Parents and carers"
    STAFF = "staff", "Staff"


class Direction(models.TextChoices):
    """What success looks like, of the share of favourable answers."""

    MORE = "more", "More say so than before"
    HOLD = "hold", "No fewer say so than before"


class Action(SchoolOwned):
    """One action of a school's plan in a cohort.

    `measure_*` say what success will look like: an item of a questionnaire, a group, a direction; empty where there is
    none yet. `practice` is a key of the library of practices, `statement` one of the audit's; both may be empty.
    `for_pupils` and `for_families` are how those pages tell it; empty ones are told in the practice's words, if any.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="In the plan, from 1")
    what = models.CharField(max_length=200)
    detail = models.TextField(max_length=2000, blank=True, default="")
    who_for = models.CharField(max_length=8, choices=WhoFor.choices, default=WhoFor.EVERYONE)
    who_words = models.CharField(max_length=120, blank=True, default="", help_text="Which years, which group")
    practice = models.CharField(max_length=40, blank=True, default="")
    statement = models.CharField(max_length=40, blank=True, default="")
    owner = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner_name = models.CharField(max_length=120, blank=True, default="", help_text="Of one without an account")
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    measure_audience = models.CharField(max_length=10, blank=True, default="")
    measure_item = models.CharField(max_length=40, blank=True, default="")
    measure_by = models.CharField(
        max_length=20, blank=True, default="", help_text='A table\'s breakdown: "all", "send"'
    )
    measure_group = models.CharField(max_length=40, blank=True, default="")
    measure_direction = models.CharField(max_length=4, choices=Direction.choices, blank=True, default="")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    status_since = models.DateTimeField()
    reach_planned = models.PositiveIntegerField(null=True, blank=True)
    reach = models.PositiveIntegerField(null=True, blank=True, help_text="How many took part")
    cost_planned = models.PositiveIntegerField(null=True, blank=True, help_text="Whole pounds")
    cost = models.PositiveIntegerField(null=True, blank=True, help_text="Whole pounds")
    for_pupils = models.CharField(max_length=300, blank=True, default="")
    for_families = models.CharField(max_length=300, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    created_by = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    changed_by = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["number"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["school", "cohort", "number"], name="actions_action_number_once"),
            models.CheckConstraint(condition=~Q(what=""), name="actions_action_says_what"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="actions_action_known_status"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(starts_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="actions_action_due_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(measure_audience="", measure_item="", measure_by="", measure_group="", measure_direction="")
                | ~Q(measure_audience="")
                & ~Q(measure_item="")
                & ~Q(measure_by="")
                & ~Q(measure_group="")
                & ~Q(measure_direction=""),
                name="actions_action_measure_is_whole",
            ),
        ]


class GroundKind(models.TextChoices):
    """Where an action came from."""

    GAP = "gap", "A gap between our rating and what people said"
    BOTH = "both", "We and they both say it is not there yet"
    SEND_GAP = "send_gap", "With SEND, people answer less positively"
    VOICE = "voice", "What people said"
    STATEMENT = "statement", "A statement of the audit"
    PUPILS = "pupils", "What pupils said about the findings"
    IDEA = "idea", "An idea of our own"


class Ground(SchoolOwned):
    """Why an action was chosen, in the words of that day: what is found out later does not rewrite it.

    `findings` are ids of cells, gaps or changes in the release `release_id`; `source` names anything else it came
    from, "discussion:12".
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="grounds")
    kind = models.CharField(max_length=9, choices=GroundKind.choices)
    words = models.TextField(max_length=1500)
    release = models.ForeignKey("findings.Release", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    findings = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=60, blank=True, default="")
    added_by = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["added_at", "pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(kind__in=GroundKind.values), name="actions_ground_known_kind"),
            models.CheckConstraint(condition=~Q(words=""), name="actions_ground_says_why"),
        ]


class Update(SchoolOwned):
    """What somebody wrote about an action on a day; `status`, `reach` and `cost` as they were from then on."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField(max_length=2000, blank=True, default="")
    status = models.CharField(max_length=10, choices=Status.choices)
    reach = models.PositiveIntegerField(null=True, blank=True)
    cost = models.PositiveIntegerField(null=True, blank=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta(SchoolOwned.Meta):
        abstract = False
        ordering = ["-at", "-pk"]
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=Status.values), name="actions_update_known_status"),
        ]
