"""Whose answers each reader is told, how far broken down, and in which order a report is opened."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

ORDER: Final = ("staff", "governors", "pupils", "families")
TOLD: Final = {
    "staff": ("pupil", "parent", "staff"),
    "governors": ("pupil", "parent", "staff"),
    "pupils": ("pupil",),
    "families": ("pupil", "parent"),
}
"""What staff said is told to staff and governors alone."""
BROKEN_DOWN: Final[dict[str, frozenset[str] | None]] = {
    "staff": None,
    "governors": None,
    "pupils": frozenset({"all"}),
    "families": frozenset({"all", "send"}),
}
"""By what; None: whatever the release holds. Pupils read of all pupils together."""


def is_ahead_of_staff(reader: str, ever_opened: Collection[str]) -> bool:
    """Whether pupils or families would read before any member of staff could have: that asks for a second yes."""
    return reader in ("pupils", "families") and "staff" not in ever_opened
