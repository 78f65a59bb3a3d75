"""Which comments a school may ever read, whatever their writers wished."""

from __future__ import annotations

from typing import Final

FEWEST_WITH_COMMENTS: Final = 10
"""Of a round with fewer answers the school reads no comment: too few people could have written it."""
SHOWN_COUNT: Final = 10


def school_reads(*, answered: int | None) -> bool:
    """Whether a sealed round of so many answers has comments for the school at all."""
    return answered is not None and answered >= FEWEST_WITH_COMMENTS


def how_many_kept(count: int) -> str:
    """In words for the school; a small number could point at somebody's comment, so it is not said."""
    if count == 0:
        return ""
    return f"{count} comments" if count >= SHOWN_COUNT else "Some comments"
