"""What a programme's report holds: sections of blocks, without a tag of any page or file.

Pages, PDF, Word, slides and tables are made from this alone. Whatever says a figure carries `findings`, the ids of
what it rests on: `audience:id` of a stored finding ("pupil:belong-by-all:change:all"), or where the figure is counted
elsewhere "training", "audit" or "taking-part" in place of the audience.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from belonging.web.reports.presenters.benchmarks import Beside
from belonging.web.reports.presenters.pictures import Picture

Edition = Literal["summary", "technical", "interim", "interim-technical"]
Tone = Literal["more", "fewer", "level", "untold", "gap", "standing"]
SIGNS: Final = {"more": "+", "fewer": "−", "level": "=", "untold": "?", "gap": "≠", "standing": "•"}
"""The mark of each, so that none is told by its colour alone."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """`changed` says that a figure in it is another one than when the sentence was written; empty otherwise."""

    text: str
    findings: tuple[str, ...] = ()
    changed: str = ""

    @property
    def rests(self) -> str:
        """Ids by spaces, as `data-finding` has them."""
        return " ".join(self.findings)


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph. `look`: "lead" opens a section, "small" is an aside."""

    sentences: tuple[Sentence, ...]
    look: Literal["lead", "body", "small"] = "body"


@dataclass(frozen=True, slots=True)
class Points:
    """A list; `title` may be empty. `tones` are empty, or one for each line."""

    title: str
    lines: tuple[Sentence, ...]
    tones: tuple[Tone, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """One figure large. `before`: the same in the first wave. `surety`: how large a change it may be."""

    figure: str
    says: str
    before: str = ""
    surety: str = ""
    findings: tuple[str, ...] = ()

    @property
    def rests(self) -> str:
        """Ids by spaces, as `data-finding` has them."""
        return " ".join(self.findings)


@dataclass(frozen=True, slots=True)
class Numbers:
    title: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """`rule` is the name of the rule that wrote it (`key_findings.RULES`)."""

    rule: str
    title: str
    tone: Tone
    sentences: tuple[Sentence, ...]
    number: Number | None = None

    @property
    def sign(self) -> str:
        return SIGNS[self.tone]


@dataclass(frozen=True, slots=True)
class KeyFindings:
    found: tuple[KeyFinding, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A share as it was released: `low == high` for a point. `short` is its number alone: "71", "65–70", "most"."""

    low: float
    high: float
    text: str
    short: str
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group of one statement: its positive share in the first and the last wave that is shown, and the reading."""

    label: str
    before: Band | None
    now: Band | None
    reading: str
    tone: Tone
    text: str
    findings: tuple[str, ...]

    @property
    def rests(self) -> str:
        """Ids by spaces, as `data-finding` has them."""
        return " ".join(self.findings)

    @property
    def sign(self) -> str:
        return SIGNS[self.tone]


@dataclass(frozen=True, slots=True)
class Chart:
    """`tables` are the ids of the released tables that are drawn, as in `findings`."""

    title: str
    picture: Picture
    tables: tuple[str, ...]
    says: str = ""

    @property
    def rests(self) -> str:
        return " ".join(self.tables)


@dataclass(frozen=True, slots=True)
class Groups:
    """One breakdown. `gaps`: how its groups differ. `why_not`: why it is not shown, and then it has no lines.

    `chart`: on a screen alone; paper has the lines.
    """

    by: str
    title: str
    lines: tuple[GroupLine, ...]
    gaps: tuple[Sentence, ...] = ()
    why_not: str = ""
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as everyone and each group answered it. `why`: why it matters, with `sources`."""

    audience: str
    item: str
    wording: str
    positive: str
    """The choices that count as positive here: "All or most of the time"."""
    reverse: bool
    number: Number | None
    reading: str
    tone: Tone
    sentences: tuple[Sentence, ...]
    chart: Chart | None
    groups: tuple[Groups, ...]
    why: str
    sources: str
    why_not: str = ""
    beside: tuple[Beside, ...] = ()
    """Published figures that may be read beside it."""

    @property
    def sign(self) -> str:
        return SIGNS[self.tone]


@dataclass(frozen=True, slots=True)
class Quote:
    words: str
    whose: str


@dataclass(frozen=True, slots=True)
class Quotes:
    """All with leave to print that holds today."""

    title: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Practice:
    """A school's case study, the school masked. `slug`: its page, for everybody; empty where it has none."""

    title: str
    summary: str
    school: str
    quotes: tuple[Quote, ...]
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Practices:
    found: tuple[Practice, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table; `findings` are those of each row. `bars`: cells that say "80 in 100" may be drawn as well."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    findings: tuple[tuple[str, ...], ...]
    note: str = ""
    bars: bool = False

    @property
    def lines(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each row with its ids by spaces."""
        return tuple((" ".join(found), row) for found, row in zip(self.findings, self.rows, strict=True))


@dataclass(frozen=True, slots=True)
class Box:
    """Words set apart: a definition with its source, or what is not known."""

    title: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A link, and what is behind it."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Slot:
    """Whose words are missing here. On screen only: a print leaves the part out."""

    text: str


Block = Words | Points | Numbers | KeyFindings | Chart | Statement | Quotes | Practices | Grid | Box | Way | Slot


@dataclass(frozen=True, slots=True)
class Section:
    """`key` is its anchor. `part`: the name of the team's own words in it; empty where it has none."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    part: str = ""

    @property
    def is_shown(self) -> bool:
        """In print: not, where all it has is a slot."""
        return any(not isinstance(block, Slot) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Cover:
    """`simulated` stands on every page of a demo's report."""

    title: str
    subtitle: str
    cohort: str
    by: str
    released: str
    simulated: str


@dataclass(frozen=True, slots=True)
class ProgrammeReport:
    """`look_again`: sentences whose figures have changed since they were written."""

    edition: Edition
    cover: Cover
    sections: tuple[Section, ...]
    look_again: tuple[Sentence, ...] = ()

    def section(self, key: str) -> Section | None:
        return next((section for section in self.sections if section.key == key), None)

    def blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks
