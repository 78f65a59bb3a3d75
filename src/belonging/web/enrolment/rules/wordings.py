"""Which catalogues of words a questionnaire is made of, and what is translated with them."""

from __future__ import annotations

from typing import Final

from belonging.instruments.choices import STANDARD
from belonging.instruments.words import ANSWERING, NAMES

__all__ = ["EDITIONS", "ENGLISH", "QUESTIONNAIRES", "STANDARD", "catalogues_of"]

ENGLISH: Final = "en"
EDITIONS: Final = ".editions"
"""Behind the name of a questionnaire: the words of its other editions."""
EVERY_PAGE: Final = ANSWERING
"""The words of the answering page itself: buttons, the promise, help."""
QUESTIONNAIRES: Final = NAMES
"""What is translated for those who answer."""


def catalogues_of(instrument: str) -> tuple[str, ...]:
    """All that has to be there in a language before anybody answers in it; empty where it is asked in English only."""
    if instrument not in QUESTIONNAIRES:
        return ()
    editions = f"{instrument}{EDITIONS}"
    return (instrument, *((editions,) if editions in QUESTIONNAIRES else ()), EVERY_PAGE)


def together_with(name: str) -> tuple[str, ...]:
    """The catalogues that a questionnaire with this one needs as well, all signed off, before it is used."""
    asked = [each for each in QUESTIONNAIRES if each != EVERY_PAGE and not each.endswith(EDITIONS)]
    needed = [each for instrument in asked if name in catalogues_of(instrument) for each in catalogues_of(instrument)]
    return tuple(each for each in dict.fromkeys(needed) if each != name)
