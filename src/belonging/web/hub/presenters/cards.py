"""A resource in a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from belonging.web.hub.models import Resource
from belonging.web.hub.presenters.marking import marked
from belonging.web.hub.queries.saying import helped_of
from belonging.web.hub.rules.words import COSTS, KINDS, PHASES, TYPES

_MOST_MINUTES = 120


@dataclass(frozen=True, slots=True)
class Card:
    """`facts` stand in one line; `because` says why it is suggested; `helped` what others say, where anybody does."""

    title: SafeString
    href: str
    type: str
    summary: SafeString
    facts: str
    helped: str = ""
    because: str = ""


def cards(
    resources: Iterable[Resource],
    *,
    because: Mapping[int, str] | None = None,
    by: Mapping[int, frozenset[str]] | None = None,
) -> tuple[Card, ...]:
    """One query for what others say. `by`: the stems by which each was found, to be marked."""
    rows = list(resources)
    helped = helped_of(each.pk for each in rows)
    return tuple(
        Card(
            title=marked(each.title, (by or {}).get(each.pk, frozenset())),
            href=reverse("hub:resource", args=[each.slug]),
            type=TYPES[each.type],
            summary=marked(each.summary, (by or {}).get(each.pk, frozenset())),
            facts=" · ".join(facts_of(each)),
            helped=helped_words(*helped[each.pk]) if each.pk in helped else "",
            because=(because or {}).get(each.pk, ""),
        )
        for each in rows
    )


def facts_of(resource: Resource) -> list[str]:
    """ "Page", "15 minutes", "Free", "Primary and special"."""
    parts = [KINDS[resource.kind], time_words(resource.minutes), COSTS[resource.cost], phase_words(resource.phases)]
    return [part for part in parts if part]


def time_words(minutes: int) -> str:
    """Empty where it is not said."""
    if minutes < _MOST_MINUTES:
        return f"{minutes} minutes" if minutes > 1 else "1 minute" if minutes else ""
    hours, left = divmod(minutes, 60)
    return f"{hours} hours" + (f" {left} minutes" if left else "")


def phase_words(phases: list[str]) -> str:
    named = [words for phase, words in PHASES.items() if phase in phases]
    if len(named) == len(PHASES):
        return "All schools"
    first, rest = named[:1], [words.lower() for words in named[1:]]
    return " and ".join(filter(None, [", ".join([*first, *rest[:-1]]), *rest[-1:]]))


def helped_words(helped: int, people: int) -> str:
    """ "Helped 8 of 9 who said so"."""
    return f"Helped {helped} of {people}" if people > 1 else "Helped 1" if helped else ""
