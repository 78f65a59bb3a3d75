"""Who may see what: the caller's own rows exactly, or printed values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Policy:
    """Settings may be stricter than the defaults, never looser: looser ones are refused."""

    name: Literal["own-data", "release"]
    version: int = 1
    smallest_group: int = 10
    smallest_schools: int = 3
    largest_school: float = 0.8

    def __post_init__(self) -> None:
        if self.smallest_group < 10 or self.smallest_schools < 3 or self.largest_school > 0.8:
            raise ValueError("A policy can be stricter than 10 people, 3 schools and 80 per cent, never looser.")

    @classmethod
    def own_data(cls) -> Policy:
        """For callers who hold the rows already: exact figures."""
        return cls("own-data")

    @classmethod
    def release(cls) -> Policy:
        """For everybody else: suppression and precision by respondent counts alone."""
        return cls("release")

    @property
    def exact(self) -> bool:
        return self.name == "own-data"
