"""A released share as it is told to pupils: “7 or 8 of every 10 of you”. Never closer than the release has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from belonging.web.replies.rules.shares import Printed, at_least, at_most, tenths

FULL, PART, EMPTY = "full", "part", "empty"
_IN_WORDS: Final = {
    "most": ("Most of you", 50.0, 100.0),
    "about half": ("About half of you", 30.0, 70.0),
    "few": ("A few of you", 0.0, 50.0),
}
"""Where the release has words alone: what is said, and between which shares it leaves a listener."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """`words` begin a sentence. `low` and `high`: the shares, in per cent, that a listener may take them for.

    `dots` are ten marks, part-filled where it may be either; none where the release has words alone.
    """

    words: str
    low: float
    high: float
    dots: tuple[str, ...] = ()


def spoken(share: Printed) -> Spoken:
    if share.text in _IN_WORDS:
        return Spoken(*_IN_WORDS[share.text])
    if not any(sign.isdigit() for sign in share.text):
        return Spoken("Some of you", 0.0, 100.0)
    fewest, most = tenths(share)
    if fewest == 0 or most == 10:
        return _at_an_end(share, fewest, most)
    low, high = 10.0 * fewest - 5, 10.0 * most + 5
    if fewest == most:
        return Spoken(f"About {most} of every 10 of you", low, high, _dots(fewest, most))
    between = "or" if most == fewest + 1 else "to"
    return Spoken(f"{fewest} {between} {most} of every 10 of you", low, high, _dots(fewest, most))


def _at_an_end(share: Printed, fewest: int, most: int) -> Spoken:
    """Never “all of you” and never “none of you”: that would tell of each child."""
    if fewest == most == 10:
        return Spoken("Nearly all of you", 90.0, 100.0, _dots(9, 10))
    if fewest == most == 0:
        return Spoken("Hardly any of you", 0.0, 10.0, _dots(0, 1))
    if most == 10 and fewest > 0 and at_least(share) > 0:
        floor = at_least(share)
        return Spoken(f"At least {floor} of every 10 of you", 10.0 * floor, 100.0, _dots(floor, 10))
    if fewest == 0 and most < 10 and at_most(share) < 10:
        ceiling = at_most(share)
        return Spoken(f"No more than {ceiling} of every 10 of you", 0.0, 10.0 * ceiling, _dots(0, ceiling))
    return Spoken("Some of you", 0.0, 100.0)


def _dots(fewest: int, most: int) -> tuple[str, ...]:
    return (FULL,) * fewest + (PART,) * (most - fewest) + (EMPTY,) * (10 - most)
