"""What success will look like: a statement of a questionnaire, whose answers, and which way they should go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MORE: Final = "more"
HOLD: Final = "hold"
DIRECTIONS: Final = (MORE, HOLD)
_PARTED_BY: Final = "|"


@dataclass(frozen=True, slots=True)
class Measure:
    """`by` and `group` are those of a released table: "all" and "all", or "send" and "SEND"."""

    audience: str
    item: str
    by: str
    group: str
    direction: str = MORE

    def __post_init__(self) -> None:
        parts = (self.audience, self.item, self.by, self.group)
        if not all(parts) or any(_PARTED_BY in part for part in parts):
            raise ValueError(f"A measure needs each of its parts, none of them with {_PARTED_BY!r}: {parts}")
        if self.direction not in DIRECTIONS:
            raise ValueError(f"A measure's direction is {self.direction!r}. Give one of {DIRECTIONS}.")


def measure_of(audience: str, item: str, by: str, group: str, direction: str) -> Measure | None:
    """From an action's five columns; None where it has no measure."""
    return Measure(audience, item, by, group, direction) if audience else None


def item_value(audience: str, item: str) -> str:
    """One value of a select: "pupil|safe"."""
    return _PARTED_BY.join((audience, item))


def group_value(by: str, group: str) -> str:
    return _PARTED_BY.join((by, group))


def parted(value: str) -> tuple[str, str]:
    """The two parts of a select's value; empty ones where it has not two."""
    first, _, second = value.partition(_PARTED_BY)
    return (first, second) if first and second and _PARTED_BY not in second else ("", "")
