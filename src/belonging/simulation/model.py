"""What a simulated pilot is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LABEL = "Simulated: invented schools, invented answers, fitted to the pilot's published percentages."
"""Shown wherever simulated answers are shown."""

WAVES = ("baseline", "endline")

PROGRESS = {"baseline": 0.0, "midpoint": 0.5, "endline": 1.0}
"""How much of the programme's gain a wave shows."""


@dataclass(frozen=True, slots=True)
class SimulatedSchool:
    """One invented school. `roll` is everyone on roll, not only those asked.

    A school that `dropped_out` began the first audit and left before any questionnaire: it has no answers.
    """

    key: str
    name: str
    setting: str
    has_sixth_form: bool
    roll: int
    local_authority: str
    dropped_out: bool = False


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One questionnaire that was sent. `answers` maps item keys to option codes; absent means skipped.

    For pupils `year_group` is "1".."13" or "X", `gender` one of boy, girl, another, undisclosed,
    and `sen` N, K or E as on a slip. For parents and staff these are None unless their form asks them;
    `facts` holds what else it asks about the person (a phase, a role). `edition`, `help` and `way` say how it was
    answered.
    """

    audience: str
    school: str
    wave: str
    year_group: str | None
    gender: str | None
    sen: str | None
    answers: Mapping[str, int]
    comments: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    edition: str = "standard"
    help: str = ""
    way: str = "screen"

    def fact(self, name: str) -> str | None:
        """What is known of the person under the name of a group column; None when nothing is."""
        known = {"year_group": self.year_group, "gender": self.gender, "sen": self.sen}
        return known[name] if name in known else self.facts.get(name)


@dataclass(frozen=True, slots=True)
class Pilot:
    """A whole simulated pilot: pupils, parents and staff, baseline and endline."""

    seed: int
    schools: tuple[SimulatedSchool, ...]
    answers: tuple[AnswerRow, ...]

    def of(self, audience: str, wave: str | None = None, school: str | None = None) -> Iterator[AnswerRow]:
        """The rows of one audience, narrowed to a wave and a school when given."""
        return (
            row
            for row in self.answers
            if row.audience == audience and wave in (None, row.wave) and school in (None, row.school)
        )

    def school(self, key: str) -> SimulatedSchool:
        """The school of that key; KeyError when the pilot has none."""
        for school in self.schools:
            if school.key == key:
                return school
        raise KeyError(f"The simulated pilot has no school {key!r}")
