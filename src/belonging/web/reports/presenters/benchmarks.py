"""Published figures beside a statement of ours: never tested against it, and never without their terms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from belonging.instruments.benchmarks import Benchmark, Comparable, Mark
from belonging.instruments.load import load as load_instrument
from belonging.instruments.load import load_benchmarks, published
from belonging.web.ui.components import SummaryRow

NOT_PRINTED = "Not printed where we read it"
WORDS = {
    Comparable.EXACT: "The same question",
    Comparable.SIMILAR: "A similar question",
    Comparable.NO: "Not comparable",
}
TAGS = {Comparable.EXACT: "teal", Comparable.SIMILAR: "yellow", Comparable.NO: "grey"}


@dataclass(frozen=True, slots=True)
class Beside:
    """One published figure. `word` says how near its question is to ours, `text` the figure, `of_whom` whose it is.

    `caution`: that it was read second-hand; empty where the source itself was.
    """

    key: str
    word: str
    text: str
    of_whom: str
    reason: str
    caution: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Terms:
    """One published figure with all its terms, as the page that lists them shows it."""

    key: str
    text: str
    word: str
    colour: str
    reason: str
    rows: tuple[SummaryRow, ...]
    url: str
    read_at: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of ours and the figures that were looked at for it."""

    wording: str
    anchor: str
    terms: tuple[Terms, ...]


def beside(item: str, audience: str, settings: Collection[str], *, on: date | None = None) -> tuple[Beside, ...]:
    """Those that may stand beside the item. `settings`: kinds of school that answered ("primary", "secondary", …).

    `on` is the day that a figure's age counts from; today unless said otherwise.
    """
    day = on or timezone.localdate()
    return tuple(_beside(one, day) for one in load_benchmarks().beside(audience, item, settings))


def compared_with(on: date) -> tuple[Statement, ...]:
    """Every figure that was looked at, by the statement it is near, in the questionnaires' order."""
    listed = load_benchmarks().listed
    asked = [
        (load_instrument(name).audience.value, item) for name in published() for item in load_instrument(name).items
    ]
    return tuple(
        Statement(str(item.wording["standard"]), f"{audience}-{item.key}".replace("_", "-"), found)
        for audience, item in asked
        if (found := tuple(_terms(one, on) for one in listed if (one.audience, one.item) == (audience, item.key)))
    )


def statements_without() -> int:
    """Of how many statements that pupils are asked there is no published figure to read them beside."""
    usable = {one.item for one in load_benchmarks().listed if one.comparable is not Comparable.NO}
    return sum(item.key not in usable for item in load_instrument("pupil_v1").items)


def _beside(one: Benchmark, on: date) -> Beside:
    return Beside(
        key=one.key,
        word=WORDS[one.comparable],
        text=_said(one, on),
        of_whom=f"{one.population}. {one.fieldwork}. {one.n}.",
        reason=one.reason,
        caution=_caution(one),
        source=one.source,
        url=one.url,
    )


def _said(one: Benchmark, on: date) -> str:
    return f"In {one.year}: {one.says}." if one.is_old(on.year) else f"{one.says}."


def _caution(one: Benchmark) -> str:
    if one.mark is Mark.VERIFIED:
        return ""
    return "We read this figure in somebody else’s account, not at its source."


def _terms(one: Benchmark, on: date) -> Terms:
    words = (
        ("Exact words", one.wording or NOT_PRINTED),
        ("Choices", one.scale),
        ("What is counted", one.cut),
        ("Who was asked", one.population),
        ("How many", one.n),
        ("When", one.fieldwork),
        ("Source", one.source),
        ("Licence", one.licence),
        ("Read", f"{_where(one)}, checked on {date_format(date.fromisoformat(one.checked), 'j F Y')}"),
    )
    return Terms(
        key=one.key,
        text=_said(one, on),
        word=WORDS[one.comparable],
        colour=TAGS[one.comparable],
        reason=one.reason,
        rows=tuple(SummaryRow(key, value) for key, value in words),
        url=one.url,
        read_at=one.read_at,
    )


def _where(one: Benchmark) -> str:
    return "At the source" if one.mark is Mark.VERIFIED else "In somebody else’s account, not at the source"
