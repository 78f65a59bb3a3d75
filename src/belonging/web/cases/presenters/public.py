"""The public list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from belonging.web.cases.models import CasePublication
from belonging.web.cases.presenters.reading import tags_of
from belonging.web.cases.rules.snapshots import shown_from


@dataclass(frozen=True, slots=True)
class Card:
    slug: str
    title: str
    summary: str
    school: str
    tags: tuple[str, ...]


def cards_of(publications: Iterable[CasePublication]) -> list[Card]:
    """From what is out, word for word: no query."""
    shown = [(each.slug, shown_from(each.shown)) for each in publications]
    return [
        Card(slug, each.title, each.summary, each.school, tuple(tags_of(each.phase, each.areas)))
        for slug, each in shown
    ]
