"""Modules in words: the list, one module's cover, one page, and the check that was taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from belonging.instruments.framework import Reference
from belonging.instruments.load import load_framework
from belonging.instruments.module_catalogue import review_of
from belonging.instruments.modules import Module, Page
from belonging.web.learning.models import Progress
from belonging.web.learning.rules.checking import Answered, needed
from belonging.web.learning.services.modules import Taken
from belonging.web.programme.presenters.words import short_day
from belonging.web.training.models import Certificate
from belonging.web.training.presenters.certificates import kind_of
from belonging.web.training.rules.certificates import shown

NOT_REVIEWED = "Not yet reviewed by somebody outside the team."
CHECKED = "We read its abstract or text when we wrote this."
UNCHECKED = "Cited from other works: we have not looked it up yet."
FINISHED, UNDER_WAY, NOT_BEGUN = "Finished", "Under way", "Not begun"
_ORDER = (UNDER_WAY, NOT_BEGUN, FINISHED)
_COLOURS = {FINISHED: "teal", UNDER_WAY: "yellow", NOT_BEGUN: "grey"}


@dataclass(frozen=True, slots=True)
class Card:
    """One module in the list. `done` of `total` pages."""

    title: str
    href: str
    summary: str
    facts: str
    standing: str
    colour: str
    done: int
    total: int
    words: str
    button: str
    button_href: str


@dataclass(frozen=True, slots=True)
class CertificateLine:
    kind: str
    title: str
    day: str
    number: str
    href: str
    revoked: bool


@dataclass(frozen=True, slots=True)
class Source:
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A page of the module in its table of contents."""

    number: int
    title: str
    href: str
    read: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Cover:
    card: Card
    audience: str
    stops: tuple[Stop, ...]
    check_href: str
    may_check: bool
    sides: tuple[str, ...]
    review: str
    sources: tuple[Source, ...]
    to_pass: str
    best: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page. `next` is what its button says."""

    module: str
    number: int
    total: int
    page: Page
    picture: str
    sources: tuple[Source, ...]
    previous: str
    next: str
    counted: str


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """`answer`: what was right. `yours`: what was chosen, where that was something else."""

    number: int
    text: str
    right: bool
    answer: tuple[str, ...]
    yours: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Result:
    passed: bool
    title: str
    words: str
    lines: tuple[AnsweredLine, ...]
    certificate: str
    again: str
    cover: str


def cards_of(modules: Iterable[Module], progress: Mapping[str, Progress]) -> tuple[Card, ...]:
    """What is under way first, what is finished last; otherwise as given."""
    cards = (_card(module, progress.get(module.slug)) for module in modules)
    return tuple(sorted(cards, key=lambda card: _ORDER.index(card.standing)))


def certificate_lines(certificates: Iterable[Certificate]) -> tuple[CertificateLine, ...]:
    return tuple(
        CertificateLine(
            kind=kind_of(each),
            title=each.title,
            day=short_day(each.earned_on),
            number=shown(each.code),
            href=reverse("training:certificate", args=[each.code]),
            revoked=each.is_revoked,
        )
        for each in certificates
    )


def cover_of(module: Module, progress: Progress | None) -> Cover:
    furthest = progress.furthest if progress else 0
    framework, review = load_framework(), review_of(module)
    return Cover(
        card=_card(module, progress),
        audience=_for_whom(module),
        stops=stops_of(module, furthest),
        check_href=reverse("learning:check", args=[module.slug]),
        may_check=furthest >= len(module.pages),
        sides=tuple(str(framework.construct(key).title) for key in module.constructs),
        review=f"Reviewed by {review.by} on {short_day(date.fromisoformat(review.on))}." if review else NOT_REVIEWED,
        sources=_sources(module, module.references),
        to_pass=_to_pass(module),
        best=f"Your best result: {progress.best} per cent." if progress and progress.best is not None else "",
    )


def leaf_of(module: Module, number: int) -> Leaf:
    """`number` from 1."""
    page, total = module.pages[number - 1], len(module.pages)
    at = [module.slug]
    return Leaf(
        module=str(module.title),
        number=number,
        total=total,
        page=page,
        picture=f"learning/{module.key}/{page.picture}",
        sources=_sources(module, page.references),
        previous=reverse("learning:page", args=[*at, number - 1]) if number > 1 else "",
        next="Next page" if number < total else "On to the check",
        counted=f"Page {number} of {total}",
    )


def result_of(module: Module, taken: Taken) -> Result:
    mark, total = taken.mark, len(module.questions)
    return Result(
        passed=mark.is_passed,
        title="You have finished this module" if mark.is_passed else "Not quite yet",
        words=f"{mark.right} of {total} right. {'' if mark.is_passed else _to_pass(module)}".strip(),
        lines=tuple(_answered(number, each) for number, each in enumerate(mark.answered, start=1)),
        certificate=reverse("training:certificate", args=[taken.certificate.code]) if taken.certificate else "",
        again=reverse("learning:check", args=[module.slug]),
        cover=reverse("learning:module", args=[module.slug]),
    )


def stops_of(module: Module, furthest: int, current: int = 0) -> tuple[Stop, ...]:
    """The last page that was reached may not be read yet, unless it is the module's last."""
    read = furthest if furthest == len(module.pages) else furthest - 1
    return tuple(
        Stop(
            number=number,
            title=str(page.title),
            href=reverse("learning:page", args=[module.slug, number]),
            read=number <= read,
            current=number == current,
        )
        for number, page in enumerate(module.pages, start=1)
    )


def _card(module: Module, progress: Progress | None) -> Card:
    total = len(module.pages)
    read = progress.furthest if progress else 0
    cover = reverse("learning:module", args=[module.slug])
    if progress is None:
        standing, words, button, at = NOT_BEGUN, "", "Begin", 1
    elif progress.finished_at is not None:
        standing, button, at = FINISHED, "Read it again", 1
        words = f"On {short_day(progress.finished_at)}."
    else:
        standing, button, at = UNDER_WAY, "Go on where you were", progress.page
        words = f"You are on page {progress.page} of {total}."
    return Card(
        title=str(module.title),
        href=cover,
        summary=str(module.summary),
        facts=f"About {module.minutes} minutes, {total} pages and a check",
        standing=standing,
        colour=_COLOURS[standing],
        done=read,
        total=total,
        words=words,
        button=button,
        button_href=reverse("learning:page", args=[module.slug, at]),
    )


def _for_whom(module: Module) -> str:
    words = str(module.audience)
    return f"For {words[0].lower()}{words[1:]}"


def _to_pass(module: Module) -> str:
    total = len(module.questions)
    return f"{needed(total)} of {total} right is a pass, and you can try as often as you like."


def _sources(module: Module, references: Iterable[Reference]) -> tuple[Source, ...]:
    return tuple(Source(str(each), CHECKED if each.key in module.checked else UNCHECKED) for each in references)


def _answered(number: int, answered: Answered) -> AnsweredLine:
    question = answered.question
    texts = [str(choice.text) for choice in question.choices]
    return AnsweredLine(
        number=number,
        text=str(question.text),
        right=answered.is_right,
        answer=tuple(texts[place] for place in sorted(question.right)),
        yours=() if answered.is_right else tuple(texts[place] for place in sorted(answered.chosen)),
        why=str(question.why),
    )
