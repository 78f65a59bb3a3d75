"""Where a note of the lead stands: at the report's head, or beside a statement ("pupil:belong")."""

from __future__ import annotations

from typing import Final

FRONT: Final = "front"


def place_of(audience: str, item: str) -> str:
    return f"{audience}:{item}"


def parted(place: str) -> tuple[str, str]:
    """The audience and the statement; both empty for the front."""
    audience, _, item = place.partition(":")
    return (audience, item) if item else ("", "")
