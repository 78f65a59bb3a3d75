"""How a cohort may ask: what slips say, and the languages that it can plan for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from belonging.instruments.load import load

FACTS: Final = {
    "year_group": "Year group",
    "sex": "Boy or girl, as the roster says",
    "sen": "Special educational needs (SEN) status",
}
USUAL_FACTS: Final = {"pupil": tuple(FACTS)}
"""What slips can say, by audience; who is not named gets in by one link."""
LANGUAGES: Final = {
    "ar": "Arabic",
    "bn": "Bengali",
    "cy": "Welsh",
    "fa": "Persian",
    "gu": "Gujarati",
    "pa": "Punjabi",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "so": "Somali",
    "ta": "Tamil",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
}
WHO: Final = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}

LINKED: Final = frozenset({"baseline", "endline"})
"""The waves that a slip can join."""


def linkable(instrument: str, entrance: str, waves: Collection[str]) -> bool:
    """Whether a slip of this questionnaire could be good in both waves."""
    return load(instrument).audience.value == "pupil" and entrance == "slips" and set(waves) >= LINKED


def titled(instrument: str) -> str:
    """Pupils: “How school feels”."""
    found = load(instrument)
    return f"{WHO[found.audience.value]}: “{found.title}”"
