"""Conversations of those who take part: a topic, what was written in it, and what it was before it was changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from belonging.web.base.privacy import PrivacyClass


class Kind(models.TextChoices):
    QUESTION = "question", "Question"
    DISCUSSION = "discussion", "Discussion"
    NOTICE = "notice", "Notice"


class PostState(models.TextChoices):
    """Only `shown` is read by all. `held` hid itself after reports of three people; `removed` has lost its words."""

    SHOWN = "shown", "Shown"
    HELD = "held", "Waits for the team"
    HIDDEN = "hidden", "Hidden by the team"
    REMOVED = "removed", "Removed"


class Topic(models.Model):
    """A question, a discussion or a notice. Its text is the post of number 1, and `state` is that post's.

    `last_number` and `last_at` are of the newest post; `answer` is the one of which its asker said “this answered it”.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=150)
    resource = models.CharField(max_length=80, blank=True, default="", help_text="Slug of a resource of the hub")
    state = models.CharField(max_length=7, choices=PostState.choices, default=PostState.SHOWN)
    opened_at = models.DateTimeField()
    last_number = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField()
    answer = models.ForeignKey("community.Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-last_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-last_at"], name="community_topic_newest"),
            models.Index(fields=["kind", "state", "-last_at"], name="community_topic_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="community_topic_known_kind"),
            models.CheckConstraint(condition=Q(state__in=PostState.values), name="community_topic_known_state"),
            models.CheckConstraint(
                condition=Q(state=PostState.REMOVED) | ~Q(title=""), name="community_topic_has_its_title"
            ),
            models.CheckConstraint(condition=Q(last_at__gte=F("opened_at")), name="community_topic_last_after_opened"),
            models.CheckConstraint(
                condition=Q(answer__isnull=True) | Q(kind=Kind.QUESTION), name="community_topic_questions_are_answered"
            ),
        ]


class TopicTag(models.Model):
    """An area of the audit ("area:welcome") or a phase ("phase:primary") that a topic is about."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="tags")
    key = models.CharField(max_length=60, db_index=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["topic", "key"], name="community_tag_once")]


class Post(models.Model):
    """What one person wrote, under their name and role and, if they chose so, their school (`place`).

    `author` is empty once that person's words have lost their name. `confirmed_at`: something looked like a name, and
    the writer said that nobody can be recognised; `looked_at`: a moderator has seen it since.
    """

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField(help_text="In the topic, from 1")
    author = models.ForeignKey("accounts.User", null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=16)
    place = models.CharField(max_length=160, blank=True, default="")
    cohort = models.CharField(max_length=120, blank=True, default="", help_text="Its name; empty for the team")
    text = models.TextField(max_length=6000, blank=True)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=7, choices=PostState.choices, default=PostState.SHOWN)
    why = models.CharField(max_length=500, blank=True, default="", help_text="Why the team hid or removed it")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["author", "-written_at"], name="community_post_by_author"),
            models.Index(
                fields=["confirmed_at"],
                condition=Q(confirmed_at__isnull=False, looked_at__isnull=True),
                name="community_post_to_look_at",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="community_post_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="community_post_numbers_from_one"),
            models.CheckConstraint(condition=Q(state__in=PostState.values), name="community_post_known_state"),
            models.CheckConstraint(
                condition=(Q(state=PostState.REMOVED) & Q(text="")) | (~Q(state=PostState.REMOVED) & ~Q(text="")),
                name="community_post_has_words_until_removed",
            ),
        ]


class EarlierWords(models.Model):
    """What a post said before its writer changed it; for moderators alone, and gone when the post is removed."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="earlier")
    title = models.CharField(max_length=150, blank=True, default="")
    text = models.TextField(max_length=6000)
    until = models.DateTimeField()

    class Meta:
        ordering = ["until", "pk"]


class Mention(models.Model):
    """“@Amara Linden” in a post means this person. `written` is how the name stood there."""

    privacy: ClassVar[PrivacyClass] = PrivacyClass.OPERATIONAL

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    written = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="community_mention_once")]
