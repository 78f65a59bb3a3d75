"""Topics and posts: written, changed, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.rules.evidence import cleaned_line, cleaned_text
from belonging.web.community.errors import (
    ChangedMeanwhile,
    NotAPost,
    NotForYou,
    NotShown,
    NotYours,
    Paused,
    TooMuch,
    TopicLocked,
)
from belonging.web.community.models import EarlierWords, Kind, Post, PostState, Topic, TopicTag
from belonging.web.community.queries.people import Signature, cohort_name, pause_of
from belonging.web.community.queries.topics import opening_of
from belonging.web.community.rules.limits import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    POSTS_AN_HOUR,
    TOPICS_A_DAY,
    TWICE_WITHIN,
)
from belonging.web.community.rules.tags import MOST, tags_offered
from belonging.web.community.services.journalling import note_act
from belonging.web.community.services.mentioning import note_mentions
from belonging.web.community.services.reading import start_following
from belonging.web.journal.services import Act

MAY_NOTICE: Final = frozenset({Role.LEAD, Role.MANAGER})
"""Who may write a notice, by the role that they sign with."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a post. `mentions`: whom each @name (in small letters) means. `confirmed`: something looked like a
    name, and the writer says that nobody can be recognised."""

    text: str
    mentions: Mapping[str, User] = field(default_factory=dict)
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class TopicWords:
    kind: str
    title: str
    tags: tuple[str, ...] = ()
    resource: str = ""


@transaction.atomic
def open_topic(*, words: TopicWords, said: Said, signed: Signature, writer: User, now: datetime) -> Topic:
    """Raises NotAPost, NotForYou, Paused, TooMuch. The same words again within minutes give the topic of the first."""
    _may_write(writer, now)
    title, text = cleaned_line(words.title), _checked(said.text)
    if not title or len(title) > LONGEST_TITLE:
        raise NotAPost(f"Please give it a title of at most {LONGEST_TITLE} letters.")
    if words.kind not in Kind.values or not set(words.tags) <= set(tags_offered()) or len(words.tags) > MOST:
        raise NotAPost(f"Please choose what it is, and at most {MOST} tags.")
    if words.kind == Kind.NOTICE and signed.role not in MAY_NOTICE:
        raise NotForYou
    if (before := _pressed_twice(writer, text, now)) and before.number == 1 and before.topic.title == title:
        return before.topic
    mine = Post.objects.filter(author=writer, number=1, written_at__gt=now - timedelta(days=1))
    if mine.count() >= TOPICS_A_DAY:
        raise TooMuch(f"You have begun {TOPICS_A_DAY} conversations since yesterday. Please wait until tomorrow.")
    topic = Topic.objects.create(
        kind=words.kind, title=title, resource=words.resource, opened_at=now, last_at=now, last_number=1
    )
    TopicTag.objects.bulk_create(TopicTag(topic=topic, key=key) for key in dict.fromkeys(words.tags))
    _add(topic, 1, said, signed, writer, now)
    details = {"kind": words.kind, "confirmed": said.confirmed}
    note_act(act=Act("topic-opened", f"topic:{topic.pk}", details), actor=str(writer.pk), now=now)
    return topic


@transaction.atomic
def answer(*, topic: Topic, said: Said, signed: Signature, writer: User, now: datetime) -> Post:
    """Raises NotAPost, NotShown, TopicLocked, Paused, TooMuch. A second press gives the post of the first."""
    _may_write(writer, now)
    text = _checked(said.text)
    held = Topic.objects.select_for_update().get(pk=topic.pk)
    if held.state in (PostState.HELD, PostState.HIDDEN):
        raise NotShown
    if held.locked_at is not None:
        raise TopicLocked
    if (before := _pressed_twice(writer, text, now)) and before.topic_id == topic.pk:
        return before
    held.last_number, held.last_at = held.last_number + 1, now
    held.save(update_fields=["last_number", "last_at"])
    post = _add(held, held.last_number, said, signed, writer, now)
    act = Act("topic-answered", f"post:{post.pk}", {"topic": held.pk, "confirmed": said.confirmed})
    note_act(act=act, actor=str(writer.pk), now=now)
    return post


@transaction.atomic
def edit_post(*, post: Post, said: Said, title: str, writer: User, now: datetime, was: str) -> Post:
    """`was`: the text that the form began from. What stood there before is kept for moderators.

    Raises NotYours, NotShown, TopicLocked, NotAPost, Paused, ChangedMeanwhile.
    """
    held = _own(post, writer)
    if pause := pause_of(writer, now):
        raise Paused(pause.until)
    if held.state != PostState.SHOWN:
        raise NotShown
    if held.topic.locked_at is not None:
        raise TopicLocked
    text, headed = _checked(said.text), cleaned_line(title)
    if cleaned_text(was) != held.text:
        raise ChangedMeanwhile
    opens = held.number == 1
    if opens and not headed:
        raise NotAPost("Please give it a title.")
    if text == held.text and (not opens or headed == held.topic.title):
        return held
    before = held.topic.title if opens else ""
    EarlierWords.objects.create(post=held, title=before, text=held.text, until=now)
    held.text, held.edited_at = text, now
    if said.confirmed:
        held.confirmed_at, held.looked_at = now, None
    held.save(update_fields=["text", "edited_at", "confirmed_at", "looked_at"])
    if opens:
        Topic.objects.filter(pk=held.topic_id).update(title=headed)
    note_mentions(post=held, mentions=said.mentions, now=now)
    note_act(act=Act("post-changed", f"post:{held.pk}", {"confirmed": said.confirmed}), actor=str(writer.pk), now=now)
    return held


@transaction.atomic
def remove_own(*, post: Post, writer: User, now: datetime) -> None:
    """The words are gone, earlier ones too; the place stays, so that answers to it still make sense."""
    held = _own(post, writer)
    if held.state != PostState.REMOVED:
        erase_words(held, why="")
        note_act(act=Act("post-taken-back", f"post:{held.pk}"), actor=str(writer.pk), now=now)


@transaction.atomic
def choose_answer(*, post: Post, asker: User, now: datetime, chosen: bool = True) -> None:
    """“This answered it”, or not after all. Raises NotYours for anybody but the asker, NotShown."""
    topic = Topic.objects.select_for_update(of=("self",)).get(pk=post.topic_id)
    if opening_of(topic).author_id != asker.pk or topic.kind != Kind.QUESTION or post.number == 1:
        raise NotYours
    if post.state != PostState.SHOWN:
        raise NotShown
    if (topic.answer_id == post.pk) is chosen:
        return
    topic.answer = post if chosen else None
    topic.save(update_fields=["answer"])
    name = "answer-chosen" if chosen else "answer-taken-back"
    note_act(act=Act(name, f"topic:{topic.pk}", {"post": post.pk}), actor=str(asker.pk), now=now)


def erase_words(post: Post, *, why: str) -> None:
    """Nothing of what it said is left. Call in a transaction."""
    post.text, post.why, post.state = "", why, PostState.REMOVED
    post.save(update_fields=["text", "why", "state"])
    EarlierWords.objects.filter(post=post).delete()
    post.mentions.all().delete()
    Topic.objects.filter(answer=post).update(answer=None)
    if post.number == 1:
        Topic.objects.filter(pk=post.topic_id).update(title="", state=PostState.REMOVED, resource="")


def _add(topic: Topic, number: int, said: Said, signed: Signature, writer: User, now: datetime) -> Post:
    post = Post.objects.create(
        topic=topic,
        number=number,
        author=writer,
        role=signed.role,
        place=signed.place,
        cohort=cohort_name(signed.school),
        text=_checked(said.text),
        written_at=now,
        confirmed_at=now if said.confirmed else None,
    )
    note_mentions(post=post, mentions=said.mentions, now=now)
    start_following(topic=topic, person=writer, read_to=number)
    return post


def _may_write(writer: User, now: datetime) -> None:
    """One post of a person at a time: two at once would both see the count of before."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=writer.pk)
    if pause := pause_of(writer, now):
        raise Paused(pause.until)
    if Post.objects.filter(author=writer, written_at__gt=now - timedelta(hours=1)).count() >= POSTS_AN_HOUR:
        raise TooMuch(f"You have written {POSTS_AN_HOUR} posts within an hour. Please take a break and come back.")


def _checked(text: str) -> str:
    clean = cleaned_text(text)
    if not clean:
        raise NotAPost("Please write something first.")
    if len(clean) > LONGEST_TEXT:
        raise NotAPost(f"Please say it in {LONGEST_TEXT:,} letters at most.")
    return clean


def _pressed_twice(writer: User, text: str, now: datetime) -> Post | None:
    recent = Post.objects.filter(author=writer, written_at__gt=now - TWICE_WITHIN, text=text)
    return recent.select_related("topic").order_by(F("written_at").desc()).first()


def _own(post: Post, writer: User) -> Post:
    held = Post.objects.select_for_update(of=("self",)).select_related("topic").get(pk=post.pk)
    if held.author_id != writer.pk:
        raise NotYours
    return held
