"""Words in their languages, and the choices that an answer is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

STANDARD = "standard"
"""The edition that every questionnaire has; the others are worded over it."""


class Part(StrEnum):
    """The five parts that every item's answers fall into; they share one denominator."""

    POSITIVE = "positive"
    NEITHER = "neither"
    NEGATIVE = "negative"
    DECLINED = "declined"
    UNANSWERED = "unanswered"


class InvalidAnswer(ValueError):
    """An answer set that this instrument cannot hold; the message names the item and the remedy."""


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in its languages, BCP 47 tag to text; English ("en") is always there."""

    by_language: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """The wording in `language`, or in English where it has not been translated."""
        return self.by_language.get(language, self.by_language["en"])

    def __str__(self) -> str:
        return self.by_language["en"]


def in_english(words: str) -> Text:
    """Words that have not been translated."""
    return Text(MappingProxyType({"en": words}))


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a scale or an about-me question. `part` is None for about-me choices."""

    code: int
    value: str
    label: Text
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """An ordered set of choices, most favourable wording first, "I don't want to say" last."""

    key: str
    options: tuple[Option, ...]

    def option(self, code: int) -> Option | None:
        return next((option for option in self.options if option.code == code), None)

    @property
    def has_middle(self) -> bool:
        return any(option.part is Part.NEITHER for option in self.options)


@dataclass(frozen=True, slots=True)
class Edition:
    """One way to ask the same items: for whom, and on which scale. `scale`: None where each item has its own."""

    key: str
    name: Text
    for_whom: Text
    introduction: Text
    scale: Scale | None = None
