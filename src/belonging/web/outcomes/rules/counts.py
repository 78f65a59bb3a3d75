"""What is counted of a group in a term, what can be wrong with it, and the shares that follow.

The words are those of the Department for Education: a session is half a day, and a pupil is persistently absent who
missed a tenth or more of the sessions that were possible for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LARGEST: Final = 9_999_999


class Group(StrEnum):
    ALL = "all"
    SEND = "send"
    """Pupils with special educational needs, with or without a plan (K and E)."""
    NO_SEND = "no-send"
    GIRLS = "girls"
    BOYS = "boys"


GROUP_NAMES: Final = {
    Group.ALL: "All pupils",
    Group.SEND: "Pupils with SEND",
    Group.NO_SEND: "Pupils without SEND",
    Group.GIRLS: "Girls",
    Group.BOYS: "Boys",
}
PAIRS: Final = ((Group.SEND, Group.NO_SEND), (Group.GIRLS, Group.BOYS))
"""Groups that together are all pupils, but for those of whom it is not known."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Whole numbers; None where nobody has said. `persistent` and `suspended` are pupils, the rest below are events."""

    on_roll: int | None = None
    possible: int | None = None
    missed: int | None = None
    persistent: int | None = None
    suspensions: int | None = None
    suspended: int | None = None
    excluded: int | None = None
    incidents: int | None = None

    def __bool__(self) -> bool:
        return any(self.of(name) is not None for name in COLUMNS)

    def of(self, name: str) -> int | None:
        value: int | None = getattr(self, name)
        return value


COLUMNS: Final = (
    "on_roll",
    "possible",
    "missed",
    "persistent",
    "suspensions",
    "suspended",
    "excluded",
    "incidents",
)
COLUMN_NAMES: Final = {
    "on_roll": "Pupils on roll",
    "possible": "Possible sessions",
    "missed": "Missed sessions",
    "persistent": "Pupils persistently absent",
    "suspensions": "Suspensions",
    "suspended": "Pupils suspended at least once",
    "excluded": "Permanent exclusions",
    "incidents": "Behaviour incidents",
}
COLUMN_HINTS: Final = {
    "on_roll": "Everybody who was on roll at any time in the term.",
    "possible": "Half days that these pupils could have come, added up.",
    "missed": "Of those, the half days they did not come, for whatever reason.",
    "persistent": "Those who missed a tenth or more of their own sessions.",
    "suspensions": "How many times somebody was suspended.",
    "suspended": "Each pupil once.",
    "excluded": "For good.",
    "incidents": "As your school counts them; say how, below.",
}
_WITHIN: Final = (
    ("missed", "possible"),
    ("persistent", "on_roll"),
    ("suspended", "on_roll"),
    ("suspended", "suspensions"),
    ("excluded", "on_roll"),
)
"""The first is part of the second."""
Fault = tuple[Group, str, str]
"""Where, which column, and the sentence."""


def faults(counts: Mapping[Group, Counts]) -> Iterator[Fault]:
    """What cannot be true, column by column."""
    for group, found in counts.items():
        for part, whole in _WITHIN:
            yield from _within(group, found, part, whole)
        if found.suspended == 0 and found.suspensions:
            yield group, "suspended", f"{GROUP_NAMES[group]}: there were suspensions, so somebody was suspended."
    whole_school = counts.get(Group.ALL, Counts())
    for pair in PAIRS:
        for name in COLUMNS:
            yield from _no_more_than_all(pair, counts, whole_school.of(name), name)


def _within(group: Group, found: Counts, part: str, whole: str) -> Iterator[Fault]:
    inner, outer = found.of(part), found.of(whole)
    if inner is not None and outer is not None and inner > outer:
        yield (
            group,
            part,
            f"{GROUP_NAMES[group]}: “{COLUMN_NAMES[part]}” is {inner:,}, more than “{COLUMN_NAMES[whole]}”, {outer:,}. "
            "Please look at both.",
        )


def _no_more_than_all(
    pair: tuple[Group, Group], counts: Mapping[Group, Counts], total: int | None, name: str
) -> Iterator[Fault]:
    known = [(group, value) for group in pair if (value := counts.get(group, Counts()).of(name)) is not None]
    together = sum(value for _, value in known)
    if total is not None and together > total:
        last = known[-1][0]
        said = " and ".join(GROUP_NAMES[group].lower().replace("send", "SEND") for group, _ in known)
        yield (
            last,
            name,
            f"“{COLUMN_NAMES[name]}”: {said} make {together:,}, more than all pupils ({total:,}). Please look at them.",
        )


def half_up(part: int, whole: int, *, times: int = 100) -> str:
    """`part` of `whole` times a hundred, to one decimal; halves go up, as in the Department's own tables."""
    tenths = (2 * part * times * 10 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"
