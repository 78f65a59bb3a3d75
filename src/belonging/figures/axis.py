"""How far the bars reach, the same for every figure of a page, so that lengths can be compared."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from belonging.evaluation.released import Cell, ReleasedTable, Rung
from belonging.figures.printed import offered

SIDES = ("neither", "declined", "unanswered")


@dataclass(frozen=True, slots=True)
class Axis:
    """Points drawn to the left of nought and, for the separate bars, at the side. To the right it is always 100."""

    negative: int = 50
    side: int = 10

    @classmethod
    def holding(cls, tables: Iterable[ReleasedTable]) -> Axis:
        """The smallest axis, in whole steps, that holds every share of these tables.

        Tables with anything in words have an axis of their own, because a third needs its room.
        """
        return cls.of(cell for table in tables if table.rung is not Rung.WORDS for cell in table.cells)

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Axis:
        """The smallest axis that holds these cells, none of them in words."""
        parts = [cell.parts for cell in cells if cell.parts]
        negative = max((part["negative"].high for part in parts if "negative" in part), default=0)
        side = max(
            (part[name].high for part in parts for name in SIDES if name in part and offered(part[name])),
            default=0,
        )
        return cls(negative=_tens(negative, 50), side=_tens(side, 10))


def _tens(value: float, least: int) -> int:
    return max(least, 10 * math.ceil(value / 10))
