"""What scales, people and breakdowns are called on a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from belonging.figures import PartWords
from belonging.instruments.load import load
from belonging.instruments.model import Item, Part

PEOPLE = {"pupil": "pupils", "parent": "parents and carers", "staff": "staff"}
VOICES = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}
FAMILIES = {"pupil": "pupils", "parent": "families", "staff": "staff"}
BREAKDOWNS = {
    "gender": "Girls and boys",
    "send": "With and without SEND",
    "sen": "SEN support and EHC plans",
    "phase": "Primary, secondary and sixth form",
    "edition": "Editions of the questionnaire",
    "joined": "Here since the baseline, and joined since",
}
SIMULATED = "Simulated data: invented schools, invented answers."


def part_words(instrument: str, item_key: str, audience: str) -> PartWords:
    """The choices of the item's own scale, for instance "All or most of the time"."""
    item = load(instrument).item(item_key)
    return PartWords(
        positive=_choices(item, Part.POSITIVE),
        negative=_choices(item, Part.NEGATIVE),
        neither=_choices(item, Part.NEITHER) or "Neither",
        people=PEOPLE[audience],
    )


def british_date(moment: datetime) -> str:
    """ "Friday 4 December 2026", in London."""
    return date_format(timezone.localtime(moment), "l j F Y")


def said_by(audiences: Iterable[str]) -> str:
    """ "pupils and families": those that were asked, and no others."""
    *others, last = [FAMILIES[audience] for audience in audiences]
    return f"{', '.join(others)} and {last}" if others else last


def opening(words: str) -> str:
    return words[0].upper() + words[1:]


def inside(words: str) -> str:
    """As it stands inside a sentence: a small first letter, and SEND as it is."""
    return words[0].lower() + words[1:]


def _choices(item: Item, part: Part) -> str:
    labels = [str(option.label) for option in item.scale.options if item.part_of(option.code) is part]
    if not labels:
        return ""
    shared = _shared_ending(labels)
    first, *others = [label.removesuffix(shared).strip() for label in labels]
    return " or ".join([first, *(inside(other) for other in others)]) + (f" {shared}" if shared else "")


def _shared_ending(labels: list[str]) -> str:
    """Two words or more with which every label ends: "of the time"."""
    ending: list[str] = []
    for words in zip(*(reversed(label.split()) for label in labels), strict=False):
        if len(set(words)) > 1:
            break
        ending.insert(0, words[0])
    return " ".join(ending) if len(labels) > 1 and len(ending) > 1 else ""
