"""A change in words, by the written rule of docs/methods/readings.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from belonging.evaluation.estimates import CONFIDENCE, Estimate
from belonging.evaluation.released import Reading, Share

TOO_WIDE = 20.0
"""An interval that goes beyond this many points both ways tells nothing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The least change worth a sentence, in points and in people, and the outcome read on its own."""

    smallest_change: float
    smallest_people: int
    primary: str | None = None


def read(changes: Mapping[str, Estimate], people: Mapping[str, int], rule: Rule) -> dict[str, Reading]:
    """A reading per item of one group, as printed. `people` is the smaller base of the two waves.

    The items are read together (Holm), but for the primary outcome.
    """
    family = {item: change.p for item, change in changes.items() if change.interval and item != rule.primary}
    clear = holm(family)
    for item, change in changes.items():
        if item == rule.primary and change.interval and change.p <= 1 - CONFIDENCE:
            clear = clear | {item}
    return {item: _reading(change, people[item], item in clear, rule) for item, change in changes.items()}


def holm(p_values: Mapping[str, float]) -> frozenset[str]:
    """The keys that stay significant at 5 % together (Holm 1979): step down until one fails."""
    kept = []
    for place, key in enumerate(sorted(p_values, key=lambda key: (p_values[key], key))):
        if p_values[key] * (len(p_values) - place) > 1 - CONFIDENCE + 1e-12:
            break
        kept.append(key)
    return frozenset(kept)


def _reading(change: Estimate, people: int, clear: bool, rule: Rule) -> Reading:
    if change.interval is None:
        return Reading.TOO_FEW
    low, high = change.interval
    if clear and low > 0 and _worth_a_sentence(change.low, people, rule):
        return Reading.MORE
    if clear and high < 0 and _worth_a_sentence(-change.high, people, rule):
        return Reading.FEWER
    if low < -TOO_WIDE and high > TOO_WIDE:
        return Reading.TOO_FEW
    return Reading.NO_CLEAR_CHANGE


def _worth_a_sentence(points: float, people: int, rule: Rule) -> bool:
    points += 1e-9  # 80 less 75 per cent is 5 points, whatever binary fractions make of it
    return points >= rule.smallest_change and points * people / 100 >= rule.smallest_people


def change_text(reading: Reading, earlier: Share, later: Share, people: str) -> str:
    """The reading with its two shares: "More pupils: 80 in 100, up from 71"."""
    before = earlier.text.removesuffix(" in 100")
    if reading is Reading.MORE:
        return f"More {people}: {later.text}, up from {before}"
    if reading is Reading.FEWER:
        return f"Fewer {people}: {later.text}, down from {before}"
    if reading is Reading.NO_CLEAR_CHANGE:
        return f"No clear change: {later.text}, {before} before"
    return "Too few to tell"
