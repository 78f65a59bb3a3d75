"""How far an audit is: by area and in all, and how many minutes are left."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from belonging.instruments.audit import AuditInstrument, Met


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """`people`: the names of those who have the area. `rated` is the sum of the three ratings."""

    area: str
    title: str
    rated: int
    asked: int
    fully: int
    partially: int
    not_yet: int
    minutes_left: int
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    rated: int
    asked: int
    by_area: tuple[AreaProgress, ...]

    @property
    def minutes_left(self) -> int:
        return sum(area.minutes_left for area in self.by_area)

    @property
    def is_whole(self) -> bool:
        return self.rated == self.asked


def progress(
    *,
    instrument: AuditInstrument,
    asked: Mapping[str, Sequence[str]],
    values: Mapping[str, str],
    people: Mapping[str, Sequence[str]],
) -> Progress:
    """`asked`: keys of statements by area. `values`: the rating by statement, empty or absent where there is none."""
    areas = tuple(
        _area(instrument, area.key, asked.get(area.key, ()), values, tuple(people.get(area.key, ())))
        for area in instrument.areas
    )
    return Progress(sum(area.rated for area in areas), sum(area.asked for area in areas), areas)


def minutes_for(instrument: AuditInstrument, statements: int) -> int:
    """What so many statements take, by what the whole instrument takes; rounded up, so that nobody is hurried."""
    whole = sum(1 for _ in instrument.statements)
    return math.ceil(statements * instrument.minutes / whole) if whole else 0


def next_unrated(order: Sequence[str], rated: Collection[str], after: str = "") -> str | None:
    """The first statement in `order` that is not rated and stands after that one; from the front again at the end."""
    at = order.index(after) + 1 if after in order else 0
    return next((key for key in (*order[at:], *order[:at]) if key not in rated and key != after), None)


def _area(
    instrument: AuditInstrument,
    area: str,
    asked: Sequence[str],
    values: Mapping[str, str],
    people: tuple[str, ...],
) -> AreaProgress:
    given = [values.get(key, "") for key in asked]
    rated = sum(1 for value in given if value)
    return AreaProgress(
        area=area,
        title=str(instrument.area(area).title),
        rated=rated,
        asked=len(asked),
        fully=given.count(Met.FULLY),
        partially=given.count(Met.PARTIALLY),
        not_yet=given.count(Met.NOT_YET),
        minutes_left=minutes_for(instrument, len(asked) - rated),
        people=people,
    )
