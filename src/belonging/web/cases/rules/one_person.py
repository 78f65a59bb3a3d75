"""Whether who said a quote could be one person only."""

from __future__ import annotations

import re
from typing import Final

_DEFINITE: Final = re.compile(
    r"^(?:the|our|my)\b|\bonly\b|\bhead ?(?:girl|boy|teacher|of)\b|\bheadteacher\b", re.IGNORECASE
)
_SINGLE: Final = re.compile(
    r"\b(?:SENCO|DSL|safeguarding lead|caretaker|site manager|chair of governors|principal|executive head)\b",
    re.IGNORECASE,
)


def could_be_one_person(whose: str) -> bool:
    """ "The caretaker", "our SENCO", "the only pupil with …": in a school whose name is known, that is somebody."""
    return bool(_DEFINITE.search(whose.strip()) or _SINGLE.search(whose))
