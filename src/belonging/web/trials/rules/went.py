"""How trials of an edition went, card by card, and when that is enough to sign it off. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LEAST_TRIALS: Final = 5
"""Children for each card. Five are few for a figure and enough to meet most faults of a wording."""
MOST_MISUNDERSTOOD: Final = 5
"""One child in so many may misunderstand a card; more, and it is to be worded anew."""


class Went(StrEnum):
    UNDERSTOOD = "understood"
    PLAINER = "plainer"
    MISUNDERSTOOD = "misunderstood"
    NOT_REACHED = "not_reached"


WORDS: Final = {
    Went.UNDERSTOOD: "Understood",
    Went.PLAINER: "Needed the plainer words",
    Went.MISUNDERSTOOD: "Misunderstood",
    Went.NOT_REACHED: "Did not come to it",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """One card over all trials. `taken_as`: what it was taken to mean, each in the adult's words."""

    key: str
    understood: int = 0
    plainer: int = 0
    misunderstood: int = 0
    taken_as: tuple[str, ...] = ()

    @property
    def tried(self) -> int:
        """Children who came to it."""
        return self.understood + self.plainer + self.misunderstood

    @property
    def is_enough(self) -> bool:
        return self.tried >= LEAST_TRIALS

    @property
    def is_clear(self) -> bool:
        return self.misunderstood * MOST_MISUNDERSTOOD <= self.tried

    @property
    def to_understand(self) -> int:
        """How many more children have to understand it before it is clear, none of them misunderstanding it."""
        return max(LEAST_TRIALS, self.misunderstood * MOST_MISUNDERSTOOD) - self.tried

    @property
    def is_misunderstood(self) -> bool:
        """Whether more misunderstood it than may, even if all who are still to try it understand it."""
        return self.misunderstood * MOST_MISUNDERSTOOD > max(self.tried, LEAST_TRIALS)


def tallies(keys: Sequence[str], cards: Iterable[tuple[str, str, str]]) -> list[Tally]:
    """In the order of `keys`. `cards`: item, how it went, and what it was taken as; other items are passed over."""
    counted: dict[str, dict[str, int]] = {key: {} for key in keys}
    taken: dict[str, list[str]] = {key: [] for key in keys}
    for key, went, taken_as in cards:
        if key in counted:
            counted[key][went] = counted[key].get(went, 0) + 1
            if taken_as:
                taken[key].append(taken_as)
    return [
        Tally(
            key,
            understood=counted[key].get(Went.UNDERSTOOD, 0),
            plainer=counted[key].get(Went.PLAINER, 0),
            misunderstood=counted[key].get(Went.MISUNDERSTOOD, 0),
            taken_as=tuple(taken[key]),
        )
        for key in keys
    ]


def is_ready(found: Sequence[Tally]) -> bool:
    """Whether an edition may be signed off as tried."""
    return bool(found) and all(each.is_enough and each.is_clear for each in found)
