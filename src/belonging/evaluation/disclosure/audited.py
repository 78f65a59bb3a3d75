"""The audit at work: each item in each wave of a school, as finely as the answers can stand it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from belonging.evaluation.cells import Cells
from belonging.evaluation.disclosure.crossed import SMALL_DIFFERENCE
from belonging.evaluation.disclosure.levels import Chooser, Chosen
from belonging.evaluation.disclosure.pools import Table, by_part, pools_of
from belonging.evaluation.disclosure.primary import Breakdown, Decision
from belonging.evaluation.released import Refusal

TOO_MUCH_TOGETHER: Final = Refusal(
    "audit",
    "Left out for this statement in this wave: beside the other tables it might let somebody work an answer out. "
    "It is left out now and then where that could not be, so that its absence tells nothing.",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One item in one wave of a school: what was chosen, and by which proof."""

    item: str
    wave: str
    chosen: Chosen


@dataclass(frozen=True, slots=True)
class Audited:
    """The breakdowns with what the audit left out, and its work for the certificate."""

    breakdowns: tuple[Breakdown, ...]
    units: tuple[Unit, ...]


def audited(cells: Cells, breakdowns: Sequence[Breakdown], *, pairs_too: bool = True) -> Audited:
    """Audit the breakdowns of a school or a programme, wave by wave and item by item.

    `cells` hold the released waves alone. `pairs_too`: as in `audit.judge`.
    """
    units: list[Unit] = []
    left_out: set[tuple[str, str, int]] = set()
    for wave, name in enumerate(cells.labels["wave"]):
        pools = pools_of(cells, breakdowns, wave)
        if not pools.tables:
            continue
        chooser = Chooser(pools, pairs_too=pairs_too)
        for item in cells.items:
            chosen = chooser.choose(pools.world(by_part(cells, item)))
            units.append(Unit(item, name, chosen))
            left_out |= {(table.by, item, wave) for table in _missing(pools.tables, chosen)}
    return Audited(tuple(_less(breakdown, left_out) for breakdown in breakdowns), tuple(units))


RECORDED: Final[Mapping[str, Refusal]] = {each.code: each for each in (TOO_MUCH_TOGETHER, SMALL_DIFFERENCE)}
"""Reasons that only those can find who hold the answers of people and not of groups."""


def as_recorded(breakdowns: Sequence[Breakdown], left_out: Mapping[tuple[str, str, str], str]) -> list[Breakdown]:
    """The breakdowns without what was left out when they were released: (breakdown, item, wave), code of the reason."""
    found = list(breakdowns)
    for code, refusal in RECORDED.items():
        places = {place for place, why in left_out.items() if why == code}
        found = [_less(breakdown, _numbered(breakdown, places), refusal) for breakdown in found]
    return found


def _numbered(breakdown: Breakdown, places: set[tuple[str, str, str]]) -> set[tuple[str, str, int]]:
    waves = breakdown.counted.waves
    return {(by, item, waves.index(wave)) for by, item, wave in places if wave in waves}


def _missing(planned: Sequence[Table], chosen: Chosen) -> list[Table]:
    return [table for table in planned if table not in chosen.tables]


def _less(breakdown: Breakdown, left_out: set[tuple[str, str, int]], refusal: Refusal = TOO_MUCH_TOGETHER) -> Breakdown:
    by = breakdown.counted.by

    def without(item: str, wave: int, decision: Decision) -> Decision:
        return replace(decision, refusal=refusal) if (by, item, wave) in left_out else decision

    return replace(
        breakdown,
        decisions={
            item: tuple(without(item, wave, decision) for wave, decision in enumerate(waves))
            for item, waves in breakdown.decisions.items()
        },
    )
