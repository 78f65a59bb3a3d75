"""The lead's pages: what is ready, what is out, what happens next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from belonging.web.findings.rules import in_time
from belonging.web.replies.models import Line, Page, PageState
from belonging.web.replies.presenters.words import long_day, wave_words
from belonging.web.replies.queries.reading import own_words, state_of
from belonging.web.replies.rules.editions import READERS
from belonging.web.replies.rules.pointing import pointing

POSTERS = (("a4", "Poster, A4 (PDF)"), ("a3", "Poster, A3 (PDF)"))
HOW = "How it was built"
LOWEST = {"place": 2, "by": "all"}
"""Where a page is built with its lowest answer."""
COLOURS = {
    PageState.DRAFT.value: "yellow",
    PageState.APPROVED.value: "teal",
    PageState.PUBLISHED.value: "teal",
    PageState.WITHDRAWN.value: "grey",
}


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """One page in the list. `address` is where anybody reads it; empty while it is not out. `reason` is why it waits,
    or was taken down."""

    title: str
    state: str
    colour: str
    sentence: str
    reason: str
    open: Link
    address: str
    posters: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WaveBlock:
    """`sentence` says what happens on which day; `wait` leads to the form that records a reason, for who may."""

    title: str
    sentence: str
    cards: tuple[Card, ...]
    wait: str


@dataclass(frozen=True, slots=True)
class Approval:
    """What the button carries, whether a tick is needed beforehand, and the words that may point at a child."""

    read: str
    needs_tick: bool
    pointing: str


@dataclass(frozen=True, slots=True)
class Status:
    """A page for the lead: what it is, and what can be done. `marks` say what to know of its lines, `warning` what
    comes if nothing is done; both, and `approval`, only where it can be approved."""

    title: str
    state: str
    colour: str
    sentence: str
    marks: tuple[str, ...]
    address: str
    posters: tuple[Link, ...]
    warning: str
    approval: Approval | None
    how: str
    may_publish: bool
    may_refresh: bool
    is_published: bool


def wave_blocks(
    pages: Sequence[Page], promised: Mapping[str, date | None], *, may_run: bool, today: date
) -> list[WaveBlock]:
    """The latest wave first; waves with a promised day and no page too. `promised`: by wave."""
    waves = reversed(in_time({*(page.wave for page in pages), *promised}))
    return [
        _block(wave, [page for page in pages if page.wave == wave], promised.get(wave), may_run=may_run, today=today)
        for wave in waves
    ]


def page_status(page: Page, lines: Sequence[Line], today: date) -> Status:
    pending = page.state == PageState.PUBLISHED and page.shown.get("revision") != page.revision
    out = page.state == PageState.PUBLISHED and not pending and not as_built(page)
    may_approve = page.approved_at is None and not out
    return Status(
        title=f"For {READERS[page.edition].lower()}",
        state=PageState(page.state).label,
        colour=COLOURS[page.state],
        sentence=_pending_words(page) if pending else state_words(page, today),
        marks=_marks(lines) if may_approve else (),
        address=public_url(page),
        posters=posters(page),
        warning=_warning(page),
        approval=_approval(page, lines) if may_approve else None,
        how=HOW if page.state == PageState.PUBLISHED else f"What publishes by itself, and {HOW[0].lower()}{HOW[1:]}",
        may_publish=page.approved_at is not None and not out,
        may_refresh=page.state == PageState.DRAFT,
        is_published=page.state == PageState.PUBLISHED,
    )


def _approval(page: Page, lines: Sequence[Line]) -> Approval:
    own = own_words(page, lines)
    found = [f"“{piece}”" for piece in pointing(own)]
    return Approval(state_of(page, lines), bool(own), _joined(found) if found else "")


def _warning(page: Page) -> str:
    if page.state != PageState.DRAFT or page.revision == 1 or page.due_on is None:
        return ""
    return (
        f"If you don't approve it by {long_day(page.due_on)}, the page as it was built goes out, without your changes."
    )


def _marks(lines: Sequence[Line]) -> tuple[str, ...]:
    """What is to be known, each with the places of the lines that it is of."""
    places: dict[str, list[str]] = {}
    for at, line in enumerate(lines, start=1):
        if mark := mark_of(line):
            places.setdefault(mark, []).append(str(at))
    return tuple(f"Line{'s' if len(at) > 1 else ''} {_joined(at)}: {mark}" for mark, at in places.items())


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def mark_of(line: Line) -> str:
    """What the lead has to know of a line; empty where nothing, and of one that nobody will see."""
    if not line.shown:
        return ""
    if not line.item and not line.built:
        return "Your own line. It rests on no finding."
    if line.built and line.said != line.built.get("said"):
        return f"You changed the words of the finding. It was: “{line.built['said']}”"
    if line.action_id is None and line.did == line.built.get("did") and not line.did.startswith("We want to keep"):
        if {"place": line.built.get("place"), "by": line.by} == LOWEST:
            return "The lowest answer, and no action of your plan is about it yet. Please say here what you do."
        return "No action of your plan is about this yet. Please say what you do, or hide the line."
    return ""


def state_words(page: Page, today: date) -> str:
    if page.state == PageState.PUBLISHED and page.published_at:
        by = "by itself, as it was built, because nobody had approved it" if as_built(page) else ""
        by = by or ("by itself, on the promised day" if not page.published_by else "")
        return f"Published on {long_day(page.published_at)} {by}".strip() + "."
    if page.state == PageState.WITHDRAWN:
        return "Taken down. Its address says so, and shows nothing of it."
    if page.due_on is None:
        day = "It does not publish by itself."
    elif page.due_on < today:
        day = "It publishes by itself on the next school morning."
    else:
        day = f"It publishes by itself on {long_day(page.due_on)}."
    if page.state == PageState.APPROVED:
        return f"You approved it. {day}"
    return f"Nobody has approved it yet. {day}"


def as_built(page: Page) -> bool:
    return bool(page.shown.get("as_built"))


def public_url(page: Page) -> str:
    path = reverse("replies:public", kwargs={"token": page.token})
    return f"{settings.STAFF_URL}{path}" if page.state == PageState.PUBLISHED else ""


def posters(page: Page) -> tuple[Link, ...]:
    return tuple(Link(text, reverse("replies:poster", kwargs=where(page) | {"size": size})) for size, text in POSTERS)


def where(page: Page) -> dict[str, str]:
    """The parts of a page's address."""
    return {"school": page.school.slug, "cohort": page.cohort.slug, "wave": page.wave, "edition": page.edition}


def _block(wave: str, pages: Sequence[Page], promised: date | None, *, may_run: bool, today: date) -> WaveBlock:
    open_ones = [page for page in pages if page.state != PageState.PUBLISHED]
    wait = ""
    if may_run and any(page.state != PageState.WITHDRAWN for page in open_ones):
        first = where(pages[0])
        wait = reverse("replies:withhold", kwargs={key: first[key] for key in ("school", "cohort", "wave")})
    return WaveBlock(
        title=wave_words(wave),
        sentence=_promise_words(pages, promised, today),
        cards=tuple(_card(page, today) for page in pages),
        wait=wait,
    )


def _promise_words(pages: Sequence[Page], promised: date | None, today: date) -> str:
    if promised is None:
        return "No day was promised to families for this wave."
    day = f"Your letter to parents {'promised' if promised < today else 'promises'} results by {long_day(promised)}."
    if not pages:
        return f"{day} No findings yet: the pages are made by themselves when your report is there."
    return day


def _pending_words(page: Page) -> str:
    done = "You approved your changes. Publish them to put them in place of what is out now."
    return done if page.approved_at else "What you changed is not out yet: families still read the page as it was."


def _card(page: Page, today: date) -> Card:
    return Card(
        title=READERS[page.edition],
        state=PageState(page.state).label,
        colour=COLOURS[page.state],
        sentence=state_words(page, today),
        reason=page.withheld_because if page.state != PageState.PUBLISHED else "",
        open=Link("Read it", reverse("replies:page", kwargs=where(page))),
        address=public_url(page),
        posters=posters(page) if page.state == PageState.PUBLISHED else (),
    )
