"""The audits of all schools together, so that no school's own rating can be read off. docs/methods/priorities.md.

From 3 schools on. Up to 5 a statement is told in halves, from 6 as a number of schools whose ends are hidden: that
all of them rate alike would be each one's rating. Areas are rounded. Schools join three or more at a time, so that the
page of today and that of yesterday don't differ by one school.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from belonging.instruments.audit import Area, AuditInstrument, Statement

LEAST: Final = 3
NUMBERS_FROM: Final = 6
SHOWN: Final = 5
"""How many statements stand in a list of the weakest, or of those that moved most."""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many schools rated the statement `value`, and `before` in the baseline (empty: only the baseline counts)."""

    statement: str
    value: str
    before: str
    schools: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of `schools` rate a statement fully met, as it is told. `share` sorts; it is as coarse as the words."""

    schools: int
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class StatementAcross:
    """`earlier` is None while only one audit counts."""

    statement: Statement
    now: Standing
    earlier: Standing | None

    @property
    def gain(self) -> float:
        return 0.0 if self.earlier is None else self.now.share - self.earlier.share


@dataclass(frozen=True, slots=True)
class AreaAcross:
    """Of all ratings of its statements, how many of 100 are "fully met", rounded. `gain` is exact, and only sorts."""

    area: Area
    now: int
    earlier: int | None
    points: int | None
    gain: float


@dataclass(frozen=True, slots=True)
class Across:
    """`stage` is the audit that is shown, beside the baseline where it is a later one. `schools`: how many count."""

    stage: str
    schools: int
    areas: tuple[AreaAcross, ...]
    statements: tuple[StatementAcross, ...]
    too_few: tuple[Statement, ...]

    @property
    def weakest(self) -> tuple[StatementAcross, ...]:
        return tuple(sorted(self.statements, key=lambda one: one.now.share))[:SHOWN]

    @property
    def moved_most(self) -> tuple[StatementAcross, ...]:
        moved = [one for one in self.statements if one.gain > 0]
        return tuple(sorted(moved, key=lambda one: -one.gain))[:SHOWN]

    @property
    def moved_back(self) -> tuple[StatementAcross, ...]:
        fell = [one for one in self.statements if one.gain < 0]
        return tuple(sorted(fell, key=lambda one: one.gain))[:SHOWN]


def counting(signed: int, awaited: int) -> int:
    """How many of the schools that have signed off are counted, the first ones; `awaited`: how many there may be.

    In steps of three, and the last step holds three or more: never does one school, or do two, make the difference.
    """
    if signed >= awaited:
        return signed if signed >= LEAST else 0
    step = signed - signed % LEAST
    while step and awaited - step < LEAST:
        step -= LEAST
    return step


def standing(fully: int, schools: int) -> Standing:
    """`schools` is 3 or more."""
    if schools < NUMBERS_FROM:
        most = 2 * fully >= schools
        return Standing(schools, 0.75 if most else 0.25, "half of them or more" if most else "fewer than half of them")
    told = min(max(fully, 1), schools - 1)
    if told == 1:
        words = f"0 or 1 of {schools}"
    elif told == schools - 1:
        words = f"{told} or {schools} of {schools}"
    else:
        words = f"{told} of {schools}"
    return Standing(schools, told / schools, words)


def across(rows: Iterable[Counted], instrument: AuditInstrument, *, stage: str, schools: int) -> Across:
    counted: defaultdict[str, list[Counted]] = defaultdict(list)
    for row in rows:
        counted[row.statement].append(row)
    told, too_few = [], []
    for statement in instrument.statements:
        found = counted[statement.key]
        if sum(row.schools for row in found) < LEAST:
            too_few.append(statement)
        else:
            told.append(_statement(statement, found))
    areas = [_area(area, counted, schools) for area in instrument.areas]
    return Across(stage, schools, tuple(area for area in areas if area), tuple(told), tuple(too_few))


def _statement(statement: Statement, found: list[Counted]) -> StatementAcross:
    schools, now, earlier = _sums(found)
    return StatementAcross(statement, standing(now, schools), None if earlier is None else standing(earlier, schools))


def _area(area: Area, counted: dict[str, list[Counted]], schools: int) -> AreaAcross | None:
    """From the statements that enough schools rated."""
    each = [counted[statement.key] for statement in area.statements]
    found = [row for rows in each if sum(row.schools for row in rows) >= LEAST for row in rows]
    if not found:
        return None
    ratings, now, earlier = _sums(found)
    step = 5 if schools >= NUMBERS_FROM else 10
    gain = 0.0 if earlier is None else 100 * (now - earlier) / ratings
    return AreaAcross(
        area,
        now=_rounded(100 * now / ratings, step),
        earlier=None if earlier is None else _rounded(100 * earlier / ratings, step),
        points=None if earlier is None else _rounded(gain, step),
        gain=gain,
    )


def _sums(found: list[Counted]) -> tuple[int, int, int | None]:
    """All, fully met now, and fully met before."""
    now = sum(row.schools for row in found if row.value == "fully")
    earlier = sum(row.schools for row in found if row.before == "fully")
    two = any(row.before for row in found)
    return sum(row.schools for row in found), now, earlier if two else None


def _rounded(value: float, step: int) -> int:
    return step * round(value / step)
