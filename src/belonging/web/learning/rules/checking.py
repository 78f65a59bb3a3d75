"""Marking the check at the end of a module."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from belonging.instruments.modules import Question

PASS: Final = 80
"""Per cent of the questions."""


@dataclass(frozen=True, slots=True)
class Answered:
    """`chosen`: places of the choices, from 0. A question is right when exactly the right ones are chosen."""

    question: Question
    chosen: frozenset[int]

    @property
    def is_right(self) -> bool:
        return self.chosen == self.question.right


@dataclass(frozen=True, slots=True)
class Mark:
    answered: tuple[Answered, ...]

    @property
    def right(self) -> int:
        return sum(each.is_right for each in self.answered)

    @property
    def per_cent(self) -> int:
        """Rounded down, so that nobody passes by rounding."""
        return 100 * self.right // len(self.answered)

    @property
    def is_passed(self) -> bool:
        return self.per_cent >= PASS


def marked(questions: Sequence[Question], given: Mapping[str, frozenset[int]]) -> Mark:
    """`given` by key of the question; one that is not there was left out, and is not right."""
    return Mark(tuple(Answered(each, given.get(each.key, frozenset())) for each in questions))


def needed(questions: int) -> int:
    """How many must be right to pass."""
    return -(-PASS * questions // 100)
