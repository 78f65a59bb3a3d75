"""Single printed values: shares, intervals, measures, and the words for why there is none.

Imports neither NumPy nor Polars, so that serving processes can read stored findings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

PARTS = ("negative", "neither", "positive", "declined", "unanswered")
"""The order in which parts are drawn and listed."""


class Rung(StrEnum):
    """How finely a table speaks; fixed by respondent counts alone."""

    EXACT = "exact"
    """Counts as they are: own data, with unrounded percentages, and answers in a professional role."""
    WHOLE = "whole"
    """Whole per cent (n of 300 and more)."""
    FIVES = "fives"
    """Bands of 5 points (60-299)."""
    TENS = "tens"
    """Bands of 10 points (30-59)."""
    WORDS = "words"
    """Thirds in words (10-29)."""

    @staticmethod
    def coarsest(rungs: Iterable[Rung]) -> Rung:
        """The least fine of them; words where there is none."""
        order = list(Rung)
        return max(rungs, key=order.index, default=Rung.WORDS)


class Frame(StrEnum):
    """Which question an interval answers."""

    SCHOOLS_LIKE_THESE = "schools-like-these"
    THESE_PUPILS = "these-pupils"
    THESE_FORMS = "these-forms"
    """None: forms are counted, and nothing is said beyond them."""


class Reading(StrEnum):
    """A change in words, by the written rule (docs/methods/readings.md)."""

    MORE = "more"
    FEWER = "fewer"
    NO_CLEAR_CHANGE = "no-clear-change"
    TOO_FEW = "too-few"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something is not shown: a stable code and one plain sentence."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Share:
    """One printed share, in per cent. `low == high` for a point, a band otherwise (both ends inclusive).

    `text` is how a sentence says it: "71 in 100", "between 65 and 70 in 100", "most".
    `count` only with Rung.EXACT.
    """

    low: float
    high: float
    text: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval in percentage points (or per cent for a share), at the table's printed precision."""

    low: float
    high: float
    method: str
    df: float | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """One further number beside the tables: exact under own data, rounded or refused in a release.

    `low` and `high` are the ends of its 95 % interval, `n` its base in people, `text` the sentence that may be
    said of it, never stronger than the interval. Units: "points", "per cent", "score", "coefficient",
    "log-odds", "odds ratio", "people", "schools", "p".
    """

    id: str
    label: str
    item: str | None
    group: str
    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    df: float | None = None
    n: int | None = None
    schools: int | None = None
    text: str = ""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Supplement:
    """What a further method gives: `says` is the question it answers, `method` its page in docs/methods."""

    id: str
    title: str
    says: str
    method: str
    measures: tuple[Measure, ...]
    notes: tuple[str, ...] = ()
    refusal: Refusal | None = None


def shares_of(raw: dict[str, Any] | None) -> dict[str, Share] | None:
    return None if raw is None else {key: Share(**value) for key, value in raw.items()}


def interval_of(raw: dict[str, Any] | None) -> Interval | None:
    return None if raw is None else Interval(**raw)


def refusal_of(raw: dict[str, Any] | None) -> Refusal | None:
    return None if raw is None else Refusal(**raw)


def supplement_of(raw: dict[str, Any]) -> Supplement:
    measures = tuple(Measure(**{**row, "refusal": refusal_of(row["refusal"])}) for row in raw["measures"])
    return Supplement(
        **{**raw, "measures": measures, "notes": tuple(raw["notes"]), "refusal": refusal_of(raw["refusal"])}
    )
