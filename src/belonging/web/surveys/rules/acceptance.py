"""When a round takes answers. Sends begun before the close may arrive late: a tablet was without a network."""

from __future__ import annotations

from datetime import datetime, timedelta

GRACE = timedelta(hours=72)


def takes_new_people(*, state: str, closes_at: datetime | None, now: datetime) -> bool:
    """Whether somebody may begin to answer."""
    return state == "open" and (closes_at is None or now < closes_at)


def takes_sends(*, state: str, closed: datetime | None, now: datetime) -> bool:
    """Whether finished answers are still taken. `closed`: when the round closed or was due to."""
    if state not in ("open", "closed"):
        return False
    return closed is None or now < closed + GRACE


def takes_withdrawals(*, state: str) -> bool:
    return state in ("open", "closed")


def takes_talk_requests(*, state: str) -> bool:
    """Whether somebody who asks to talk is heard: from the opening, which needs a safeguarding lead, to sealing."""
    return state in ("open", "closed")
