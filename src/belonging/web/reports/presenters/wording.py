"""What scales, people and breakdowns are called on a report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from belonging.figures import PartWords
from belonging.figures.part_words import part_words as words_of_parts
from belonging.instruments.model import Audience, Item

PEOPLE = {"pupil": "pupils", "parent": "parents and carers", "staff": "staff"}
VOICES = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}
FAMILIES = {"pupil": "pupils", "parent": "families", "staff": "staff"}
BREAKDOWNS = {
    "gender": "Girls and boys",
    "send": "With and without SEND",
    "sen": "SEN support and EHC plans",
    "gender-send": "Girls and boys, with and without SEND",
    "phase": "Primary, secondary and sixth form",
    "edition": "Editions of the questionnaire",
    "four_choices": "Pupils who answered with four choices",
    "three_choices": "Pupils who answered with three choices",
    "two_choices": "Pupils who answered with two choices",
    "joined": "Here since the baseline, and joined since",
}
SIMULATED = "Simulated data: invented schools, invented answers."


def part_words(item: Item, audience: str) -> PartWords:
    """The choices of the item's own scale, for instance "All or most of the time"."""
    return words_of_parts(item, Audience(audience))


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
    return words if words[:2].isupper() else words[0].lower() + words[1:]
