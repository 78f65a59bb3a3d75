"""What every supplement works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.cells import Cells
from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Supplement
from belonging.evaluation.request import Rolls


@dataclass(frozen=True, slots=True)
class Job:
    """Rows and cells of both arms, the plan and the rolls."""

    answers: AnswerSet
    cells: Cells
    plan: Plan
    rolls: Rolls


Maker = Callable[[Job], Supplement | None]
"""None where the answers hold nothing for it to say (no links, one wave, no weights)."""
