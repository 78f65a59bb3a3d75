"""Which catalogues of words a questionnaire is made of, and what is translated with them."""

from __future__ import annotations

from typing import Final

ENGLISH: Final = "en"
EVERY_PAGE: Final = "answering_v1"
"""The words of the answering page itself: buttons, the promise, help."""
EDITIONS_OF_PUPILS: Final = "pupil_v1.editions"
QUESTIONNAIRES: Final = ("pupil_v1", EDITIONS_OF_PUPILS, "parent_v1", "staff_v1", EVERY_PAGE)
"""What is translated for those who answer, under the names of `instruments.words`."""


def catalogues_of(instrument: str) -> tuple[str, ...]:
    """All that has to be there in a language before anybody answers in it; empty where it is asked in English only."""
    if instrument not in QUESTIONNAIRES:
        return ()
    editions = f"{instrument}.editions"
    return (instrument, *((editions,) if editions in QUESTIONNAIRES else ()), EVERY_PAGE)
