"""People who move: who was on roll, who was away, who left and who joined, and what each rate is a rate of.

A share always has every questionnaire sent below the line. A response rate can have three things there, and says in
words which (docs/methods/people-who-move.md). This module names them, and nothing else may invent a fourth.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class InvalidRoll(ValueError):
    """Numbers of a roll that can't be true together; the message says which."""


class Denominator(StrEnum):
    """What a response rate is a rate of."""

    ON_ROLL = "on-roll"
    PRESENT = "present"
    STAYED = "stayed"


IN_WORDS = {
    Denominator.ON_ROLL: "everyone on the school's roll on the day, dual-registered pupils at their main school only, "
    "part-time pupils as one pupil each",
    Denominator.PRESENT: "those of them who were in school during the days of answering",
    Denominator.STAYED: "those of them who were on roll at the baseline too",
}


@dataclass(frozen=True, slots=True)
class Roll:
    """One school in one wave, in pupils.

    `on_roll`: on the school's roll on the day that was fixed beforehand; all but `leavers` are among them.
    `absent`: away on every day of answering. `leavers`: on roll at the baseline, not any more. `joiners`: on roll now,
    not at the baseline. `dual_registered`: whose main school is another; they answer there and are asked once.
    `part_time`: on roll with a reduced timetable; counted as one pupil each, and said beside the rate.
    """

    on_roll: int
    absent: int = 0
    leavers: int = 0
    joiners: int = 0
    dual_registered: int = 0
    part_time: int = 0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) < 0:
                raise InvalidRoll(f"{name} is {getattr(self, name)}; a number of pupils is 0 or more.")
        for name in ("absent", "joiners", "dual_registered", "part_time"):
            if getattr(self, name) > self.on_roll:
                raise InvalidRoll(
                    f"{getattr(self, name)} {name} of {self.on_roll} on roll: they are among those on roll. "
                    "Correct one of the two."
                )

    def denominator(self, kind: Denominator) -> int:
        """How many pupils the rate of that kind is of; never below 0."""
        asked = self.on_roll - self.dual_registered
        out = {Denominator.ON_ROLL: 0, Denominator.PRESENT: self.absent, Denominator.STAYED: self.joiners}
        return max(0, asked - out[kind])

    def __add__(self, other: Roll) -> Roll:
        return Roll(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many; `words` says what the latter are. `per_cent` is None of nobody."""

    kind: Denominator
    answered: int
    of: int
    words: str

    @property
    def per_cent(self) -> float | None:
        """At most 100: a questionnaire more than pupils on roll is a roll that was not up to date."""
        return min(100.0, 100 * self.answered / self.of) if self.of else None

    @property
    def over(self) -> int:
        """Questionnaires beyond the denominator; above 0 the roll or the answers need looking at."""
        return max(0, self.answered - self.of)


def total(rolls: Iterable[Roll]) -> Roll:
    """Several schools' rolls as one."""
    return sum(rolls, Roll(0))


def response_rates(roll: Roll, answered: int, answered_of_stayed: int | None = None) -> tuple[Rate, ...]:
    """Response under each denominator. Of those who stayed only where it is known how many of them answered."""
    kinds = [(Denominator.ON_ROLL, answered), (Denominator.PRESENT, answered)]
    if answered_of_stayed is not None:
        kinds.append((Denominator.STAYED, answered_of_stayed))
    return tuple(Rate(kind, hits, roll.denominator(kind), IN_WORDS[kind]) for kind, hits in kinds)
