"""Passes in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from belonging.web.accounts.areas import AREA_NAMES, Area
from belonging.web.accounts.models import DayPass, User
from belonging.web.accounts.presenters.words import clock
from belonging.web.accounts.roles import ROLE_NAMES, Role
from belonging.web.ui.components import SummaryRow


@dataclass(frozen=True, slots=True)
class PassRow:
    """`number` is empty where it is over."""

    who: str
    what: str
    state: str
    number: str


def pass_rows(given: Iterable[DayPass], roles: Mapping[UUID, Role], now: datetime) -> list[PassRow]:
    return [
        PassRow(
            who=labelled(each.person, roles),
            what=AREA_NAMES[Area(each.area)],
            state=_state(each, now),
            number=str(each.pk) if _live(each, now) else "",
        )
        for each in given
    ]


def labelled(person: User, roles: Mapping[UUID, Role]) -> str:
    """Leila Marsh, your adviser. Whoever has lost the role is a name alone."""
    role = roles.get(person.pk)
    if role is None:
        return person.name
    return f"{person.name}, {'your adviser' if role == Role.ADVISER else ROLE_NAMES[role].lower()}"


def held_rows(held: Iterable[DayPass], now: datetime) -> list[SummaryRow]:
    """For whoever holds them, with the way there while they run."""
    return [_held_row(each, now) for each in held]


def _held_row(held: DayPass, now: datetime) -> SummaryRow:
    said = f"{AREA_NAMES[Area(held.area)]}. {_state(held, now)}"
    if not _live(held, now):
        return SummaryRow(held.school.name, f"{said}. Ask the school if you need another day.")
    there = reverse("home:school", args=[held.school.slug])
    return SummaryRow(held.school.name, said, "Look", there, f"at {held.school.name}")


def banner(held: DayPass) -> str:
    return (
        f"{held.school.name} lets you look at this until {clock(held.until)}. You can change nothing: buttons here "
        "lead nowhere for you. The school sees which pages you open."
    )


def _live(each: DayPass, now: datetime) -> bool:
    return each.ended_at is None and now < each.until


def _state(each: DayPass, now: datetime) -> str:
    if each.ended_at is not None:
        return f"Ended at {clock(each.ended_at)}"
    return f"Until {clock(each.until)}" if now < each.until else f"Over since {clock(each.until)}"
