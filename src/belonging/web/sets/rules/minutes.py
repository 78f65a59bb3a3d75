"""How long each part of a meeting may take. Pure.

Shares as usual in action learning: a third of the time for questions, and time left to commit to something.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SHARES: Final[Mapping[str, int]] = {"reports": 20, "issue": 10, "questions": 30, "insights": 15, "commitments": 15}
"""Minutes of ninety, by the value of `models.Step`."""
_WHOLE: Final = sum(SHARES.values())


def minutes_of(total: int) -> dict[str, int]:
    """Whole minutes that add up to `total`, by step; what rounding leaves over goes to the questions."""
    each = {step: total * share // _WHOLE for step, share in SHARES.items()}
    each["questions"] += total - sum(each.values())
    return each


def for_each(minutes: int, people: int) -> int:
    """Minutes for one of so many people: at least one."""
    return max(minutes // max(people, 1), 1)
