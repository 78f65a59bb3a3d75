"""What is read aloud where a device has no voice: which text has which file.

static/surveys/voices.js names them alike.
"""

from __future__ import annotations

import hashlib
import re
from types import MappingProxyType
from typing import Final

PLAIN: Final = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
HOLE: Final = re.compile(r"\{\w+\}")
NAME: Final = re.compile(r"[0-9a-f]{32}")

VOICES: Final = MappingProxyType(
    {
        "en": "en-gb",
        "ur": "ur",
        "pa": "pa",
        "pl": "pl",
        "bn": "bn",
        "ar": "ar",
        "gu": "gu",
        "pt": "pt",
        "ta": "ta",
        "fr": "fr-fr",
        "ro": "ro",
        "uk": "uk",
        "tr": "tr",
        "cy": "cy",
    }
)
"""The engine's voice of a language. It has none for Somali."""


def spoken_name(text: str) -> str:
    """The name of the file in which this text is read: however its quotes and spaces are written."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:32]


def plain(text: str) -> str:
    return " ".join(text.translate(PLAIN).split())


def can_be_read(text: str) -> bool:
    """Whether it stands on the page as it stands in the catalogue: nothing is filled in."""
    return bool(text.strip()) and not HOLE.search(text)
