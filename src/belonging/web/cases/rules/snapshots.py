"""A case study as it is signed off and published, kept word for word."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class ShownQuote:
    id: int
    words: str
    whose: str


@dataclass(frozen=True, slots=True)
class ShownPicture:
    id: int
    alt: str


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """`printed`: as rules/figures.py keeps a figure's words. It is drawn from the release."""

    release_id: int
    audience: str
    item: str
    by: str
    group: str
    printed: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """One version. `school` is its name, or what stands for it; `sections` pairs of a section's key and its text."""

    title: str
    summary: str
    school: str
    phase: str
    """Empty where the school is not named, and few are of its kind."""
    areas: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    numbers_from: str
    figures: tuple[ShownFigure, ...]
    quotes: tuple[ShownQuote, ...]
    pictures: tuple[ShownPicture, ...]

    def to_data(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return found

    @property
    def all_words(self) -> str:
        said = [self.title, self.summary, *(text for _, text in self.sections), self.numbers_from]
        return "\n".join([*said, *(f"{each.words}\n{each.whose}" for each in self.quotes)])

    def without(self, *, quote: int | None = None, picture: int | None = None) -> Shown:
        return replace(
            self,
            quotes=tuple(each for each in self.quotes if each.id != quote),
            pictures=tuple(each for each in self.pictures if each.id != picture),
        )

    def only_pictures(self, ids: Collection[int]) -> Shown:
        return replace(self, pictures=tuple(each for each in self.pictures if each.id in ids))


@dataclass(frozen=True, slots=True)
class Versions:
    named: Shown
    masked: Shown

    def to_data(self) -> dict[str, Any]:
        return {"named": self.named.to_data(), "masked": self.masked.to_data()}

    @property
    def digest(self) -> str:
        """Another one as soon as a letter, figure, quote or picture of either version is another."""
        return hashlib.sha256(json.dumps(self.to_data(), sort_keys=True).encode()).hexdigest()


def shown_from(data: Mapping[str, Any]) -> Shown:
    return Shown(
        **{
            **data,
            "areas": tuple(data["areas"]),
            "sections": tuple((key, text) for key, text in data["sections"]),
            "figures": tuple(ShownFigure(**each) for each in data["figures"]),
            "quotes": tuple(ShownQuote(**each) for each in data["quotes"]),
            "pictures": tuple(ShownPicture(**each) for each in data["pictures"]),
        }
    )


def versions_from(data: Mapping[str, Any]) -> Versions:
    return Versions(shown_from(data["named"]), shown_from(data["masked"]))
