"""What a document or a slide holds, before it is drawn. Whatever says a figure names the findings it rests on.

`findings` are ids with their audience in front ("pupil:belong-by-all:change:all"), as the programme's report has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from belonging.web.reports.presenters.programme.content import Sentence


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 is the title's, and stands once. `fresh`: on a page of its own."""

    text: str
    level: int = 2
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    sentences: tuple[Sentence, ...]
    look: Literal["lead", "body", "small", "strong", "quote"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    lines: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with one head row; `findings` are those of each row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    findings: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """`low` and `high` are the ends of a printed share, the same for a point; `printed` is its label."""

    label: str
    low: float
    high: float
    printed: str
    finding: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart that can be edited. `says` is its text for those who do not see it."""

    title: str
    says: str
    bars: tuple[Bar, ...]


Piece = Heading | Paragraph | Bullets | Sheet | Bars


@dataclass(frozen=True, slots=True)
class Slide:
    """`title` is of this slide alone. `notes` are for whoever speaks; ids of findings are added to them."""

    title: str
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Titled:
    """What a file is about: `about` stands under its title, `label` on each page or slide."""

    title: str
    about: str
    released: str
    label: str = ""


def said(text: str, findings: str = "", audience: str = "") -> Sentence:
    """`findings`: ids by spaces, without their audience."""
    return Sentence(text, tuple(f"{audience}:{one}" if audience else one for one in findings.split()))


def paragraph(*texts: str, look: Literal["lead", "body", "small", "strong", "quote"] = "body") -> Paragraph:
    return Paragraph(tuple(Sentence(text) for text in texts if text), look)
