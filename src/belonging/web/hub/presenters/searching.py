"""The page of what was found, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from belonging.web.hub.presenters.cards import Card, cards
from belonging.web.hub.queries.searching import Results
from belonging.web.hub.rules.asking import Asking
from belonging.web.hub.rules.filters import GROUPS
from belonging.web.ui import components
from belonging.web.ui.components import Choice, Field, Link

_LEGENDS = {
    "phase": "Kind of school",
    "type": "What it is",
    "area": "Area of the audit",
    "time": "Time to use it once",
    "cost": "Cost",
    "statement": "Statement of the audit",
}
_BOXES = ("phase", "type", "area", "time", "cost")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in force, and the address without it."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`told`: which words were read as others, and which nothing has."""

    text: str
    heading: str
    cards: tuple[Card, ...]
    chosen: tuple[Chosen, ...]
    boxes: tuple[SafeString, ...]
    told: str
    clear: Link | None
    before: str
    after: str
    pages: str


def search_page(asking: Asking, found: Results) -> SearchPage:
    here = reverse("hub:search")
    by = {each.resource.pk: each.by for each in found.found}
    return SearchPage(
        text=asking.text,
        heading=_heading(asking, found.total),
        cards=cards((each.resource for each in found.found), by=by),
        chosen=_chosen(asking, here),
        boxes=(
            *(_box(asking, group, found.counts[group]) for group in _BOXES),
            _statement(asking, found.counts["statement"]),
        ),
        told=_told(found),
        clear=Link("Clear all filters", f"{here}?{urlencode({'q': asking.text})}") if asking.filters else None,
        before=f"{here}?{asking.address(page=found.page - 1)}" if found.page > 1 else "",
        after=f"{here}?{asking.address(page=found.page + 1)}" if found.page < found.pages else "",
        pages=f"Page {found.page} of {found.pages}" if found.pages > 1 else "",
    )


def _heading(asking: Asking, total: int) -> str:
    many = "1 resource" if total == 1 else f"{total:,} resources" if total else "Nothing"
    if asking.text:
        return f"{many} for “{asking.text}”"
    return many if total else "Nothing fits all of that"


def _told(found: Results) -> str:
    if not found.total:
        return ""
    read = " and ".join(f"“{word}” instead of “{typed}”" for typed, word in found.meant.items())
    lost = " or ".join(f"“{word}”" for word in found.unknown)
    other = "" if read else "; you see what has the other words"
    return " ".join(
        filter(None, (f"You see what has {read}." if read else "", f"Nothing has {lost}{other}." if lost else ""))
    )


def _chosen(asking: Asking, here: str) -> tuple[Chosen, ...]:
    return tuple(
        Chosen(words, f"{here}?{asking.address(without=(group, value))}")
        for group in GROUPS
        for value, words in asking.options[group].items()
        if value in getattr(asking.filters, group)
    )


def _box(asking: Asking, group: str, counted: Counter[str]) -> SafeString:
    """Only what would find something, and what is chosen."""
    chosen = getattr(asking.filters, group)
    choices = [
        Choice(value, f"{words} ({counted[value]})")
        for value, words in asking.options[group].items()
        if counted[value] or value in chosen
    ]
    if not choices:
        return components.joined(())
    return components.checkboxes(Field(group, _LEGENDS[group], size="s"), choices, values=chosen, small=True)


def _statement(asking: Asking, counted: Counter[str]) -> SafeString:
    chosen = next(iter(asking.filters.statement), "")
    choices = [
        Choice(value, f"{words} ({counted[value]})")
        for value, words in asking.options["statement"].items()
        if counted[value] or value == chosen
    ]
    field = Field("statement", _LEGENDS["statement"], size="s")
    return components.select(field, [Choice("", "Any"), *choices], value=chosen)
