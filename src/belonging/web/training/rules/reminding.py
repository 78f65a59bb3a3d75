"""On which days before a session people are reminded."""

from __future__ import annotations

from datetime import date
from typing import Final

DAYS_BEFORE: Final = (7, 1)


def reminder_due(*, starts_on: date, signed_up_on: date, today: date) -> int | None:
    """How many days before it the reminder that is due now stands for; None where none is.

    A day that the service was down is made up for on the next. Who signed up after that day needs no reminder of it.
    """
    left = (starts_on - today).days
    due = [before for before in DAYS_BEFORE if 0 < left <= before]
    if not due:
        return None
    before = min(due)
    asked = (starts_on - signed_up_on).days
    return before if asked > before else None
