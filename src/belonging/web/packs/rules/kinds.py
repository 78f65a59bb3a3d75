"""The kinds of pack that an evaluator can ask for, and what a finished one says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PackKind(StrEnum):
    """What a pack is for."""

    REPRODUCTION = "reproduction"
    """Whole numbers and plans: every figure of the report can be worked out again."""
    RESEARCH = "research"
    """Coarsened rows, for questions that the report does not ask."""
    MATCHED = "matched"
    """The same pupils' answers at baseline and endline side by side, where a cohort links its waves. Made once."""
    SYNTHETIC = "synthetic"
    """Made-up rows of the same shape: for trying methods without access."""


@dataclass(frozen=True, slots=True)
class Built:
    """A pack that has been written: the names in it, SHA-256 of the file, and what its reader has to know of it."""

    files: tuple[str, ...]
    digest: str
    sentences: tuple[str, ...]
