"""The words of a record: how pupils were heard, what to look for, and when words of schools may be pooled."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from belonging.instruments.load import load_framework


class Kind(StrEnum):
    GROUP = "group"
    OBSERVATION = "observation"


class Size(StrEnum):
    """How many pupils are behind one record. Fewer than three are never one: their words would be a child's."""

    FEW = "3-5"
    SOME = "6-9"
    MANY = "10-"

    @property
    def least(self) -> int:
        return {Size.FEW: 3, Size.SOME: 6, Size.MANY: 10}[self]


class Seen(StrEnum):
    """How an observation was checked: one adult on one occasion sees what one expects."""

    NOT_ASKED = ""
    TWICE = "two-occasions"
    BY_TWO = "two-adults"
    BOTH = "both"


class View(StrEnum):
    """What the second person says of a record."""

    NONE = ""
    AGREES = "agrees"
    OTHERWISE = "otherwise"


KINDS: Final[Mapping[str, str]] = {
    Kind.GROUP: "Talking in a small group",
    Kind.OBSERVATION: "Watching how pupils are",
}
SIZES: Final[Mapping[str, str]] = {
    Size.FEW: "3 to 5 pupils",
    Size.SOME: "6 to 9 pupils",
    Size.MANY: "10 pupils or more",
}
SEEN: Final[Mapping[str, str]] = {
    Seen.TWICE: "By one adult, on two days or more",
    Seen.BY_TWO: "By two adults, on one day",
    Seen.BOTH: "By two adults, on two days or more",
}
WAYS: Final[Mapping[str, str]] = {
    "speech": "Speech",
    "signing": "Signing",
    "pictures": "Pictures, symbols or photos",
    "objects": "Objects",
    "aid": "A communication aid",
    "eyes": "Looking or eye-pointing",
    "body": "Sounds, movement and behaviour",
}
LOOK_FOR: Final[Mapping[str, str]] = {
    "inclusion": "Comes in willingly. Joins in with what goes on, in their own way.",
    "peers": "Looks for others, or is content near them. Is greeted, and greets.",
    "staff_and_pupils": "Has an adult to go to. Is understood when they ask for something.",
    "safety": "Is calm in rooms, in corridors and at lunch. Eats, rests and explores there.",
    "being_oneself": "Can move, rest, make sounds and choose as they need, without being stopped.",
    "pride": "Shows pleasure in a thing made, a place or a routine that is theirs.",
}
"""By construct of the framework. What an observer can see; what it means is said apart."""


def constructs() -> dict[str, str]:
    """Those that can be seen in pupils, by their titles."""
    return {each.key: str(each.title) for each in load_framework().constructs if each.key in LOOK_FOR}


LEAST_SCHOOLS: Final = 3
LEAST_PUPILS: Final = 10


def may_be_pooled(sizes_by_school: Mapping[int, list[Size]]) -> bool:
    """Whether words of these schools may stand side by side without a name: see docs/methods/group-voice.md.

    Of a school the largest group counts once: its records may be about the same pupils.
    """
    pupils = sum(max(size.least for size in sizes) for sizes in sizes_by_school.values() if sizes)
    return len([sizes for sizes in sizes_by_school.values() if sizes]) >= LEAST_SCHOOLS and pupils >= LEAST_PUPILS
