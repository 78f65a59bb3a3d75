"""Who may see what. This policy is for everybody who does not hold the rows: printed values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """Suppression and precision by respondent counts alone.

    Settings may be stricter than the defaults, never looser: looser ones are refused.
    """

    version: int = 1
    smallest_group: int = 10
    smallest_schools: int = 3
    largest_school: float = 0.8

    def __post_init__(self) -> None:
        if self.smallest_group < 10 or self.smallest_schools < 3 or self.largest_school > 0.8:
            raise ValueError("A policy can be stricter than 10 people, 3 schools and 80 per cent, never looser.")

    @classmethod
    def release(cls) -> Policy:
        return Policy()

    @property
    def name(self) -> str:
        return "release"

    @property
    def exact(self) -> bool:
        """Whether figures come out as they are. Only `own_data.OwnData` says yes."""
        return False
