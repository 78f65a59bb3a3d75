"""What a set said. Read by its members and its facilitator alone, and inside its room alone."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from belonging.web.base.privacy import PrivacyClass
from belonging.web.sets.models.room import RoomManager, RoomSecurity
from belonging.web.sets.models.sets import LearningSet, Meeting, Member


class Note(models.Model):
    """What one member said at one meeting. `learning_set` is the meeting's: row-level security goes by it."""

    learning_set = models.ForeignKey(LearningSet, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager[Self]] = RoomManager()  # type: ignore[assignment]  # a manager is generic in its model

    class Meta:
        abstract = True
        ordering = ["at", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [RoomSecurity(name="%(app_label)s_%(class)s_room")]


class Report(Note):
    """In the round at the beginning: how it went since the last meeting."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PRIVATE_NOTES

    text = models.TextField(max_length=2000)

    class Meta(Note.Meta):
        abstract = False
        constraints = [
            *Note.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "member"], name="sets_report_once"),
            models.CheckConstraint(condition=~Q(text=""), name="sets_report_says_something"),
        ]


class Issue(Note):
    """What a member brings who presents: their own, also when somebody else presents after all."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PRIVATE_NOTES

    title = models.CharField(max_length=120)
    text = models.TextField(max_length=4000, blank=True, default="")

    class Meta(Note.Meta):
        abstract = False
        constraints = [
            *Note.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "member"], name="sets_issue_once"),
            models.CheckConstraint(condition=~Q(title=""), name="sets_issue_says_something"),
        ]


class Question(Note):
    """A question to the presenter, and nothing but a question: `rules.questions`."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PRIVATE_NOTES

    text = models.CharField(max_length=500)

    class Meta(Note.Meta):
        abstract = False
        constraints = [
            *Note.Meta.constraints,
            models.CheckConstraint(condition=Q(text__endswith="?"), name="sets_question_is_one"),
        ]


class Insight(Note):
    """What somebody takes from it: the presenter's first, then the others'."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PRIVATE_NOTES

    text = models.TextField(max_length=1000)

    class Meta(Note.Meta):
        abstract = False
        constraints = [
            *Note.Meta.constraints,
            models.CheckConstraint(condition=~Q(text=""), name="sets_insight_says_something"),
        ]


class Came(models.TextChoices):
    DONE = "done", "Done"
    PARTLY = "partly", "Partly"
    NOT_YET = "not_yet", "Not yet"
    DROPPED = "dropped", "Dropped"


class Commitment(Note):
    """What a member will do, and (`came`, at a later meeting) what came of it."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PRIVATE_NOTES

    what = models.CharField(max_length=300)
    by_on = models.DateField(null=True, blank=True)
    came = models.CharField(max_length=7, choices=Came.choices, blank=True, default="")
    came_words = models.TextField(max_length=1000, blank=True, default="")
    came_at = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Note.Meta):
        abstract = False
        constraints = [
            *Note.Meta.constraints,
            models.CheckConstraint(condition=~Q(what=""), name="sets_commitment_says_something"),
            models.CheckConstraint(condition=Q(came__in=["", *Came.values]), name="sets_commitment_known_outcome"),
            models.CheckConstraint(
                condition=Q(came="", came_words="", came_at__isnull=True) | (~Q(came="") & Q(came_at__isnull=False)),
                name="sets_commitment_came_at_a_meeting",
            ),
        ]


class Reflection(Note):
    """A member's own note after a meeting. Nobody else reads it, the facilitator neither."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.PRIVATE_NOTES

    text = models.TextField(max_length=4000)

    class Meta(Note.Meta):
        abstract = False
        constraints = [
            *Note.Meta.constraints,
            models.UniqueConstraint(fields=["meeting", "member"], name="sets_reflection_once"),
            models.CheckConstraint(condition=~Q(text=""), name="sets_reflection_says_something"),
        ]


KINDS: tuple[type[Note], ...] = (Report, Issue, Question, Insight, Commitment, Reflection)
