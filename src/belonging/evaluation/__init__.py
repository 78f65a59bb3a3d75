"""The statistics engine. Its front door: AnswerSet, Plan, Policy, Findings, ReleasedTable, evaluate.

The numeric half is loaded on first use only: serving processes read `evaluation.released`
and must never pay the memory of NumPy and Polars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from belonging.evaluation.released import Findings, ReleasedTable

if TYPE_CHECKING:
    from belonging.evaluation.answers import AnswerSet
    from belonging.evaluation.disclosure.policy import Policy
    from belonging.evaluation.plan import Plan
    from belonging.evaluation.run import evaluate

__all__ = ["AnswerSet", "Findings", "Plan", "Policy", "ReleasedTable", "evaluate"]

_ROOMS = {"AnswerSet": "answers", "Plan": "plan", "Policy": "disclosure.policy", "evaluate": "run"}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"belonging.evaluation.{_ROOMS[name]}"), name)
