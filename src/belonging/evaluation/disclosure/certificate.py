"""What a release says of its own audit. Everything in it follows from what is printed and from head counts.

Imports neither NumPy nor Polars: serving processes store and show it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Final

from belonging.evaluation.released import Findings

VERSION: Final = 1
"""Of the certificate's form."""


@dataclass(frozen=True, slots=True)
class UnitProof:
    """One item in one wave: the tables printed, what had to stay possible, and a digest of the worlds that show it."""

    item: str
    wave: str
    step: int
    tables: tuple[str, ...]
    demands: int
    worlds: int
    by_steps: int
    by_solver: int
    witnesses: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """Stored beside the findings. The same findings and head counts give the same certificate."""

    plan: str
    policy: str
    policy_version: int
    engine_version: str
    solver: str
    publication: str
    units: tuple[UnitProof, ...]
    version: int = VERSION

    @property
    def demands(self) -> int:
        """How many statements were checked in all."""
        return sum(unit.demands for unit in self.units)

    def to_json(self) -> str:
        """Canonical JSON."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Certificate:
        raw = json.loads(text)
        units = tuple(UnitProof(**{**unit, "tables": tuple(unit["tables"])}) for unit in raw["units"])
        return cls(**{**raw, "units": units})


def publication_digest(findings: Findings) -> str:
    """SHA-256 of the findings' canonical bytes."""
    return hashlib.sha256(findings.to_json().encode()).hexdigest()
