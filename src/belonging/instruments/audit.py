"""The 360° audit, as frozen data: four areas, their statements, and what each rating means.

Statements keep their key for ever; numbers and words may change from version to version.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from belonging.instruments.framework import Reference
from belonging.instruments.model import Text


class Met(StrEnum):
    """How far a statement is met, as a school rates itself."""

    FULLY = "fully"
    PARTIALLY = "partially"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Pairing:
    """An item of a questionnaire that asks about the same thing. `audience`: "pupil", "parent", "staff"."""

    audience: str
    item: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. `number` is "2.4", `area` the key of its area.

    `fully`, `partially` and `not_yet` say what is to be seen in a school of that rating. `send` says what to look at
    for pupils with SEND. `themes` are the report's themes that it belongs to. A school's own statement has the first
    six fields alone.
    """

    key: str
    number: str
    area: str
    wording: Text
    fully: Text
    partially: Text
    not_yet: Text
    why: Text | None = None
    send: Text | None = None
    tips: tuple[Text, ...] = ()
    example: Text | None = None
    references: tuple[Reference, ...] = ()
    links: tuple[Link, ...] = ()
    constructs: tuple[str, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    themes: tuple[str, ...] = ()

    def descriptor(self, met: Met) -> Text:
        return {Met.FULLY: self.fully, Met.PARTIALLY: self.partially, Met.NOT_YET: self.not_yet}[met]


@dataclass(frozen=True, slots=True)
class Area:
    """`number` counts from 1, and is the first part of its statements' numbers."""

    key: str
    number: int
    title: Text
    description: Text
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class AuditInstrument:
    """A version of the audit. `minutes` is how long all of it takes one person who knows the school."""

    key: str
    version: int
    title: Text
    introduction: Text
    minutes: int
    framework: str
    areas: tuple[Area, ...]
    references: tuple[Reference, ...]
    digest: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """Key and version, as an audit has it: "audit_360_v1"."""
        return f"{self.key}_v{self.version}"

    @property
    def statements(self) -> Iterator[Statement]:
        """All of them, in order."""
        return (statement for area in self.areas for statement in area.statements)

    def statement(self, key: str) -> Statement | None:
        return next((statement for statement in self.statements if statement.key == key), None)

    def area(self, key: str) -> Area:
        """The area of that key; KeyError names the instrument."""
        for area in self.areas:
            if area.key == key:
                return area
        raise KeyError(f"{self.name} has no area {key!r}")
