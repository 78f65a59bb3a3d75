"""Keys as the team reads them. A key itself is in none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from belonging.web.api.models import ApiKey
from belonging.web.api.rules.keys import SAYS, Scope


@dataclass(frozen=True, slots=True)
class KeyCard:
    id: str
    name: str
    state: str
    colour: str
    counts: bool
    reads: tuple[str, ...]
    lines: tuple[str, ...]


def key_card(key: ApiKey, names: Mapping[str, str], today: date) -> KeyCard:
    state, colour = _state(key, today)
    used = f"Last used on {_day(key.last_used_on)}" if key.last_used_on else "Not used yet"
    whose = f"Of {', '.join(key.cohorts)}" if key.cohorts else "Of all cohorts"
    made = f"Made by {names.get(key.made_by, 'somebody')}, lasts until {_day(key.expires_on)}"
    reads = tuple(SAYS[scope] for scope in Scope if scope in key.scopes)
    counts = state == "In use"
    return KeyCard(key.public_id, key.name, state, colour, counts, reads, (f"{whose}. {made}. {used}.",))


def _state(key: ApiKey, today: date) -> tuple[str, str]:
    if key.ended_at is not None:
        return "Ended", "grey"
    return ("Over", "grey") if key.expires_on < today else ("In use", "teal")


def _day(day: date) -> str:
    return date_format(day, "j F Y")
