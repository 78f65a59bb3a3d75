"""Which resources a reader wants to see, and how many there would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Final

TIMES: Final[Mapping[str, str]] = {
    "short": "Up to 15 minutes",
    "hour": "Up to an hour",
    "long": "More than an hour",
}


@dataclass(frozen=True, slots=True)
class Light:
    """As much of a resource as filters need. `areas` follow from its statements."""

    pk: int
    slug: str
    type: str
    phases: tuple[str, ...]
    areas: tuple[str, ...]
    statements: tuple[str, ...]
    minutes: int
    cost: str

    def values(self, group: str) -> tuple[str, ...]:
        """What it is in one group of filters."""
        if group == "time":
            return () if not self.minutes else (_band(self.minutes),)
        if group in ("type", "cost"):
            return (getattr(self, group),)
        found: tuple[str, ...] = getattr(self, {"phase": "phases", "area": "areas", "statement": "statements"}[group])
        return found


@dataclass(frozen=True, slots=True)
class Filters:
    """In each group, those that are wanted; none means any. One of a group is enough, and each group has to fit."""

    phase: frozenset[str] = frozenset()
    area: frozenset[str] = frozenset()
    type: frozenset[str] = frozenset()
    time: frozenset[str] = frozenset()
    cost: frozenset[str] = frozenset()
    statement: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return any(getattr(self, group) for group in GROUPS)

    def fits(self, light: Light, *, but: str = "") -> bool:
        """`but`: a group that is not looked at."""
        return all(
            not wanted.isdisjoint(light.values(group))
            for group in GROUPS
            if group != but and (wanted := getattr(self, group))
        )


GROUPS: Final = tuple(each.name for each in fields(Filters))


def counts(lights: Iterable[Light], filters: Filters) -> dict[str, Counter[str]]:
    """Of each value in each group, how many there are with everything else that is wanted."""
    found: dict[str, Counter[str]] = {group: Counter() for group in GROUPS}
    for light in lights:
        for group in GROUPS:
            if filters.fits(light, but=group):
                found[group].update(light.values(group))
    return found


def _band(minutes: int) -> str:
    return "short" if minutes <= 15 else "hour" if minutes <= 60 else "long"
