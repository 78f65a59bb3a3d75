"""Which of the released answers pupils and families are told. The rule stands in docs/methods/staged-release.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from belonging.evaluation.released import Reading
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.replies.rules.choosing import shown_of
from belonging.web.reports.rules.child_words import WORRIES

STRONG_TO_PUPILS, HARD_TO_PUPILS, MOST_TO_PUPILS = 3, 2, 6
MOST_TO_FAMILIES: Final = 5
ALWAYS: Final = ("belong", "safe")
"""What this is all about, and what matters first: told wherever it stands."""


@dataclass(frozen=True, slots=True)
class ToldToPupils:
    """`strong`: what is good, never a worry. `hard`: the lowest of the rest that not all agree to. `between`: what is
    always told and is neither."""

    strong: tuple[Heard, ...]
    between: tuple[Heard, ...]
    hard: tuple[Heard, ...]


def told_to_pupils(voices: SchoolVoices) -> ToldToPupils:
    """Where both that are always told stand between, there are two good things."""
    shown = sorted(shown_of(voices, "pupil"), key=_middle, reverse=True)
    strong = [heard for heard in shown if heard.item not in WORRIES][:STRONG_TO_PUPILS]
    hard = [heard for heard in reversed(shown) if heard not in strong and (heard.high or 0) < 100][:HARD_TO_PUPILS]
    between = [heard for item in ALWAYS for heard in shown if heard.item == item and heard not in (*strong, *hard)]
    return ToldToPupils(tuple(strong[: MOST_TO_PUPILS - len(hard) - len(between)]), tuple(between), tuple(hard))


def told_to_families(voices: SchoolVoices) -> list[Heard]:
    """The best and the lowest of what parents and pupils said: of one alone, two of each. Five, less one for SEND."""
    parents, pupils = shown_of(voices, "parent"), shown_of(voices, "pupil")
    each = 2 if not parents or not pupils else 1
    return [heard for shown in (pupils, parents) for heard in _ends(shown, each)][: MOST_TO_FAMILIES - 1]


def clear_change(voices: SchoolVoices, heard: Heard) -> Reading | None:
    """MORE or FEWER where the reading says so; None where it is not clear, or there is nothing to compare."""
    change = voices.change(heard.audience, heard.item)
    if change is None or change.refusal is not None or change.reading not in (Reading.MORE, Reading.FEWER):
        return None
    return change.reading


def _ends(shown: Sequence[Heard], each: int) -> list[Heard]:
    ordered = sorted(shown, key=_middle, reverse=True)
    best, lowest = ordered[:each], ordered[each:][-each:]
    return [*best, *reversed(lowest)]


def _middle(heard: Heard) -> float:
    return ((heard.low or 0) + (heard.high or 0)) / 2
