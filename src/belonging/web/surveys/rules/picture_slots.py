"""The places of pictures in the pupils' questionnaire: each has our drawing, which a school's own picture replaces."""

from __future__ import annotations

from typing import Final

from belonging.instruments.load import load

PUPILS_ANSWER: Final = "pupil_v1"
DECLINED: Final = "declined"
ANSWERS: Final = {
    "yes": "Yes",
    "sometimes": "Sometimes",
    "no": "No",
    "good": "The good side, on cards for younger pupils",
    "middle": "In the middle, on cards for younger pupils",
    "bad": "The other side, on cards for younger pupils",
    DECLINED: "I don’t want to say",
}
"""What staff read beside the picture of an answer. No statement has one of these keys."""


def slots() -> dict[str, str]:
    """The words of every place by its key: the statements in the order asked, then the answers."""
    asked = load(PUPILS_ANSWER)
    return {item.key: str(item.wording[asked.editions[0]]) for item in asked.items} | ANSWERS


def drawing_of(slot: str) -> str:
    """The static name of our own drawing."""
    return f"surveys/{'answers' if slot in ANSWERS else 'cards'}/{slot}.svg"
