"""Passes in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from belonging.web.accounts.areas import AREA_NAMES, Area
from belonging.web.accounts.models import DayPass
from belonging.web.accounts.presenters.words import clock
from belonging.web.ui.components import SummaryRow


@dataclass(frozen=True, slots=True)
class PassRow:
    """`number` is empty where it is over."""

    who: str
    what: str
    state: str
    number: str


def pass_rows(given: Iterable[DayPass], now: datetime) -> list[PassRow]:
    return [
        PassRow(
            each.person.name, AREA_NAMES[Area(each.area)], _state(each, now), str(each.pk) if _live(each, now) else ""
        )
        for each in given
    ]


def held_rows(held: Iterable[DayPass]) -> list[SummaryRow]:
    """For whoever holds them, with the way there."""
    return [
        SummaryRow(
            each.school.name,
            f"{AREA_NAMES[Area(each.area)]}, until {clock(each.until)}",
            "Look",
            reverse("home:school", args=[each.school.slug]),
            f"at {each.school.name}",
        )
        for each in held
    ]


def banner(held: DayPass) -> str:
    until = clock(held.until)
    return f"{held.school.name} lets you look at this until {until}. You can change nothing, and it sees which pages."


def _live(each: DayPass, now: datetime) -> bool:
    return each.ended_at is None and now < each.until


def _state(each: DayPass, now: datetime) -> str:
    if each.ended_at is not None:
        return f"Ended on {clock(each.ended_at)}"
    return f"Until {clock(each.until)}" if now < each.until else f"Over since {clock(each.until)}"
