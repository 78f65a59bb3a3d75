"""How long after its end a cohort's words and work are kept. For every part that holds some of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

WORDS_KEPT: Final = timedelta(days=365)
"""What people said and what shows it: comments, evidence, records of pupils' voice, notes of support, contacts."""
WORK_KEPT: Final = timedelta(days=730)
"""What a school works with afterwards: audits, plans, pages, notes on its report, drafts of case studies, sets."""
MESSAGES_KEPT: Final = timedelta(days=730)
"""Messages between a school and its adviser, from the day they were written."""
WHERE_UNSAID: Final = timedelta(days=730)
"""How long after its start a cohort is taken to be over that has no last day and was never finished."""


def ended_on(*, starts_on: date, ends_on: date | None, finished_on: date | None) -> date:
    """The day from which the clocks of a cohort run: its last day, or where none was set the day it was finished."""
    return ends_on or finished_on or starts_on + WHERE_UNSAID
