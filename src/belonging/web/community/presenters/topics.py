"""The list of topics, and what a reader may narrow it to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.core.paginator import Page
from django.urls import reverse

from belonging.web.community.models import Kind, Topic
from belonging.web.community.presenters.people import day, signed_as, writer_name
from belonging.web.community.queries.topics import FOLLOWED, Wanted
from belonging.web.community.rules.tags import tag_words, tags_offered
from belonging.web.ui.components import Choice, Link

NEW_FOR = timedelta(days=30)
"""How long a topic that was never opened is marked as new."""
SHOWN_AS = (
    ("", "Everything"),
    ("waiting", "Questions without an answer"),
    ("questions", "Questions"),
    ("discussions", "Discussions"),
    ("notices", "Notices"),
    (FOLLOWED, "What I follow"),
)


@dataclass(frozen=True, slots=True)
class Row:
    href: str
    title: str
    kind: str
    colour: str
    unread: str
    """What is new, in words; empty for nothing."""
    by: str
    tags: str
    came: str
    """How many answers, and when the last one came."""
    answered: bool
    follows: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    rows: Sequence[Row]
    found: str
    links: Sequence[Link]
    tags: Sequence[Choice]
    before: str
    after: str
    number: str


def list_page(page: Page[Topic], wanted: Wanted, now: datetime) -> ListPage:
    narrowed = bool(wanted.show or wanted.tag or wanted.words)
    total = page.paginator.count
    many = "1 conversation" if total == 1 else f"{total:,} conversations"
    pages = page.paginator.num_pages
    return ListPage(
        rows=[_row(topic, now) for topic in page],
        found=f"{many} found" if narrowed else many,
        links=[
            Link(words, _address(Wanted(show, wanted.tag, wanted.words)), current=show == wanted.show)
            for show, words in SHOWN_AS
        ],
        tags=[Choice("", "Any"), *(Choice(key, words) for key, words in tags_offered().items())],
        before=_address(wanted, page.previous_page_number()) if page.has_previous() else "",
        after=_address(wanted, page.next_page_number()) if page.has_next() else "",
        number=f"Page {page.number} of {pages}" if pages > 1 else "",
    )


def kind_look(topic: Topic) -> tuple[str, str]:
    """Word and colour of its tag."""
    if topic.kind == Kind.QUESTION:
        return ("Answered", "teal") if topic.answer_id else ("Question", "")
    return ("Notice", "yellow") if topic.kind == Kind.NOTICE else ("Discussion", "grey")


def _row(topic: Topic, now: datetime) -> Row:
    opening = topic.opening[0]  # type: ignore[attr-defined]  # fetched beside it by `topics`
    words, colour = kind_look(topic)
    return Row(
        href=reverse("community:topic", args=[topic.pk]),
        title=topic.title,
        kind=words,
        colour=colour,
        unread=_unread(topic, now),
        by=", ".join(part for part in (writer_name(opening), signed_as(opening), opening.cohort) if part),
        tags=", ".join(tag_words(tag.key) for tag in topic.tags.all()),
        came=_came(topic, now),
        answered=bool(topic.answer_id),
        follows=topic.follows,  # type: ignore[attr-defined]  # annotated by `topics`
    )


def _unread(topic: Topic, now: datetime) -> str:
    read_to: int | None = topic.read_to  # type: ignore[attr-defined]  # annotated by `topics`
    if read_to is None:
        return "New" if now - topic.opened_at < NEW_FOR else ""
    more = topic.last_number - read_to
    return f"{more} new" if more > 0 else ""


def _came(topic: Topic, now: datetime) -> str:
    replies: int = topic.replies  # type: ignore[attr-defined]  # annotated by `topics`
    if not replies:
        return (
            f"No answer yet, asked {_on(topic.opened_at, now)}" if topic.kind == Kind.QUESTION else _begun(topic, now)
        )
    word = "answer" if topic.kind == Kind.QUESTION else "reply"
    many = f"1 {word}" if replies == 1 else f"{replies} {word[:-1] + 'ies' if word == 'reply' else word + 's'}"
    return f"{many}, the last {_on(topic.last_at, now)}"


def _begun(topic: Topic, now: datetime) -> str:
    return f"Begun {_on(topic.opened_at, now)}"


def _on(moment: datetime, now: datetime) -> str:
    words = day(moment, now)
    return words if words == "today" else f"on {words}"


def _address(wanted: Wanted, page: int = 1) -> str:
    asked = {"show": wanted.show, "tag": wanted.tag, "q": wanted.words, "page": "" if page == 1 else str(page)}
    kept = {name: value for name, value in asked.items() if value}
    return reverse("community:home") + (f"?{urlencode(kept)}" if kept else "")
