"""The policy for callers who hold the rows already: exact figures.

A module of its own, so that the import contract can keep the service from ever reaching it.
"""

from __future__ import annotations

from dataclasses import dataclass

from belonging.evaluation.disclosure.policy import Policy


@dataclass(frozen=True, slots=True)
class OwnData(Policy):
    @property
    def name(self) -> str:
        return "own-data"

    @property
    def exact(self) -> bool:
        return True
