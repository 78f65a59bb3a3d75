"""What every supplement works on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.cells import Cells
from belonging.evaluation.movers import Roll
from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Supplement
from belonging.evaluation.roster import Roster


@dataclass(frozen=True, slots=True)
class Job:
    """Rows and cells of both arms, the plan, and what is known of the rolls.

    `rolls` are people on roll by (school, wave), `movers` the same with who was away, left and joined.
    """

    answers: AnswerSet
    cells: Cells
    plan: Plan
    rolls: Mapping[tuple[str, str], int]
    roster: Roster | None = None
    movers: Mapping[tuple[str, str], Roll] = field(default_factory=dict)


Maker = Callable[[Job], Supplement | None]
"""None where the answers hold nothing for it to say (no links, one wave, no weights)."""
