"""The programme's framework, as frozen data: what belonging is, what it rests on, why each item is asked.

Items, audit statements, practices, resources and modules name its constructs by key.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from belonging.instruments.model import Text


@dataclass(frozen=True, slots=True)
class Reference:
    """A published source. `where` is journal, volume and pages, or the publisher of a book."""

    key: str
    authors: str
    year: int
    title: str
    where: str

    @property
    def short(self) -> str:
        """As it stands in a sentence: "Goodenow and Grady (1993)"."""
        names = [name.split(",")[0].strip() for name in self.authors.split(";")]
        match names:
            case [one]:
                who = one
            case [one, two]:
                who = f"{one} and {two}"
            case _:
                who = f"{names[0]} and others"
        return f"{who} ({self.year})"

    def __str__(self) -> str:
        return f"{self.authors.replace(';', ',')} ({self.year}). {self.title}. {self.where}."


@dataclass(frozen=True, slots=True)
class Definition:
    """What belonging means here, in the words of its source. `note` says how it is usually cited."""

    text: str
    reference: Reference
    note: str


@dataclass(frozen=True, slots=True)
class Construct:
    """One side of belonging. Its key joins what pupils, families and staff say to what a school does."""

    key: str
    title: Text
    description: Text


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an item matters; `item` is its key in every questionnaire that asks it."""

    item: str
    construct: str
    why: Text
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    key: str
    version: int
    title: Text
    definition: Definition
    constructs: tuple[Construct, ...]
    reasons: tuple[Reason, ...]
    references: tuple[Reference, ...]
    digest: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """Key and version, as file names have it: "framework_v1"."""
        return f"{self.key}_v{self.version}"

    def construct(self, key: str) -> Construct:
        """The construct of that key; KeyError names the framework."""
        for construct in self.constructs:
            if construct.key == key:
                return construct
        raise KeyError(f"{self.name} has no construct {key!r}")

    def reason(self, item: str) -> Reason | None:
        """Why that item matters; None where the framework gives no reason of its own."""
        return next((reason for reason in self.reasons if reason.item == item), None)
