"""One conversation, post by post, with what this reader may do to each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Page
from django.urls import reverse
from django.utils.safestring import SafeString

from belonging.web.accounts.models import User
from belonging.web.community.models import Kind, Post, PostState, Reading, Topic
from belonging.web.community.presenters.people import signed_as, when, writer_name
from belonging.web.community.presenters.text import rendered
from belonging.web.community.presenters.topics import kind_look
from belonging.web.community.rules.tags import tag_words
from belonging.web.hub.models import Resource

GONE = {
    PostState.HELD: "Several people asked the team to look at this. It is shown again if nothing is wrong.",
    PostState.HIDDEN: "The team has hidden this.",
    PostState.REMOVED: "This was removed.",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks at the page. `muted` are people this reader does not want to hear."""

    user: User
    muted: Collection[UUID]
    moderates: bool


@dataclass(frozen=True, slots=True)
class PostBlock:
    number: int
    pk: int
    writer: str
    signed: str
    when: str
    words: SafeString
    gone: str
    """Instead of the words; or, to its writer and moderators, above them."""
    shows_words: bool
    folded: bool
    is_answer: bool
    new_from_here: bool
    links: Sequence[tuple[str, str]]
    choose: str
    """What pressing “This answered it” does: "set", "unset", or empty for who may not."""


@dataclass(frozen=True, slots=True)
class TopicPage:
    title: str
    kind: str
    colour: str
    tags: Sequence[str]
    cohort: str
    resource: tuple[str, str] | None
    answer: tuple[str, str] | None
    posts: Sequence[PostBlock]
    follows: bool
    locked: bool
    before: str
    after: str
    number: str


def topic_page(
    topic: Topic, page: Page[Post], *, reader: Reader, reading: Reading | None, resource: Resource | None, now: datetime
) -> TopicPage:
    words, colour = kind_look(topic)
    address = reverse("community:topic", args=[topic.pk])
    asks = _asks(topic, reader)
    first_new = _first_new(page, reading, reader)
    pages = page.paginator.num_pages
    opening = next((post for post in page if post.number == 1), None)
    return TopicPage(
        title=topic.title or "A conversation whose first words were removed",
        kind=words,
        colour=colour,
        tags=[tag_words(tag.key) for tag in topic.tags.all()],
        cohort=opening.cohort if opening else "",
        resource=(resource.title, reverse("hub:resource", args=[resource.slug])) if resource else None,
        answer=_answer(topic),
        posts=[_block(post, topic, reader, asks=asks, first_new=first_new, now=now) for post in page],
        follows=reading is not None and reading.follows,
        locked=topic.locked_at is not None,
        before=f"{address}?page={page.previous_page_number()}" if page.has_previous() else "",
        after=f"{address}?page={page.next_page_number()}" if page.has_next() else "",
        number=f"Page {page.number} of {pages}" if pages > 1 else "",
    )


def post_words(post: Post) -> SafeString:
    return rendered(post.text, {mention.written for mention in post.mentions.all()})


def _block(post: Post, topic: Topic, reader: Reader, *, asks: bool, first_new: int | None, now: datetime) -> PostBlock:
    mine, shown = post.author_id == reader.user.pk, post.state == PostState.SHOWN
    may_see = shown or ((mine or reader.moderates) and post.state != PostState.REMOVED)
    chosen = topic.answer_id == post.pk
    edited = f", changed {when(post.edited_at, now)}" if post.edited_at else ""
    why = f" Why: {post.why}" if post.why and (mine or reader.moderates) else ""
    return PostBlock(
        number=post.number,
        pk=post.pk,
        writer=writer_name(post),
        signed=signed_as(post),
        when=when(post.written_at, now) + edited,
        words=post_words(post),
        gone="" if shown else GONE[PostState(post.state)] + why,
        shows_words=may_see,
        folded=shown and post.author_id in reader.muted,
        is_answer=chosen,
        new_from_here=post.number == first_new,
        links=list(_links(post, reader, mine=mine, shown=shown)),
        choose=_choice(post, topic) if asks and shown else "",
    )


def _choice(post: Post, topic: Topic) -> str:
    """One answer at a time: another is chosen once the first is taken back."""
    if topic.answer_id is None:
        return "set" if post.number > 1 else ""
    return "unset" if topic.answer_id == post.pk else ""


def _links(post: Post, reader: Reader, *, mine: bool, shown: bool) -> Sequence[tuple[str, str]]:
    found = []
    if mine and shown:
        found.append(("Change", reverse("community:edit", args=[post.pk])))
    if mine and post.state != PostState.REMOVED:
        found.append(("Remove", reverse("community:remove", args=[post.pk])))
    if not mine and shown:
        found.append(("Tell the team", reverse("community:report", args=[post.pk])))
    if not mine and post.author_id is not None:
        words = "Hear this person again" if post.author_id in reader.muted else "Mute this person"
        found.append((words, reverse("community:mute", args=[post.pk])))
    if reader.moderates:
        found.append(("Moderate", reverse("community:judge", args=[post.pk])))
    return found


def _asks(topic: Topic, reader: Reader) -> bool:
    opening = topic.posts.filter(number=1).values_list("author_id", flat=True).first()
    return topic.kind == Kind.QUESTION and opening == reader.user.pk


def _first_new(page: Page[Post], reading: Reading | None, reader: Reader) -> int | None:
    """The first post that others wrote since the reader was here; none on a first visit."""
    if reading is None or not reading.read_to:
        return None
    return next(
        (post.number for post in page if post.number > reading.read_to and post.author_id != reader.user.pk), None
    )


def _answer(topic: Topic) -> tuple[str, str] | None:
    if topic.answer is None or topic.answer.state != PostState.SHOWN:
        return None
    return reverse("community:post", args=[topic.answer.pk]), f"post-{topic.answer.number}"
