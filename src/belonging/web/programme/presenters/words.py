"""Days, minutes and ways through pages, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from belonging.web.ui.components import element


@dataclass(frozen=True, slots=True)
class Pages:
    """The way through a long list; empty addresses where there is nothing before or after."""

    words: str
    previous: str
    next: str


def short_day(moment: date | datetime) -> str:
    """4 December 2026."""
    return date_format(_day(moment), "j F Y")


def long_day(moment: date | datetime) -> str:
    """Friday 4 December 2026."""
    return date_format(_day(moment), "l j F Y")


def table_day(moment: date | datetime | None) -> str:
    """4 Dec 2026: for a column of a table on a phone."""
    return "" if moment is None else date_format(_day(moment), "j M Y")


def spell(first: date, last: date) -> str:
    """Monday 2 to Friday 27 November 2026."""
    same_month = (first.year, first.month) == (last.year, last.month)
    shown = date_format(first, "l j" if same_month else "l j F" if first.year == last.year else "l j F Y")
    return f"{shown} to {long_day(last)}"


def schools(number: int) -> str:
    return "1 school" if number == 1 else f"{number:,} schools"


def days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"


def duration(minutes: int) -> str:
    """45 minutes; 3 hours 20 minutes."""
    hours, left = divmod(minutes, 60)
    parts = [f"{hours} hour{'' if hours == 1 else 's'}"] if hours else []
    if left or not hours:
        parts.append(f"{left} minute{'' if left == 1 else 's'}")
    return " ".join(parts)


def linked(text: object, href: str) -> SafeString:
    return element("a", {"class": "govuk-link", "href": href}, text)


def pages_of(page: Page[Any], kept: Mapping[str, str]) -> Pages | None:
    """None where everything stands on one page. `kept`: what else the address says."""
    whole = page.paginator.num_pages
    if whole <= 1:
        return None
    return Pages(
        words=f"Page {page.number} of {whole}",
        previous=_address(page.number - 1, kept) if page.has_previous() else "",
        next=_address(page.number + 1, kept) if page.has_next() else "",
    )


def _address(number: int, kept: Mapping[str, str]) -> str:
    return "?" + urlencode({**{key: value for key, value in kept.items() if value}, "page": number})


def _day(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment
