"""What every supplement works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.cells import Cells
from belonging.evaluation.plan import Plan
from belonging.evaluation.released import Supplement
from belonging.evaluation.request import Rolls
from belonging.evaluation.roster import Roster


@dataclass(frozen=True, slots=True)
class Job:
    """Rows and cells of both arms, the plan, the rolls, and the roster where there is one."""

    answers: AnswerSet
    cells: Cells
    plan: Plan
    rolls: Rolls
    roster: Roster | None = None


Maker = Callable[[Job], Supplement | None]
"""None where the answers hold nothing for it to say (no links, one wave, no weights)."""
