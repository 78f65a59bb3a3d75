"""A change in words, by the written rule of docs/methods/readings.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from belonging.evaluation.estimates import CONFIDENCE, Estimate
from belonging.evaluation.multiplicity import benjamini_hochberg, holm, significant
from belonging.evaluation.released import Reading, Share

TOO_WIDE = 20.0
"""An interval that goes beyond this many points both ways tells nothing."""


Together = Literal["holm", "benjamini-hochberg"]
"""How the other readings of one family are guarded against chance."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The least change worth a sentence, in points and in people, the outcome read on its own, and the others' guard.

    `adjusted` gives p-values that are adjusted already (Westfall–Young), in place of the guard.
    """

    smallest_change: float
    smallest_people: int
    primary: str | None = None
    together: Together = "holm"
    adjusted: Mapping[str, float] | None = None


def read(changes: Mapping[str, Estimate], people: Mapping[str, int], rule: Rule) -> dict[str, Reading]:
    """A reading per item of one group, as printed. `people` is the smaller base of the two waves.

    The items are read together (Holm or Benjamini–Hochberg), but for the primary outcome.
    """
    family = {item: change.p for item, change in changes.items() if change.interval and item != rule.primary}
    clear = _clear(family, rule)
    for item, change in changes.items():
        if item == rule.primary and change.interval and change.p <= 1 - CONFIDENCE:
            clear = clear | {item}
    return {item: _reading(change, people[item], item in clear, rule) for item, change in changes.items()}


def _clear(family: Mapping[str, float], rule: Rule) -> frozenset[str]:
    """The items of the family that stay significant at 5 %."""
    if rule.adjusted is not None:
        return significant({item: rule.adjusted.get(item, 1.0) for item in family})
    return significant(benjamini_hochberg(family)) if rule.together == "benjamini-hochberg" else holm(family)


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


def gap_text(reading: Reading, phrases: tuple[str, str], shares: tuple[Share, Share]) -> str:
    """Group and the one it is set against: "Fewer positive answers with SEND (57 in 100) than without (72)".

    `phrases` names the group first, `shares` gives the group it is set against first.
    """
    group, against = phrases
    theirs, others = shares[1].text, shares[0].text.removesuffix(" in 100")
    if reading is Reading.TOO_FEW:
        return "Too few to tell"
    if reading is Reading.NO_CLEAR_CHANGE:
        return f"No clear difference: {group.removeprefix('from ')} {theirs}, {against.removeprefix('from ')} {others}"
    more = "More" if reading is Reading.MORE else "Fewer"
    return f"{more} positive answers {group} ({theirs}) than {against} ({others})"


def gap_change_text(reading: Reading, phrases: tuple[str, str]) -> str:
    """ "Positive answers rose more, or fell less, with SEND than without"."""
    group, against = phrases
    if reading is Reading.TOO_FEW:
        return "Too few to tell"
    if reading is Reading.NO_CLEAR_CHANGE:
        return "No clear change in the difference"
    way = "rose more, or fell less," if reading is Reading.MORE else "rose less, or fell more,"
    return f"Positive answers {way} {group} than {against}"
