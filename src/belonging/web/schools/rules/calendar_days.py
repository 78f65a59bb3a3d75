"""Which days may be written into a calendar beside those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from belonging.web.schools.rules.bank_holidays import YEARS
from belonging.web.schools.rules.calendar import Span
from belonging.web.schools.rules.templates import KIND_NAMES, SpanKind

LONGEST: Final = {SpanKind.TERM: 150, SpanKind.HALF_TERM: 21, SpanKind.INSET: 5, SpanKind.CLOSED: 60}
"""Days, both ends counted. Longer ones are slips of the finger in a year or a month."""
_WEEKEND: Final = 5


@dataclass(frozen=True, slots=True)
class Days:
    """What is to be written. `name` may be empty: then the kind's name is shown."""

    kind: SpanKind
    span: Span


def problem(days: Days, others: Sequence[Days]) -> str:
    """Why these days cannot stand beside the others: a sentence; empty where they can."""
    span = days.span
    if span.first.year not in YEARS or span.last.year not in YEARS:
        return f"Please check the year: calendars here run from {YEARS.start} to {YEARS.stop - 1}."
    length = (span.last - span.first).days + 1
    if length > LONGEST[days.kind]:
        return (
            f"{dates_in_words(span)} are {length} days. {KIND_NAMES[days.kind]} can be {LONGEST[days.kind]} days "
            "at most. Please check the dates."
        )
    if days.kind == SpanKind.TERM:
        return _overlap(span, [other for other in others if other.kind == SpanKind.TERM])
    return _no_school(span, others) or _overlap(span, [other for other in others if other.kind != SpanKind.TERM])


def outside_every_term(days: Sequence[Days]) -> list[Days]:
    """Days without school that no term holds any more."""
    terms = [each.span for each in days if each.kind == SpanKind.TERM]
    return [
        each
        for each in days
        if each.kind != SpanKind.TERM and not any(each.span.first in term and each.span.last in term for term in terms)
    ]


def dates_in_words(span: Span) -> str:
    """Monday 26 to Friday 30 October 2026, with what both ends share said once."""
    last = f"{span.last:%A} {span.last.day} {span.last:%B %Y}"
    if span.first == span.last:
        return last
    first = f"{span.first:%A} {span.first.day}"
    if (span.first.year, span.first.month) != (span.last.year, span.last.month):
        first += f" {span.first:%B}"
    if span.first.year != span.last.year:
        first += f" {span.first.year}"
    return f"{first} to {last}"


def _no_school(span: Span, others: Sequence[Days]) -> str:
    weekend = all(day.weekday() >= _WEEKEND for day in span.days())
    terms = [other.span for other in others if other.kind == SpanKind.TERM]
    if weekend or not any(span.first in term and span.last in term for term in terms):
        where = "falls on a weekend" if weekend else "is not within one of the terms"
        return f"{dates_in_words(span)} {where}, so there is no school anyway. Please check the dates."
    return ""


def _overlap(span: Span, others: Sequence[Days]) -> str:
    for other in others:
        if span.first <= other.span.last and other.span.first <= span.last:
            name = other.span.name or KIND_NAMES[other.kind]
            return f"{dates_in_words(span)} overlaps {name} ({dates_in_words(other.span)}). Please change one of them."
    return ""
