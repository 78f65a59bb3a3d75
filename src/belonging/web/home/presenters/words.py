"""Dates, counts and names as the home pages say them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

AUDIENCES = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}
VOICES = {"pupil": "pupils", "parent": "parents", "staff": "staff"}
QUESTIONNAIRES = {
    "pupil": "pupil questionnaire",
    "parent": "parent and carer questionnaire",
    "staff": "staff questionnaire",
}
AUDIENCE_ORDER = tuple(AUDIENCES)
WAVE_ORDER = ("baseline", "midpoint", "endline")
FEWEST = 10
"""Below this many, a count is said in words."""


def long_day(moment: date | datetime) -> str:
    """Friday 4 December 2026."""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return date_format(day, "l j F Y")


def table_day(moment: datetime) -> str:
    """4 Dec 2026: for a column of a table on a phone."""
    return date_format(timezone.localtime(moment).date(), "j M Y")


def short_day(moment: date | datetime) -> str:
    """4 December 2026."""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return date_format(day, "j F Y")


def period(first: datetime, last: datetime) -> str:
    """8–26 Jun 2026, 28 Sep – 16 Oct 2026: short, for a column of a table on a phone."""
    begins, ends = timezone.localtime(first).date(), timezone.localtime(last).date()
    if (begins.year, begins.month) == (ends.year, ends.month):
        return f"{begins.day}–{table_day(last)}"
    shown = date_format(begins, "j M" if begins.year == ends.year else "j M Y")
    return f"{shown} – {table_day(last)}"


def counted(shown: int | None) -> str:
    """A count that is rounded already: "about 60", or that it is too small to say."""
    if shown is None:
        return "Not counted yet"
    return f"About {shown}" if shown >= FEWEST else f"Fewer than {FEWEST}"


def minutes(number: int) -> str:
    return "1 minute" if number == 1 else f"{number} minutes"


def listed(names: list[str]) -> str:
    """One, one and two, one, two and three."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
