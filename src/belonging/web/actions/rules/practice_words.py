"""How the bands of a practice are called, and what each says of how well it has been tested."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from belonging.instruments.practices import Cost, Effort, Evidence


@dataclass(frozen=True, slots=True)
class Tested:
    label: str
    meaning: str
    colour: str


EVIDENCE: Mapping[str, Tested] = {
    Evidence.STRONG: Tested("Tested well", "Several good trials, or a review of them, point the same way.", "teal"),
    Evidence.SOME: Tested(
        "Tested, results differ",
        "There are a few trials, or trials of something close to it. They don’t all agree.",
        "",
    ),
    Evidence.EARLY: Tested(
        "Looked at, not tested",
        "There are interviews, surveys or before-and-after figures, but no comparison.",
        "yellow",
    ),
    Evidence.PRACTICE: Tested("Not tested", "Schools say that it helps. Nobody has tested it.", "grey"),
}
COSTS: Mapping[str, str] = {
    Cost.NONE: "No cost",
    Cost.LOW: "Up to £500 a year",
    Cost.MEDIUM: "£500 to £3,000 a year",
    Cost.HIGH: "More than £3,000 a year",
}
EFFORTS: Mapping[str, str] = {
    Effort.LIGHT: "An hour or two a term",
    Effort.STEADY: "About an hour a week",
    Effort.HEAVY: "Several hours a week, or training for many",
}
SETTINGS: Mapping[str, str] = {
    "primary": "Primary",
    "secondary": "Secondary",
    "all_through": "All-through",
    "special": "Special school",
    "alternative_provision": "Alternative provision",
}
