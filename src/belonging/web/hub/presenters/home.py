"""The hub's first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from belonging.web.hub.models import Collection, Resource
from belonging.web.hub.presenters.cards import Card, cards
from belonging.web.hub.queries.for_school import Suggested
from belonging.web.hub.rules.words import TYPES
from belonging.web.schools.models import School
from belonging.web.ui.components import Link

NEWEST = 4
TRY = ("friendship at break", "autism", "first week", "parents", "pupil voice")
"""Searches to try; each finds something among the resources that come with the service."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A collection in a list."""

    title: str
    href: str
    words: str
    many: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """`nothing_yet`: why nothing is suggested to a reader who might have suggestions."""

    introduction: str
    tries: tuple[Link, ...]
    school: str
    others: tuple[School, ...]
    for_you: tuple[Card, ...]
    nothing_yet: str
    shelves: tuple[Shelf, ...]
    newest: tuple[Card, ...]
    types: tuple[Link, ...]


def home_page(
    *,
    total: int,
    school: School | None,
    schools: Sequence[School],
    suggested: Sequence[Suggested] | None,
    collections: Sequence[Collection],
    newest: Sequence[Resource],
) -> HomePage:
    """`suggested` is None for who may not be told what a school's findings say."""
    because = {each.resource.pk: each.reason for each in suggested or ()}
    first = [each.resource for each in suggested or ()]
    fresh = [each for each in newest if each.pk not in because][:NEWEST]
    shown = cards([*first, *fresh], because=because)
    here = reverse("hub:search")
    return HomePage(
        introduction=f"{total:,} things to use in your school, found by schools and by the programme’s team.",
        tries=tuple(Link(words, f"{here}?q={words.replace(' ', '+')}") for words in TRY),
        school=school.name if school else "",
        others=tuple(schools) if len(schools) > 1 else (),
        for_you=shown[: len(first)],
        nothing_yet=_nothing_yet(school, suggested),
        shelves=shelves(collections),
        newest=shown[len(first) :],
        types=tuple(Link(words, f"{here}?type={key}") for key, words in TYPES.items()),
    )


def shelves(collections: Sequence[Collection]) -> tuple[Shelf, ...]:
    """Those that hold something that can be read."""
    found = []
    for each in collections:
        many = sum(entry.resource.is_published for entry in each.entries.all())
        if many:
            href = reverse("hub:collection", args=[each.slug])
            found.append(Shelf(each.title, href, each.words, "1 resource" if many == 1 else f"{many} resources"))
    return tuple(found)


def _nothing_yet(school: School | None, suggested: Sequence[Suggested] | None) -> str:
    if school is None or suggested is None or suggested:
        return ""
    return (
        f"Suggestions for {school.name} stand here when its audit is begun or a report on its questionnaires is made. "
        "Until then, look for what you need, or begin with a collection."
    )
