"""What the parts of an item's answers are called on its own scale: "All or most of the time"."""

from __future__ import annotations

from belonging.evaluation.groups import people
from belonging.figures.figure import PartWords
from belonging.instruments.model import Audience, Item, Part


def part_words(item: Item, audience: Audience) -> PartWords:
    return PartWords(
        positive=_choices(item, Part.POSITIVE),
        negative=_choices(item, Part.NEGATIVE),
        neither=_choices(item, Part.NEITHER) or "Neither",
        people=people(audience),
    )


def _choices(item: Item, part: Part) -> str:
    labels = [str(option.label) for option in item.scale.options if item.part_of(option.code) is part]
    if not labels:
        return ""
    shared = _shared_ending(labels)
    first, *others = [label.removesuffix(shared).strip() for label in labels]
    return " or ".join([first, *(_inside(other) for other in others)]) + (f" {shared}" if shared else "")


def _inside(words: str) -> str:
    """As it stands inside a sentence: with a small first letter."""
    return words[:1].lower() + words[1:]


def _shared_ending(labels: list[str]) -> str:
    """Two words or more with which every label ends: "of the time"."""
    ending: list[str] = []
    for words in zip(*(reversed(label.split()) for label in labels), strict=False):
        if len(set(words)) > 1:
            break
        ending.insert(0, words[0])
    return " ".join(ending) if len(labels) > 1 and len(ending) > 1 else ""
