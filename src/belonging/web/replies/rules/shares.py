"""A printed share as a child reads it: “about 7 in 10”. Never finer than what was released."""

from __future__ import annotations

import math
from dataclasses import dataclass

WORDS = {"most": "Most", "about half": "About half", "few": "Only a few"}
"""Where a share is released in words alone, by the words of the release."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A released share: its words, and its ends in per cent (the same for a point)."""

    text: str
    low: float
    high: float


def tenths(share: Printed) -> tuple[int, int]:
    """The fewest and the most out of 10 that it can be; one number, where every share inside rounds to it."""
    low, high = math.floor(share.low / 10 + 0.5), math.ceil(share.high / 10 - 0.5)
    return (low, high) if low <= high else (high, low)


def at_least(share: Printed) -> int:
    """In tenths, and true to the word: of 86 to 100 in 100 that is 8."""
    return math.floor(share.low / 10)


def at_most(share: Printed) -> int:
    return math.ceil(share.high / 10)


def in_ten(share: Printed) -> str:
    """How a sentence begins: "About 7 in 10", "6 or 7 in 10", "6 to 8 in 10", "At least 9 in 10", "Most"."""
    if share.text in WORDS:
        return WORDS[share.text]
    fewest, most = tenths(share)
    if fewest == most:
        return {0: "Hardly any", 10: "Nearly all"}.get(most, f"About {most} in 10")
    if fewest == 0 or most == 10:
        return _bounded(share, fewest, most)
    return f"{fewest} {'or' if most == fewest + 1 else 'to'} {most} in 10"


def _bounded(share: Printed, fewest: int, most: int) -> str:
    if fewest == 0 and most < 10 and at_most(share) < 10:
        return f"At most {at_most(share)} in 10"
    if fewest > 0 and at_least(share) > 0:
        return f"At least {at_least(share)} in 10"
    return "Some"
