"""The languages of families in which a questionnaire can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Language:
    """`direction` is "ltr" or "rtl"; `script` an ISO 15924 code."""

    code: str
    english: str
    own_name: str
    direction: str = "ltr"
    script: str = "Latn"


LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType(
    {
        each.code: each
        for each in (
            Language("en", "English", "English"),
            Language("ur", "Urdu", "اردو", "rtl", "Arab"),
            Language("pa", "Panjabi", "ਪੰਜਾਬੀ", script="Guru"),
            Language("pl", "Polish", "Polski"),
            Language("bn", "Bengali", "বাংলা", script="Beng"),
            Language("so", "Somali", "Soomaali"),
            Language("ar", "Arabic", "العربية", "rtl", "Arab"),
            Language("gu", "Gujarati", "ગુજરાતી", script="Gujr"),
            Language("pt", "Portuguese", "Português"),
            Language("ta", "Tamil", "தமிழ்", script="Taml"),
            Language("fr", "French", "Français"),
            Language("ro", "Romanian", "Română"),
            Language("uk", "Ukrainian", "Українська", script="Cyrl"),
            Language("tr", "Turkish", "Türkçe"),
            Language("cy", "Welsh", "Cymraeg"),
        )
    }
)
