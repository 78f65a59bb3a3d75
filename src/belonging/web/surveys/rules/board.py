"""What a class's board says of answers that are still to come: in steps too wide to tell who has not sent any."""

from __future__ import annotations

from datetime import datetime, timedelta

from belonging.web.surveys.rules.rounds import COUNT_STEP


def still_to_come(*, expected: int, received: int) -> int:
    """`expected` minus what was `received` as rounded, in steps of five; 0 stands for anything from none to four.

    The last step is a wide one: whether everybody sent answers, or a few chose not to, looks the same.
    """
    if received >= expected // COUNT_STEP * COUNT_STEP:
        return 0
    missing = expected - received
    return max(COUNT_STEP, (missing + COUNT_STEP // 2) // COUNT_STEP * COUNT_STEP)


def minutes_left(*, opened: datetime, lasts: timedelta, now: datetime) -> int:
    """Whole minutes, rounded up; never below 0."""
    left = (opened + lasts - now).total_seconds()
    return max(0, -int(-left // 60))
