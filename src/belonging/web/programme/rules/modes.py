"""How a cohort may ask: what slips say, and the languages that it can plan for."""

from __future__ import annotations

from typing import Final

FACTS: Final = {"year_group": "Year group", "sex": "Boy or girl, as the roster says", "sen": "SEN status"}
USUAL_FACTS: Final = {"pupil": tuple(FACTS)}
"""What slips usually say, by audience; who is not named gets in by one link."""
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
