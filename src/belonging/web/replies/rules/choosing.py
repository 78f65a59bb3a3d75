"""Which answers a page tells. The rule stands in docs/methods/you-said-we-did.md and on the lead's page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from belonging.evaluation.released import Gap, Reading
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.replies.rules.kinds import Edition

MOST: Final = {Edition.PUPILS: 5, Edition.YOUNGER: 4, Edition.FAMILIES: 3}
"""Lines about all pupils, without the one about SEND; families have as many again from parents and carers."""
SEND: Final = "send"

RULE: Final = (
    "The best answer comes first.",
    "Then the lowest answer: a page never leaves it out.",
    "Then what your plan wants to change, in the order of the plan.",
    "Then what your audit's priorities rest on.",
    "Then the lowest answers that are left.",
)

Topic = tuple[str, str]
"""Audience and item."""


def shown_of(voices: SchoolVoices, audience: str) -> list[Heard]:
    """What everybody together said, where it is released, in the order of the questionnaire."""
    found = (voices.heard(audience, words.item) for words in voices.items(audience))
    return [heard for heard in found if heard is not None and heard.low is not None]


def chosen(shown: Sequence[Heard], wanted: Iterable[Topic], most: int) -> list[Heard]:
    """The best of `shown`, the lowest, those `wanted` in that order, the next lowest; `most` of them at the most."""
    if not shown:
        return []
    best, lowest = max(shown, key=_middle), min(shown, key=_middle)
    by_topic = {(heard.audience, heard.item): heard for heard in shown}
    asked = [by_topic[topic] for topic in wanted if topic in by_topic]
    ordered = [best, lowest, *asked, *sorted(shown, key=_middle)]
    return list({(heard.audience, heard.item): heard for heard in ordered}.values())[:most]


def widest_send_gap(voices: SchoolVoices) -> tuple[str, Gap] | None:
    """Item and gap where pupils with SEND surely answer less positively, and by most. None where no gap is clear."""
    found = [(words.item, voices.gap("pupil", words.item, SEND)) for words in voices.items("pupil")]
    clear = [
        (item, gap)
        for item, gap in found
        if gap is not None and gap.refusal is None and gap.reading is Reading.FEWER and gap.estimate_high is not None
    ]
    return min(clear, key=lambda each: each[1].estimate_high or 0, default=None)


def _middle(heard: Heard) -> float:
    return ((heard.low or 0) + (heard.high or 0)) / 2
