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


def in_ten(share: Printed) -> str:
    """How a sentence begins: "About 7 in 10", "6 or 7 in 10", "At least 9 in 10", "Most"."""
    if share.text in WORDS:
        return WORDS[share.text]
    fewest, most = tenths(share)
    if most == 0:
        return "Hardly any"
    if fewest == 10:
        return "Nearly all"
    if fewest == 0:
        return f"At most {most} in 10"
    if most == 10:
        return f"At least {fewest} in 10"
    return f"About {fewest} in 10" if fewest == most else f"{fewest} or {most} in 10"
