"""What the engine hands out: printed values, and nothing finer.

Imports neither NumPy nor Polars, so that serving processes can read stored findings.
Everything here is frozen and round-trips through JSON unchanged (`to_json`, `from_json`).
Percentages are of everyone who opened the item (`Cell.n`), unless a table says otherwise.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

PARTS = ("negative", "neither", "positive", "declined", "unanswered")
"""The order in which parts are drawn and listed."""


class Rung(StrEnum):
    """How finely a table speaks; fixed by respondent counts alone."""

    EXACT = "exact"
    """Own data: counts and unrounded percentages."""
    WHOLE = "whole"
    """Whole per cent (n of 300 and more)."""
    FIVES = "fives"
    """Bands of 5 points (60-299)."""
    TENS = "tens"
    """Bands of 10 points (30-59)."""
    WORDS = "words"
    """Thirds in words (10-29)."""


class Frame(StrEnum):
    """Which question an interval answers."""

    SCHOOLS_LIKE_THESE = "schools-like-these"
    THESE_PUPILS = "these-pupils"


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
class Cell:
    """One group in one wave. `n` is the printed base (rounded to 5 under `release`); None when refused.

    `parts` maps each of PARTS to its Share. `interval` is that of the positive share.
    `codes` maps each answer code (as text, "1".."9") to its Share; own data only, so that
    "never" can be told from "rarely". `chosen` gives positive, neither and negative among the
    `chosen_n` who chose one of them: the second denominator, own data only.
    """

    group: str
    group_label: str
    wave: str
    n: int | None
    schools: int | None
    parts: dict[str, Share] | None
    interval: Interval | None = None
    refusal: Refusal | None = None
    codes: dict[str, Share] | None = None
    chosen_n: int | None = None
    chosen: dict[str, Share] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Positive share, later wave minus earlier, in percentage points at the table's printed precision.

    `estimate_low == estimate_high` unless the shares are banded.
    """

    group: str
    group_label: str
    earlier: str
    later: str
    estimate_low: float | None
    estimate_high: float | None
    interval: Interval | None
    reading: Reading
    text: str
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """One item broken down one way, in every wave that is released.

    `by` is "all", "gender", "send", "phase" or "school". When `refusal` is set there are no cells:
    a table is there whole or not at all.
    """

    id: str
    item: str
    wording: str
    reverse: bool
    construct: str
    by: str
    frame: Frame
    rung: Rung
    waves: tuple[str, ...]
    cells: tuple[Cell, ...]
    changes: tuple[Change, ...]
    refusal: Refusal | None = None

    def cell(self, group: str, wave: str) -> Cell | None:
        return next((cell for cell in self.cells if (cell.group, cell.wave) == (group, wave)), None)

    def change(self, group: str) -> Change | None:
        return next((change for change in self.changes if change.group == group), None)


@dataclass(frozen=True, slots=True)
class Headline:
    """One sentence for the top of a report, never stronger than the table it is drawn from."""

    id: str
    table: str
    tone: str  # "more", "fewer", "level", "untold", "standing"
    text: str


@dataclass(frozen=True, slots=True)
class Responses:
    """How many answered in one wave, as printed (rounded to 5 under `release`)."""

    wave: str
    answered: int | None
    answered_text: str
    roll: int | None
    schools: int


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything one evaluation lets out. Immutable once stored."""

    instrument: str
    instrument_digest: str
    audience: str
    policy: str
    policy_version: int
    engine_version: str
    plan_digest: str
    input_digest: str
    scope: str  # "school" or "programme"
    waves: tuple[str, ...]
    responses: tuple[Responses, ...]
    headlines: tuple[Headline, ...]
    tables: tuple[ReleasedTable, ...]
    notes: tuple[Refusal, ...] = ()

    def table(self, item: str, by: str = "all") -> ReleasedTable | None:
        return next((t for t in self.tables if (t.item, t.by) == (item, by)), None)

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(table.item for table in self.tables))

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, no spaces; the same findings give the same bytes."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Findings:
        return _findings(json.loads(text))


def _findings(raw: dict[str, Any]) -> Findings:
    return Findings(
        **{
            **raw,
            "waves": tuple(raw["waves"]),
            "responses": tuple(Responses(**row) for row in raw["responses"]),
            "headlines": tuple(Headline(**row) for row in raw["headlines"]),
            "tables": tuple(_table(row) for row in raw["tables"]),
            "notes": tuple(Refusal(**row) for row in raw["notes"]),
        }
    )


def _table(raw: dict[str, Any]) -> ReleasedTable:
    return ReleasedTable(
        **{
            **raw,
            "frame": Frame(raw["frame"]),
            "rung": Rung(raw["rung"]),
            "waves": tuple(raw["waves"]),
            "cells": tuple(_cell(row) for row in raw["cells"]),
            "changes": tuple(_change(row) for row in raw["changes"]),
            "refusal": _refusal(raw["refusal"]),
        }
    )


def _cell(raw: dict[str, Any]) -> Cell:
    return Cell(
        **{
            **raw,
            "parts": _shares(raw["parts"]),
            "codes": _shares(raw["codes"]),
            "chosen": _shares(raw.get("chosen")),
            "interval": _interval(raw["interval"]),
            "refusal": _refusal(raw["refusal"]),
        }
    )


def _change(raw: dict[str, Any]) -> Change:
    return Change(
        **{
            **raw,
            "interval": _interval(raw["interval"]),
            "reading": Reading(raw["reading"]),
            "refusal": _refusal(raw["refusal"]),
        }
    )


def _shares(raw: dict[str, Any] | None) -> dict[str, Share] | None:
    return None if raw is None else {key: Share(**value) for key, value in raw.items()}


def _interval(raw: dict[str, Any] | None) -> Interval | None:
    return None if raw is None else Interval(**raw)


def _refusal(raw: dict[str, Any] | None) -> Refusal | None:
    return None if raw is None else Refusal(**raw)
