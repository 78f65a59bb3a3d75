"""From counts to tables, whoever speaks: exactly to the holder of the rows, or as a release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from belonging.evaluation.cells import Tally
from belonging.evaluation.disclosure.primary import Decision
from belonging.evaluation.estimates import ONE_WAVE, TOO_FEW_PEOPLE, Estimate
from belonging.evaluation.groups import group_label, people
from belonging.evaluation.readings import Rule, change_text, read
from belonging.evaluation.released import (
    Cell,
    Change,
    Frame,
    Interval,
    Reading,
    Refusal,
    ReleasedTable,
    Share,
)
from belonging.instruments.model import Item, Part

NOBODY = Refusal("nobody", "Nobody in this group answered in this wave.")

SMALLEST_FOR_CHANGE = 10


@dataclass(frozen=True, slots=True)
class Told:
    """One group in one wave, as it will be printed."""

    n: int
    parts: dict[str, Share]
    interval: Interval | None = None
    refusal: Refusal | None = None
    codes: dict[str, Share] | None = None
    chosen_n: int | None = None
    chosen: dict[str, Share] | None = None


class Voice(Protocol):
    """Says one breakdown. Groups and waves are places in the tally; nothing else of it gets out."""

    @property
    def frame(self) -> Frame: ...
    @property
    def change_method(self) -> str: ...
    def tell(self, item: str, group: int, wave: int) -> Told:
        """One group that answered in that wave."""
        ...

    def change(self, item: str, group: int) -> Estimate:
        """First wave to last, at the precision that is printed."""
        ...


def refused_tables(tally: Tally, decision: Decision, frame: Frame) -> list[ReleasedTable]:
    """Tables that are not there, each with its reason."""
    return [_table(item, tally, decision, frame, ((), ())) for item in tally.items.values()]


def tables(tally: Tally, decision: Decision, voice: Voice, rule: Rule) -> list[ReleasedTable]:
    """Every item by one breakdown."""
    cells = {
        item: [
            [_cell(tally, voice, item, group, wave) for wave in range(len(tally.waves))] for group in decision.groups
        ]
        for item in tally.items
    }
    changes = [
        _changes(tally, voice, group, {item: (rows[place][0], rows[place][-1]) for item, rows in cells.items()}, rule)
        for place, group in enumerate(decision.groups)
        if len(tally.waves) > 1
    ]
    return [
        _table(
            item,
            tally,
            decision,
            voice.frame,
            (tuple(cell for row in cells[key] for cell in row), tuple(change[key] for change in changes)),
        )
        for key, item in tally.items.items()
    ]


def _table(
    item: Item,
    tally: Tally,
    decision: Decision,
    frame: Frame,
    content: tuple[tuple[Cell, ...], tuple[Change, ...]],
) -> ReleasedTable:
    return ReleasedTable(
        id=f"{item.key}-by-{tally.by}",
        item=item.key,
        wording=wording(item),
        reverse=item.reverse,
        construct=item.construct,
        by=tally.by,
        frame=frame,
        rung=decision.rung,
        waves=tally.waves,
        cells=content[0],
        changes=content[1],
        refusal=decision.refusal,
    )


def wording(item: Item) -> str:
    """The statement in the standard edition, in English."""
    return str(item.wording.get("standard") or next(iter(item.wording.values())))


def offered_parts(item: Item) -> frozenset[Part]:
    """The parts that can hold an answer: those the scale has choices for, and unanswered."""
    return frozenset({part for part in Part if item.codes_of(part)} | {Part.UNANSWERED})


def _cell(tally: Tally, voice: Voice, item: str, group: int, wave: int) -> Cell:
    name = tally.groups[group]
    label = group_label(tally.by, name, tally.audience)
    if tally.totals[group, wave] == 0:
        return Cell(name, label, tally.waves[wave], 0, 0, None, refusal=NOBODY)
    told = voice.tell(item, group, wave)
    return Cell(
        group=name,
        group_label=label,
        wave=tally.waves[wave],
        n=told.n,
        schools=tally.schools(group, wave),
        parts=told.parts,
        interval=told.interval,
        refusal=told.refusal,
        codes=told.codes,
        chosen_n=told.chosen_n,
        chosen=told.chosen,
    )


Ends = tuple[Cell, Cell]
"""The first and the last wave of one group."""


def _changes(tally: Tally, voice: Voice, group: int, ends: Mapping[str, Ends], rule: Rule) -> Mapping[str, Change]:
    """The change of every item for one group: the items are read together."""
    smallest = min(int(tally.totals[group, 0]), int(tally.totals[group, -1]))
    if smallest < SMALLEST_FOR_CHANGE:
        return {item: _no_change(pair, TOO_FEW_PEOPLE if smallest else ONE_WAVE) for item, pair in ends.items()}
    estimates = {item: voice.change(item, group) for item in ends}
    bases = {item: min(earlier.n or 0, later.n or 0) for item, (earlier, later) in ends.items()}
    readings = read(estimates, bases, rule)
    return {
        item: Change(
            group=ends[item][0].group,
            group_label=ends[item][0].group_label,
            earlier=ends[item][0].wave,
            later=ends[item][1].wave,
            estimate_low=estimate.low,
            estimate_high=estimate.high,
            interval=as_interval(estimate, voice.change_method),
            reading=readings[item],
            text=_text(estimate, readings[item], ends[item], people(tally.audience)),
            refusal=estimate.refusal,
        )
        for item, estimate in estimates.items()
    }


def _text(estimate: Estimate, reading: Reading, ends: Ends, noun: str) -> str:
    """An own group may be large and yet get no change, because another group of its table is small."""
    if estimate.refusal is not None and estimate.refusal.code == "words-only":
        return "Not worked out: one of these groups has fewer than 30 answers"
    return change_text(reading, *_positive(ends), noun)


def _no_change(ends: Ends, refusal: Refusal) -> Change:
    first, last = ends
    waves = first.wave, last.wave
    return Change(first.group, first.group_label, *waves, None, None, None, Reading.TOO_FEW, "Too few to tell", refusal)


def _positive(ends: Ends) -> tuple[Share, Share]:
    earlier, later = (cell.parts["positive"] for cell in ends if cell.parts is not None)
    return earlier, later


def as_interval(estimate: Estimate, method: str) -> Interval | None:
    if estimate.interval is None:
        return None
    return Interval(*estimate.interval, method, estimate.df)
