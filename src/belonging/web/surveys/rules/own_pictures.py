"""Who may confirm a school's own picture: two people look at it before any child does."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

ALONE_AFTER = timedelta(hours=24)
"""Where nobody else at the school chooses pictures, the same person looks again a day later."""


class Verdict(Enum):
    MAY = ""
    ANOTHER = "Somebody else has to confirm this picture: a school lead or SENCO who did not upload it."
    LATER = (
        "You uploaded this picture, and nobody else at your school chooses pictures. Please look at it again "
        "24 hours after you uploaded it, or invite a second person."
    )


def may_confirm(*, is_uploader: bool, is_alone: bool, uploaded_at: datetime, now: datetime) -> Verdict:
    """`is_alone`: nobody but the uploader chooses pictures at the school."""
    if not is_uploader:
        return Verdict.MAY
    if not is_alone:
        return Verdict.ANOTHER
    return Verdict.MAY if now - uploaded_at >= ALONE_AFTER else Verdict.LATER
