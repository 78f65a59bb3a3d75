"""The plans of all schools together, so that no school's own plan can be read off. docs/methods/did-it-work.md.

A number of actions is told where three schools or more have such actions, in steps of five. A number of schools is told
from three on, and whether all of them or all but one is left open; of fewer than six schools it is told in halves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from belonging.web.audit.rules.across import LEAST, NUMBERS_FROM, standing

STEP: Final = 5
FEW: Final = f"Fewer than {LEAST}"
NOT_TOLD: Final = "Not told"


@dataclass(frozen=True, slots=True)
class Planned:
    """One action as it is counted. `came` is what its measure did; empty where nothing can be said yet."""

    school: int
    status: str
    is_open: bool
    late: str
    area: str
    who_for: str
    measured: bool
    came: str


@dataclass(frozen=True, slots=True)
class Told:
    """How many schools, and how many of their actions, in the words in which it may be told."""

    schools: str
    actions: str


def told(actions_by_school: Mapping[Hashable, int], of: int) -> Told:
    """`of` schools have a plan, three or more; `actions_by_school` counts one kind of action in each."""
    having = sum(number > 0 for number in actions_by_school.values())
    if having < LEAST:
        return Told(FEW, NOT_TOLD)
    return Told(schools_words(having, of), rounded(sum(actions_by_school.values())))


def coarse(having: int, actions: int, of: int) -> tuple[float, int]:
    """Sorts as finely as the words of three schools or more, and no finer: an order tells something too."""
    return standing(having, of).share, round(actions / STEP)


def rounded(actions: int) -> str:
    """To the nearest five; three schools' actions are three at least, so never to none."""
    return f"about {STEP * round(actions / STEP)}"


def schools_words(having: int, of: int) -> str:
    """Of `of` schools, 3 or more, at least 3 of which have it."""
    words = standing(having, of).words
    return words if of >= NUMBERS_FROM else words.capitalize()


def counted(actions: Iterable[Planned]) -> Counter[Hashable]:
    """How many there are in each school."""
    return Counter(action.school for action in actions)
