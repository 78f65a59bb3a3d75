"""What moderators look at, and what they may do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from belonging.web.community.models import Pause, Post, PostState
from belonging.web.community.presenters.people import signed_as, when, writer_name
from belonging.web.community.presenters.text import rendered
from belonging.web.ui.components import SummaryRow

ACTS: dict[str, list[tuple[str, str]]] = {
    PostState.SHOWN: [
        ("keep", "Nothing is wrong: it stays"),
        ("hide", "Hide it until its writer has been heard"),
        ("remove", "Remove it: its words are gone for good"),
    ],
    PostState.HELD: [
        ("keep", "Nothing is wrong: show it again"),
        ("hide", "Keep it hidden until its writer has been heard"),
        ("remove", "Remove it: its words are gone for good"),
    ],
    PostState.HIDDEN: [
        ("keep", "Show it again"),
        ("remove", "Remove it: its words are gone for good"),
    ],
    PostState.REMOVED: [],
}
DONE = {
    "keep": "Everybody can read it, and its reports are settled.",
    "hide": "It is hidden, and its writer is told why.",
    "remove": "It is removed, and its writer is told why.",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    href: str
    title: str
    by: str
    why: str
    state: str
    colour: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """Somebody who may not write for a time."""

    pk: int
    name: str
    words: str


def waiting_rows(page: Page[Post], now: datetime) -> list[Waiting]:
    return [_waiting(post, now) for post in page]


def hidden_rows(posts: Sequence[Post], now: datetime) -> list[Waiting]:
    return [
        Waiting(_address(post), _title(post), _by(post, now), f"Why: {post.why}", "Hidden", "grey") for post in posts
    ]


def quiet_rows(pauses: Sequence[Pause]) -> list[Quiet]:
    return [
        Quiet(each.pk, each.person.name, f"until the end of {date_format(each.until, 'l j F Y')}. Why: {each.reason}")
        for each in pauses
    ]


def post_rows(post: Post, now: datetime) -> list[SummaryRow]:
    rows = [
        SummaryRow("Conversation", _title(post)),
        SummaryRow("Written by", _by(post, now)),
        SummaryRow("It is", PostState(post.state).label),
    ]
    if post.confirmed_at:
        said = "Something in it looked like a name. Its writer ticked that nobody can be recognised."
        rows.append(SummaryRow("Names", said))
    if post.why:
        rows.append(SummaryRow("Why", post.why))
    return rows


def earlier_versions(post: Post, now: datetime) -> list[tuple[str, str, SafeString]]:
    """Until when it stood, its title then, its words."""
    return [(when(each.until, now), each.title, rendered(each.text)) for each in post.earlier.all()]


def _waiting(post: Post, now: datetime) -> Waiting:
    reasons = [report.reason for report in post.reports.all() if report.settled_at is None]
    if reasons:
        why = f"{len(reasons)} {'report' if len(reasons) == 1 else 'reports'}: {'; '.join(reasons)}"
    else:
        why = "Something looked like a name; its writer says that nobody can be recognised."
    state, colour = ("Hidden until you decide", "red") if post.state == PostState.HELD else ("Shown", "")
    if post.state == PostState.HIDDEN:
        state, colour = "Hidden", "grey"
    return Waiting(_address(post), _title(post), _by(post, now), why, state, colour)


def _address(post: Post) -> str:
    return reverse("community:judge", args=[post.pk])


def _title(post: Post) -> str:
    return post.topic.title or "A conversation whose first words were removed"


def _by(post: Post, now: datetime) -> str:
    return ", ".join(part for part in (writer_name(post), signed_as(post), when(post.written_at, now)) if part)
