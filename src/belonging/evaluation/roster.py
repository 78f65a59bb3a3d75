"""Who could have answered: counts of everyone on roll, by school, wave, year group, sex and SEN status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from belonging.evaluation.groups import NOT_SAID, WAVES

FACTS: Final = ("year_group", "sex", "sen")
"""What a roster may say of a person, besides the school."""


class InvalidRoster(ValueError):
    """A roster that cannot be right; the message names the cell and the remedy."""


@dataclass(frozen=True, slots=True)
class RosterCell:
    """So many people on roll who are alike in everything the roster says."""

    school: str
    wave: str
    people: int
    year_group: str = NOT_SAID
    sex: str = NOT_SAID
    sen: str = NOT_SAID

    @property
    def key(self) -> tuple[str, ...]:
        return (self.school, self.wave, self.year_group, self.sex, self.sen)


@dataclass(frozen=True, slots=True)
class Roster:
    """The rolls of all schools that were asked, cell by cell. Raises InvalidRoster."""

    cells: tuple[RosterCell, ...]

    def __post_init__(self) -> None:
        seen = Counter(cell.key for cell in self.cells)
        for cell in self.cells:
            place = ", ".join(cell.key)
            if cell.wave not in WAVES:
                raise InvalidRoster(f"{place}: {cell.wave!r} is no wave. Use {', '.join(WAVES)}.")
            if cell.people < 0:
                raise InvalidRoster(f"{place}: {cell.people} people on roll. Give 0 or more.")
            if seen[cell.key] > 1:
                raise InvalidRoster(f"{place}: named {seen[cell.key]} times. Add its people up and name it once.")

    @classmethod
    def of_rolls(cls, rolls: Mapping[tuple[str, str], int]) -> Roster:
        """A roster that knows no more than how many are on roll, by (school, wave)."""
        return cls(tuple(RosterCell(school, wave, people) for (school, wave), people in sorted(rolls.items())))

    @property
    def rolls(self) -> dict[tuple[str, str], int]:
        """People on roll by (school, wave)."""
        total: Counter[tuple[str, str]] = Counter()
        for cell in self.cells:
            total[cell.school, cell.wave] += cell.people
        return dict(total)

    def knows(self, fact: str) -> bool:
        """Whether every cell says something of the fact (one of FACTS)."""
        return bool(self.cells) and all(getattr(cell, fact) != NOT_SAID for cell in self.cells)
