"""Words and ways that the pages of an audit share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.audit.models import RATING_CHOICES, Audit, RatingEntry

RATED: Final[Mapping[str, str]] = dict(RATING_CHOICES)
COLOURS: Final = {"fully": "teal", "partially": "yellow", "not_yet": "grey", "": ""}
PROPOSED, NUMBERED = "proposed", ""
"""Values of `?order=`: the order proposed from the school's own data, and the instrument's."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, and what that person may do in this audit."""

    actor: str
    may_work: bool = False
    may_run: bool = False
    may_discuss: bool = False


def way(audit: Audit, name: str, *more: object, **asked: object) -> str:
    """The address of a page of the audit; `asked` becomes its query, empty values left out."""
    address = reverse(f"audit:{name}", args=[audit.school.slug, audit.cohort.slug, audit.stage, *more])
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"{address}?{query}" if query else address


def way_to_version(audit: Audit, entry: RatingEntry, reader: Reader) -> str:
    """Where a version that waits is settled; for those who may not, where it can be read."""
    if reader.may_work:
        return way(audit, "version", entry.statement, entry.pk)
    return way(audit, "history", entry.statement)


def rated(value: str) -> str:
    """Fully met; “Not rated” where there is no rating."""
    return RATED.get(value, "Not rated")


def audit_title(audit: Audit) -> str:
    """Baseline audit."""
    return f"{audit.get_stage_display()} audit"


def long_day(moment: date | datetime) -> str:
    """Friday 4 December 2026."""
    return date_format(timezone.localdate(moment) if isinstance(moment, datetime) else moment, "l j F Y")


def clock(moment: datetime) -> str:
    """10:40am on Monday 23 November 2026."""
    return f"{hour(moment)} on {long_day(moment)}"


def hour(moment: datetime) -> str:
    """10:40am."""
    return f"{timezone.localtime(moment):%I:%M%p}".lstrip("0").lower()


def counted(number: int, one: str, many: str = "") -> str:
    """1 statement; 3 statements."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def minutes(number: int) -> str:
    """About 25 minutes; about 1 hour 20 minutes."""
    hours, left = divmod(number, 60)
    parts = [counted(hours, "hour")] if hours else []
    if left or not hours:
        parts.append(counted(left, "minute"))
    return "about " + " ".join(parts)


def people_words(names: tuple[str, ...]) -> str:
    """Sam, Jo and Ann."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else ""


def fully_words(fully: int, *, rated: int, asked: int) -> str:
    """7 of 11; 2 of the 4 rated."""
    return f"{fully} of {asked}" if rated == asked else f"{fully} of the {rated} rated"
