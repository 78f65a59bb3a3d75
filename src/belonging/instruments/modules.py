"""A self-paced module as frozen data: short pages, a check at the end, and what both rest on."""

from __future__ import annotations

from dataclasses import dataclass, field

from belonging.instruments.framework import Reference
from belonging.instruments.model import Text


@dataclass(frozen=True, slots=True)
class Page:
    """One idea. `picture` is a file of ours, `alt` what it shows; `think` a question to think about, with no answer
    that is right."""

    key: str
    title: Text
    body: tuple[Text, ...]
    points: tuple[Text, ...]
    picture: str
    alt: Text
    think: Text | None
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    text: Text
    right: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Of the check. `why` explains the answer, whatever was chosen."""

    key: str
    text: Text
    choices: tuple[Choice, ...]
    why: Text

    @property
    def right(self) -> frozenset[int]:
        """Places of the right choices, from 0."""
        return frozenset(at for at, choice in enumerate(self.choices) if choice.right)

    @property
    def takes_several(self) -> bool:
        return len(self.right) > 1


@dataclass(frozen=True, slots=True)
class Module:
    """`constructs` are keys of the framework; `checked` the keys of the references that somebody looked up."""

    key: str
    version: int
    title: Text
    summary: Text
    audience: Text
    minutes: int
    constructs: tuple[str, ...]
    pages: tuple[Page, ...]
    questions: tuple[Question, ...]
    references: tuple[Reference, ...]
    checked: frozenset[str]
    digest: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """Key and version, as file names have it: "daily_strategies_v1"."""
        return f"{self.key}_v{self.version}"

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return self.key.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody outside the team read this version through; `on` is the day they were content with it, "2027-01-15"."""

    module: str
    by: str
    on: str
