"""Who speaks of a breakdown, exactly or as a release, and what of it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from belonging.evaluation.cells import Tally
from belonging.evaluation.disclosure.primary import Decisions
from belonging.evaluation.estimates import Estimate
from belonging.evaluation.released import Cell, Frame, Interval, Refusal, Share
from belonging.instruments.model import Item, Part

CR2_GROUPS = "CR2 variance and Satterthwaite degrees of freedom, schools as clusters, both groups in one design"
GROUPS_OF_ROLL = "groups as independent samples of the roll"


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
    @property
    def gap_method(self) -> str: ...
    def tell(self, item: str, group: int, wave: int) -> Told:
        """One group that answered in that wave."""
        ...

    def change(self, item: str, group: int) -> Estimate:
        """First wave to last, at the precision that is printed."""
        ...

    def gap(self, item: str, group: int, against: int, wave: int) -> Estimate:
        """The group's positive share less the other's, in one wave."""
        ...

    def gap_change(self, item: str, group: int, against: int) -> Estimate:
        """The last wave's gap less the first's."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """One breakdown as it is shown: the cells that are there, by (item, group, wave)."""

    tally: Tally
    decisions: Decisions
    cells: Mapping[tuple[str, int, int], Cell]

    def cell(self, item: str, group: int, wave: int) -> Cell | None:
        return self.cells.get((item, group, wave))

    def withheld(self, item: str) -> bool:
        """Whether a wave of the item's table is held back."""
        return any(decision.refusal is not None for decision in self.decisions[item])

    @property
    def groups(self) -> tuple[int, ...]:
        """Groups that are shown in any wave, in their order."""
        return tuple(sorted({group for _, group, _ in self.cells}))


def offered_parts(item: Item) -> frozenset[Part]:
    """The parts that can hold an answer: those the scale has choices for, and unanswered."""
    return frozenset({part for part in Part if item.codes_of(part)} | {Part.UNANSWERED})
