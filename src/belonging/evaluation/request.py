"""What one evaluation is asked for, and whether it fits together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.cells import Tally
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.groups import PROGRAMME
from belonging.evaluation.movers import Roll
from belonging.evaluation.plan import Plan
from belonging.evaluation.roster import Roster
from belonging.instruments.model import PROFESSIONAL_AUDIENCES

Rolls = Mapping[tuple[str, str], int | Roll]
"""People on roll on the day, by (school, wave); a Roll also says who was away, left, joined."""


class InvalidRequest(ValueError):
    """Answers, plan and policy that do not fit together; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one evaluation works on. Raises InvalidRequest where the parts do not fit."""

    answers: AnswerSet
    plan: Plan
    policy: Policy
    rolls: Rolls
    roster: Roster | None = None

    def __post_init__(self) -> None:
        answers, plan = self.answers, self.plan
        if plan.instrument != answers.instrument.name:
            raise InvalidRequest(
                f"The plan is for {plan.instrument}, the answers are to {answers.instrument.name}. "
                "Use the plan of the same questionnaire."
            )
        self.policy.check(answers.instrument, plan.scope)
        self._check_occasion()
        if plan.scope == "school" and len(answers.schools) > 1:
            raise InvalidRequest(
                f"A school's plan met answers of {len(answers.schools)} schools. "
                "Give one school's answers, or use a programme plan."
            )
        if answers.frame.height and PROGRAMME not in answers.frame.get_column("arm").unique():
            raise InvalidRequest(
                "All answers come from comparison schools. Mark the schools that take part as "
                "'programme' in the column arm, or leave that column out."
            )

    @property
    def is_professional(self) -> bool:
        """Whether people answered in a professional role, once."""
        return self.answers.instrument.audience in PROFESSIONAL_AUDIENCES

    def _check_occasion(self) -> None:
        name = self.answers.instrument.name
        if self.is_professional is not self.plan.is_of_an_occasion:
            raise InvalidRequest(f"The plan's waves are not those of {name}. Use the default plan of {name}.")
        if self.is_professional and self.policy.kind != "professional" and not self.policy.exact:
            raise InvalidRequest(f"{name} is answered in a professional role. Use the policy professional.")

    @property
    def on_roll(self) -> dict[tuple[str, str], int]:
        """How many are on roll, by (school, wave)."""
        return {key: roll.on_roll if isinstance(roll, Roll) else roll for key, roll in self.rolls.items()}

    @property
    def movers(self) -> dict[tuple[str, str], Roll]:
        """The rolls that may say who moves."""
        return {key: roll if isinstance(roll, Roll) else Roll(roll) for key, roll in self.rolls.items()}

    @property
    def items(self) -> tuple[str, ...]:
        """Items of the plan that were asked."""
        return tuple(key for key in self.plan.items if key in self.answers.items)

    @property
    def waves(self) -> tuple[str, ...]:
        """Waves of the plan in which anybody answered."""
        return tuple(wave for wave in self.plan.waves if wave in self.answers.waves)


def roll_of(request: Request, by: str, group: str, wave: str) -> int | None:
    """People on roll of a group in the programme's schools; known for whole schools only."""
    if by == "school":
        return request.on_roll.get((group, wave))
    if by != "all":
        return None
    frame = request.answers.frame
    there = (frame.get_column("wave") == wave) & (frame.get_column("arm") == PROGRAMME)
    schools = frame.filter(there).get_column("school").unique()
    rolls = request.on_roll
    on_roll = [rolls.get((school, wave)) for school in schools]
    known = [number for number in on_roll if number is not None]
    return sum(known) if known and len(known) == len(on_roll) else None


def rolls_too_small(request: Request, by_school: Tally) -> dict[tuple[str, str], tuple[int, int]]:
    """Schools and waves in which more answered than are on roll: (answered, roll). Such a roll cannot be right."""
    answered = {
        (school, wave): int(by_school.totals[place, at])
        for place, school in enumerate(by_school.groups)
        for at, wave in enumerate(by_school.waves)
    }
    return {key: (answered[key], roll) for key, roll in request.on_roll.items() if answered.get(key, 0) > roll}
