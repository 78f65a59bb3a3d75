"""Cohorts of schools: what is planned for one, which schools are in it, and how far each has come."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.models import SchoolOwned
from belonging.web.base.privacy import PrivacyClass


class Wave(models.TextChoices):
    BASELINE = "baseline", "Baseline"
    MIDPOINT = "midpoint", "Midpoint"
    ENDLINE = "endline", "Endline"


class CohortState(models.TextChoices):
    PLANNING = "planning", "Being planned"
    OPEN = "open", "Open"
    FINISHED = "finished", "Finished"


class Cohort(models.Model):
    """Schools that go through the programme together. `is_demo` cohorts hold simulated data only.

    Triggers fix what was planned once the cohort is open (migration 0003). `stated_hours` are the hours that the
    programme has, by kind of work, and `assumptions` the numbers changed in the forecast (rules/forecast.py).
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    state = models.CharField(max_length=8, choices=CohortState.choices, default=CohortState.PLANNING)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    results_on = models.DateField(null=True, blank=True, help_text="When pupils and families hear the results")
    places = models.PositiveIntegerField(null=True, blank=True, help_text="How many schools it has room for")
    languages = models.JSONField(default=list, blank=True, help_text="Codes beside English")
    asks_fsm = models.BooleanField(default=False, help_text="Whether slips may carry free school meals")
    links_waves = models.BooleanField(default=False, help_text="Pupils get the same slip at baseline and endline")
    comments_on = models.BooleanField(default=False, help_text="Parents and staff may write in their own words")
    stated_hours = models.JSONField(default=dict, blank=True)
    assumptions = models.JSONField(default=dict, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CohortState.values), name="programme_cohort_known_state"),
            models.CheckConstraint(
                condition=Q(state="planning", opened_at__isnull=True)
                | ~Q(state="planning") & Q(opened_at__isnull=False),
                name="programme_cohort_open_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="programme_cohort_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(results_on__isnull=True) | Q(results_on__gt=F("starts_on")),
                name="programme_cohort_results_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CohortWave(models.Model):
    """The days between which the schools of a cohort hold one wave."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="waves")
    wave = models.CharField(max_length=10, choices=Wave.choices)
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        ordering = ["opens_on"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "wave"], name="programme_cohortwave_once"),
            models.CheckConstraint(condition=Q(wave__in=Wave.values), name="programme_cohortwave_known_wave"),
            models.CheckConstraint(
                condition=Q(closes_on__gt=F("opens_on")), name="programme_cohortwave_closes_after_it_opens"
            ),
        ]


class Entrance(models.TextChoices):
    """How people get in: the values of a round's own `entrance`, which is made from it."""

    SLIPS = "slips", "A slip with a code for each person"
    OPEN_LINK = "open_link", "One link for everyone"


class CohortQuestionnaire(models.Model):
    """A questionnaire that every school of the cohort answers, in which waves, and how people get in."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PUBLIC

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="questionnaires")
    instrument = models.CharField(max_length=40, help_text='Name and version, "pupil_v1"')
    entrance = models.CharField(max_length=10, choices=Entrance.choices)
    slip_facts = models.JSONField(default=list, blank=True)
    waves = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "instrument"], name="programme_cohortquestionnaire_once"),
            models.CheckConstraint(
                condition=Q(entrance="slips") | Q(entrance="open_link", slip_facts=[]),
                name="programme_cohortquestionnaire_facts_need_slips",
            ),
        ]


class Stage(models.TextChoices):
    """Whether the school takes part. How far it has come is told by the enrolment's dates."""

    TAKING_PART = "taking_part", "Taking part"
    LEFT = "left", "Left the programme"


class Arm(models.TextChoices):
    INTERVENTION = "intervention", "Takes the programme now"
    WAITING = "waiting", "Waiting list: answers now, takes the programme later"
    COMPARISON = "comparison", "Comparison: answers, without the programme"


class Milestone(models.TextChoices):
    """What a school passes on its way; each is a date of its enrolment. Higher parts of the service report them."""

    AGREED = "agreed_on", "Agreement accepted"
    SET_UP = "set_up_on", "Set up"
    BASELINE = "baseline_on", "Baseline answered"
    FINISHED = "finished_on", "Finished"


class Enrolment(SchoolOwned):
    """A school's place in a cohort. `mask` is the letter by which the programme's pages call it."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    mask = models.CharField(max_length=4)
    stage = models.CharField(max_length=16, choices=Stage.choices, default=Stage.TAKING_PART)
    arm = models.CharField(max_length=12, choices=Arm.choices, default=Arm.INTERVENTION)
    enrolled_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    set_up_on = models.DateField(null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    left_because = models.CharField(max_length=300, blank=True, default="")

    class Meta(SchoolOwned.Meta):
        abstract = False
        constraints = [
            *SchoolOwned.Meta.constraints,
            models.UniqueConstraint(fields=["cohort", "school"], name="programme_enrolment_once"),
            models.UniqueConstraint(fields=["cohort", "mask"], name="programme_enrolment_mask_once"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="programme_enrolment_known_stage"),
            models.CheckConstraint(condition=Q(arm__in=Arm.values), name="programme_enrolment_known_arm"),
        ]


class WordingPermission(models.Model):
    """The operator's record that an instrument's wording may be used in a live cohort."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    instrument = models.CharField(max_length=40, unique=True, help_text='Name and version, "pupil_v1"')
    granted_by = models.CharField(max_length=120)
    evidence = models.CharField(max_length=300, help_text="Where the letter or e-mail is kept")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
