"""A set, who sits in it and when it meets: what the programme's team may know of it, but for `place` and `link`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.privacy import PrivacyClass


class LearningSet(models.Model):
    """Four to eight leads of different schools and a facilitator. Its rows belong to no one school."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    cohort = models.ForeignKey("programme.Cohort", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    facilitator = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    facilitates_since = models.DateTimeField()
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True, blank=True, help_text="When notes were last erased")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "name"], name="sets_learningset_named_once"),
            models.CheckConstraint(condition=~Q(name=""), name="sets_learningset_has_a_name"),
        ]


class Member(models.Model):
    """One person's seat, for their school. Whoever comes back later gets a new one."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    learning_set = models.ForeignKey(LearningSet, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey("schools.School", on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["learning_set", "user"], condition=Q(left_at__isnull=True), name="sets_member_one_seat"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")),
                name="sets_member_leaves_after_joining",
            ),
        ]


class State(models.TextChoices):
    PROPOSED = "proposed", "Finding a time"
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Called off"


class Step(models.TextChoices):
    """The five parts of a meeting, in their order."""

    REPORTS = "reports", "Round of reports"
    ISSUE = "issue", "The issue"
    QUESTIONS = "questions", "Questions only"
    INSIGHTS = "insights", "Insights"
    COMMITMENTS = "commitments", "Commitments"


class Meeting(models.Model):
    """`step`: where the meeting is, as the facilitator moves it on. `presenter` brings the issue."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    learning_set = models.ForeignKey(LearningSet, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveSmallIntegerField(help_text="In the set, from 1")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    starts_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=120, blank=True, default="")
    link = models.URLField(max_length=300, blank=True, default="")
    presenter = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=11, choices=Step.choices, default=Step.REPORTS)
    held_at = models.DateTimeField(null=True, blank=True, help_text="When it was closed as held")
    created_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["learning_set", "number"], name="sets_meeting_numbered_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="sets_meeting_known_state"),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="sets_meeting_known_step"),
            models.CheckConstraint(condition=Q(minutes__range=(30, 240)), name="sets_meeting_has_a_length"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "cancelled"]) | Q(starts_at__isnull=False),
                name="sets_meeting_planned_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state="held", held_at__isnull=False) | (~Q(state="held") & Q(held_at__isnull=True)),
                name="sets_meeting_held_has_its_time",
            ),
        ]


class ProposedTime(models.Model):
    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "starts_at"], name="sets_proposedtime_once")]


class Suits(models.TextChoices):
    YES = "yes", "I can"
    IF_NEED_BE = "if_need_be", "If need be"
    NO = "no", "I cannot"


class TimeAnswer(models.Model):
    """Whether a proposed time suits a member."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    time = models.ForeignKey(ProposedTime, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    suits = models.CharField(max_length=10, choices=Suits.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["time", "member"], name="sets_timeanswer_once"),
            models.CheckConstraint(condition=Q(suits__in=Suits.values), name="sets_timeanswer_known"),
        ]


class Attendance(models.Model):
    """That a member came to a meeting."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="sets_attendance_once")]
