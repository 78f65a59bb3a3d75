"""The public count in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst

from belonging.web.safeguarding.models import YearInPublic
from belonging.web.safeguarding.rules.counting import FEWEST_SCHOOLS
from belonging.web.ui.components import SummaryRow

TOO_FEW = f"Fewer than {FEWEST_SCHOOLS} schools asked questions in this year, so nothing else is said of it."


@dataclass(frozen=True, slots=True)
class YearCard:
    title: str
    rows: tuple[SummaryRow, ...]
    note: str


def year_cards(years: Iterable[YearInPublic]) -> list[YearCard]:
    return [
        YearCard(f"School year {each.first_year} to {each.first_year + 1}", tuple(_rows(each)), _note(each))
        for each in years
    ]


def _rows(year: YearInPublic) -> list[SummaryRow]:
    rows = []
    if year.talks:
        rows = [
            SummaryRow("Somebody asked to talk", capfirst(year.talks)),
            SummaryRow("Taken up within a school hour", capfirst(year.in_an_hour)),
            SummaryRow("Comments passed on as a concern", capfirst(year.comments)),
            SummaryRow("Turned to a second person or to us", capfirst(year.turned_on)),
        ]
    return [*rows, SummaryRow("A slip was looked for because a life was in danger", _times(year))]


def _times(year: YearInPublic) -> str:
    """Exact, unless of so few schools that one could tell what happened at the others."""
    if not year.talks and year.broken:
        return "At least once"
    return {0: "Not once", 1: "Once", 2: "Twice"}.get(year.broken, f"{year.broken} times")


def _note(year: YearInPublic) -> str:
    counted = f"Counted on {date_format(year.made_on, 'j F Y')}."
    return counted if year.talks else f"{TOO_FEW} {counted}"
