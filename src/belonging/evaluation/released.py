"""What the engine hands out: printed values, and nothing finer.

Imports neither NumPy nor Polars, so that serving processes can read stored findings.
Everything here is frozen and round-trips through JSON unchanged (`to_json`, `from_json`).
Percentages are of everyone who sent the questionnaire in that wave (`Cell.n`), whether or not they answered the
statement; in both waves the same kind of people stand below the line.
Every sentence that is drawn from findings names the id of the cell, change, gap or measure it rests on.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from belonging.evaluation.printed import (
    PARTS,
    Frame,
    Interval,
    Measure,
    Reading,
    Refusal,
    Rung,
    Share,
    Supplement,
    interval_of,
    refusal_of,
    shares_of,
    supplement_of,
)

__all__ = [
    "PARTS",
    "Cell",
    "Change",
    "Findings",
    "Frame",
    "Gap",
    "Headline",
    "Interval",
    "Measure",
    "Reading",
    "Refusal",
    "ReleasedTable",
    "Responses",
    "Rung",
    "Share",
    "Supplement",
    "Withheld",
]


@dataclass(frozen=True, slots=True)
class Cell:
    """One group in one wave. `n` is the printed base (rounded to 5 under `release`); None when refused.

    `parts` maps each of PARTS to its Share. `interval` is that of the positive share.
    `rung` is how finely this group speaks in this wave.
    `codes` maps each answer code (as text, "1".."9") to its Share, so that "never" can be told from "rarely"; own
    data and answers in a professional role only. `chosen` gives positive, neither and negative among the
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
    rung: Rung = Rung.EXACT
    id: str = ""


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
    id: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Positive share of `group` less that of `against`, in points, at the table's printed precision.

    In one wave; or, where `earlier` names another, how much the gap has changed since (later less earlier).
    Reading.MORE: the group is more positive (or has moved up against the other), FEWER the opposite.
    """

    id: str
    group: str
    group_label: str
    against: str
    against_label: str
    wave: str
    earlier: str | None
    estimate_low: float | None
    estimate_high: float | None
    interval: Interval | None
    reading: Reading
    text: str
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """A wave that a table does not show, and why."""

    wave: str
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """One item broken down one way, in every wave that is released (or once, of answers in a professional role).

    `by` is "all", "gender", "send", "sen", "phase", "school" or another group column. In each wave the
    table is there whole or not at all: `withheld` says why a wave is not, and `refusal` is set when none is.
    `rung` is the coarsest of the cells'.
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
    gaps: tuple[Gap, ...] = ()
    withheld: tuple[Withheld, ...] = ()

    def cell(self, group: str, wave: str) -> Cell | None:
        return next((cell for cell in self.cells if (cell.group, cell.wave) == (group, wave)), None)

    def change(self, group: str) -> Change | None:
        return next((change for change in self.changes if change.group == group), None)

    def gap(self, group: str, wave: str, earlier: str | None = None) -> Gap | None:
        wanted = (group, wave, earlier)
        return next((gap for gap in self.gaps if (gap.group, gap.wave, gap.earlier) == wanted), None)


@dataclass(frozen=True, slots=True)
class Headline:
    """One sentence for the top of a report, never stronger than the table it is drawn from.

    `findings` are the ids of the cells, changes or gaps that it rests on.
    """

    id: str
    table: str
    tone: str  # "more", "fewer", "level", "untold", "standing", "gap"
    text: str
    findings: tuple[str, ...] = ()


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
    supplements: tuple[Supplement, ...] = ()

    def supplement(self, name: str) -> Supplement | None:
        return next((supplement for supplement in self.supplements if supplement.id == name), None)

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


def table_in(text: str, table: str) -> ReleasedTable | None:
    """One table of findings as `to_json` writes them, by its id, read without all the others; None where it is not.

    With sorted keys a table begins with "by", has no other inside, and "item" follows its id; inside a text every
    quotation mark is written otherwise.
    """
    place = text.find(f'"id":{json.dumps(table)},"item":')
    if place < 0:
        return None
    found, _ = json.JSONDecoder().raw_decode(text, text.rindex('{"by":', 0, place))
    return _table(found)


def _findings(raw: dict[str, Any]) -> Findings:
    return Findings(
        **{
            **raw,
            "waves": tuple(raw["waves"]),
            "responses": tuple(Responses(**row) for row in raw["responses"]),
            "headlines": tuple(Headline(**{**row, "findings": tuple(row["findings"])}) for row in raw["headlines"]),
            "tables": tuple(_table(row) for row in raw["tables"]),
            "notes": tuple(Refusal(**row) for row in raw["notes"]),
            "supplements": tuple(supplement_of(row) for row in raw["supplements"]),
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
            "changes": tuple(Change(**_read(row)) for row in raw["changes"]),
            "gaps": tuple(Gap(**_read(row)) for row in raw["gaps"]),
            "withheld": tuple(Withheld(row["wave"], Refusal(**row["refusal"])) for row in raw["withheld"]),
            "refusal": refusal_of(raw["refusal"]),
        }
    )


def _cell(raw: dict[str, Any]) -> Cell:
    return Cell(
        **{
            **raw,
            "parts": shares_of(raw["parts"]),
            "codes": shares_of(raw["codes"]),
            "chosen": shares_of(raw["chosen"]),
            "interval": interval_of(raw["interval"]),
            "refusal": refusal_of(raw["refusal"]),
            "rung": Rung(raw["rung"]),
        }
    )


def _read(raw: dict[str, Any]) -> dict[str, Any]:
    """A change's or gap's values of their own types."""
    return {
        **raw,
        "interval": interval_of(raw["interval"]),
        "reading": Reading(raw["reading"]),
        "refusal": refusal_of(raw["refusal"]),
    }
