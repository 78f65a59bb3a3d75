"""The three things to look at first: chosen by rule from released readings alone. docs/methods/three-things.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from belonging.evaluation.released import Cell, Change, Findings, Gap, Reading, ReleasedTable, Rung

THREE: Final = 3
MOST: Final = 66.7
"""Two thirds, as the engine prints the ends of its thirds: above it "most" answer positively."""


class Why(StrEnum):
    """Why a statement is looked at, the gravest first."""

    FELL = "fell"
    """Surely fewer positive answers than in the first wave."""
    LEFT_OUT = "left-out"
    """One group surely answers less positively than another."""
    LOW = "low"
    """Surely not most answer positively."""
    MAY_BE_LOW = "may-be-low"
    """As printed not most; of everybody it may be otherwise."""
    LEAST = "least"
    """Among the fewest positive answers, though they are many."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at, and what it rests on."""

    why: Why
    audience: str
    table: ReleasedTable
    rests_on: Change | Gap | Cell

    @property
    def statement(self) -> tuple[str, str]:
        return self.audience, self.table.item


def first_looks(heard: Mapping[str, Findings]) -> tuple[Look, ...]:
    """At most three, each about another statement: one that fell, one that leaves somebody out, one that is low;
    then what is left, in that order; then those that pupils answer least positively. A reading of "too few to tell"
    is never among them.

    Pupils come before parents, parents before staff; ties keep the questionnaire's order.
    """
    by_why = {why: [look for name, findings in heard.items() for look in _of(why, name, findings)] for why in Why}
    low = [*by_why[Why.LOW], *by_why[Why.MAY_BE_LOW]]
    queues = [by_why[Why.FELL], by_why[Why.LEFT_OUT], low, by_why[Why.LEAST]]
    chosen: list[Look] = []
    for queue in queues[:THREE]:
        chosen += _fresh(queue, chosen)[:1]
    for queue in queues:
        for look in queue:
            if len(chosen) < THREE:
                chosen += _fresh([look], chosen)
    order = list(Why)
    return tuple(sorted(chosen, key=lambda look: order.index(look.why)))


def _fresh(looks: Iterable[Look], chosen: Iterable[Look]) -> list[Look]:
    taken = {look.statement for look in chosen}
    return [look for look in looks if look.statement not in taken]


def _of(why: Why, audience: str, findings: Findings) -> list[Look]:
    found = {Why.FELL: _fallen, Why.LEFT_OUT: _left_out, Why.LOW: _low, Why.MAY_BE_LOW: _maybe_low, Why.LEAST: _least}[
        why
    ](findings)
    return [Look(why, audience, table, rests_on) for _, table, rests_on in sorted(found, key=lambda one: one[0])]


Found = tuple[tuple[float, ...], ReleasedTable, Change | Gap | Cell]
"""What it is sorted by (the gravest first), and what was found."""


def _fallen(findings: Findings) -> Iterator[Found]:
    """Everyone first, then groups; the largest fall first."""
    for table in findings.tables:
        for change in table.changes:
            if change.reading is Reading.FEWER:
                yield (float(table.by != "all"), -size(change)), table, change


def _left_out(findings: Findings) -> Iterator[Found]:
    """SEND first, then the other pairs; the widest gap of the latest wave first."""
    for table in findings.tables:
        for gap in table.gaps:
            is_latest = gap.earlier is None and gap.wave == table.waves[-1]
            if is_latest and gap.reading in (Reading.MORE, Reading.FEWER):
                yield (float(table.by != "send"), -size(gap)), table, gap


def _low(findings: Findings) -> Iterator[Found]:
    for table, cell in _latest(findings):
        if is_low(cell):
            yield (upper(cell),), table, cell


def _maybe_low(findings: Findings) -> Iterator[Found]:
    for table, cell in _latest(findings):
        if not is_low(cell) and cell.parts is not None and cell.parts["positive"].high <= MOST:
            yield (cell.parts["positive"].high,), table, cell


def _least(findings: Findings) -> Iterator[Found]:
    """Of pupils. A place that more than three statements share says nothing of any of them."""
    if findings.audience != "pupil":
        return
    found = [(cell.parts["positive"].high, table, cell) for table, cell in _latest(findings) if cell.parts]
    lowest: list[Found] = []
    for end in sorted({high for high, _, _ in found}):
        tied = [(table, cell) for high, table, cell in found if high == end]
        if len(tied) > THREE:
            break
        lowest += [((end,), table, cell) for table, cell in tied]
    yield from lowest


def _latest(findings: Findings) -> Iterator[tuple[ReleasedTable, Cell]]:
    for table in findings.tables:
        cell = table.cell("all", table.waves[-1]) if table.by == "all" and table.waves else None
        if cell is not None and cell.parts is not None:
            yield table, cell


def size(compared: Change | Gap) -> float:
    return abs((compared.estimate_low or 0) + (compared.estimate_high or 0)) / 2


def upper(cell: Cell) -> float:
    """The most that the positive share may be: its interval's upper end; in words, which have none, the third's."""
    if cell.parts is None:
        return 100.0
    return cell.parts["positive"].high if cell.interval is None else cell.interval.high


def is_low(cell: Cell) -> bool:
    """As sure as can be told not most answer positively; of words only "few" is that sure."""
    if cell.rung is Rung.WORDS:
        return cell.parts is not None and cell.parts["positive"].text == "few"
    return upper(cell) <= MOST
