"""Counts kept one breakdown at a time: what figures need of them, and no more.

Of each school they say how many questionnaires a group sent and how many answers were positive; how the others
divide is known for all schools together. The engine reads no more than that for several schools under the policy
`release` (docs/decisions/0030).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from belonging.evaluation.cells import NotCountedBy, Precounted, Tally
from belonging.evaluation.groups import PROGRAMME, VALUES


@dataclass(frozen=True)
class Margins(Precounted):
    """`tallies` by breakdown, all with the same schools and waves; `arms` has the arm of each school.

    In a tally every school's positive answers are its own; all other answers of the programme stand at its first
    school, so that sums over schools are right and nothing else of a school can be read.
    """

    tallies: Mapping[str, Tally] = field(default_factory=dict)
    arms: tuple[str, ...] = ()
    recorded: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    @property
    def left_out(self) -> Mapping[tuple[str, str, str], str]:
        return self.recorded

    def is_counted_by(self, by: str) -> bool:
        return by in self.tallies

    def tally(self, by: str) -> Tally:
        if by in self.tallies:
            return self.tallies[by]
        if by == "school":
            return self._by_school()
        if by == "arm":
            return self._by_arm()
        raise NotCountedBy(f"These answers were not counted by {by!r}. Use {', '.join(self.tallies)}.")

    def only(self, by: str, values: tuple[str, ...]) -> Margins:
        if by != "arm":
            raise NotCountedBy(f"Of counts kept apart, {by!r} cannot be taken alone. Only arms can.")
        kept = np.array([arm in values for arm in self.arms], dtype=bool)
        tallies = {name: _of_schools(tally, kept) for name, tally in self.tallies.items()}
        return replace(self, tallies=tallies)

    def restrict(self, waves: tuple[str, ...]) -> Margins:
        places = [self.labels["wave"].index(wave) for wave in waves]
        tallies = {
            name: replace(
                tally,
                waves=waves,
                forms=tally.forms[..., places],
                answers={key: counts[..., places] for key, counts in tally.answers.items()},
            )
            for name, tally in self.tallies.items()
        }
        return replace(self, tallies=tallies, labels={**self.labels, "wave": waves})

    def _by_school(self) -> Tally:
        everyone = self.tallies["all"]
        return replace(
            everyone,
            by="school",
            groups=self.labels["school"],
            forms=everyone.forms.transpose(1, 0, 2),
            answers={key: counts.transpose(0, 2, 1, 3) for key, counts in everyone.answers.items()},
        )

    def _by_arm(self) -> Tally:
        everyone, names = self.tallies["all"], VALUES["arm"]
        inside = np.array([[arm == name for name in names] for arm in self.arms], dtype=np.int64)[..., np.newaxis]
        answers = {key: counts * inside for key, counts in everyone.answers.items()}
        return replace(everyone, by="arm", groups=names, forms=everyone.forms * inside, answers=answers)


def first_of_programme(arms: tuple[str, ...]) -> int:
    """Where answers stand that are known for all schools together."""
    return arms.index(PROGRAMME) if PROGRAMME in arms else 0


def _of_schools(tally: Tally, kept: NDArray[np.bool_]) -> Tally:
    some = kept[:, np.newaxis, np.newaxis]
    return replace(
        tally,
        forms=np.where(some, tally.forms, 0),
        answers={key: np.where(some, counts, 0) for key, counts in tally.answers.items()},
    )
