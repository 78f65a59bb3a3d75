"""Which letters a page in another language fetches: its style sheet, and the typefaces that the sheet names for it."""

from __future__ import annotations

from typing import Final

from belonging.instruments.words import LANGUAGES

LATIN: Final = "Latn"
FONTS: Final = "ui/fonts/"
OF_SCRIPT: Final = {
    LATIN: ("atkinson-hyperlegible-next-beside-core-400", "atkinson-hyperlegible-next-beside-core-700"),
    "Arab": ("noto-sans-latin-400", "noto-naskh-arabic-400"),
    "Beng": ("noto-sans-bengali-400",),
    "Cyrl": ("noto-sans-latin-400", "noto-sans-cyrillic-400"),
    "Gujr": ("noto-sans-latin-400", "noto-sans-gujarati-400"),
    "Guru": ("noto-sans-latin-400", "noto-sans-gurmukhi-400"),
    "Taml": ("noto-sans-latin-400", "noto-sans-tamil-400"),
}


def sheet_of(language: str) -> str:
    """The style sheet with the letters that English pages lack; "" for English."""
    if language == "en":
        return ""
    return "ui/letters.css" if LANGUAGES[language].script == LATIN else "ui/scripts.css"


def files_of(language: str) -> tuple[str, ...]:
    """The sheet and its typefaces, as static names."""
    if language == "en":
        return ()
    return sheet_of(language), *(f"{FONTS}{name}.woff2" for name in OF_SCRIPT[LANGUAGES[language].script])
