"""The three things to look at first, in words."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.evaluation.released import Cell, Change, Findings, Gap, ReleasedTable, Rung
from belonging.figures import inside, wave_name
from belonging.figures.printed import number
from belonging.web.reports.presenters.sections import Paths, Reader
from belonging.web.reports.presenters.turned import named
from belonging.web.reports.presenters.wording import VOICES
from belonging.web.reports.queries import Voices
from belonging.web.reports.rules.first_looks import Look, Why, first_looks

TITLES = {
    Why.FELL: "It fell",
    Why.LEFT_OUT: "Some are left out",
    Why.LOW: "It is low",
    Why.MAY_BE_LOW: "It may be low",
    Why.LEAST: "Among the fewest positive answers",
}
NOTHING = (
    "Nothing stands out that is sure enough to be put first. Choose with your pupils: read the statements together "
    "and ask which matters most to them."
)


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Without `act` the reader adds no actions. `href` is the table."""

    title: str
    statement: str
    sentence: str
    finding: str
    href: str
    act: str


def looks_of(voices: Voices, ways: Paths, reader: Reader) -> tuple[FirstLook, ...]:
    return tuple(_told(look, voices.findings[look.audience], ways, reader) for look in first_looks(voices.findings))


def _told(look: Look, findings: Findings, ways: Paths, reader: Reader) -> FirstLook:
    return FirstLook(
        title=TITLES[look.why],
        statement=statement_of(findings, look.table),
        sentence=_sentence(look),
        finding=look.rests_on.id,
        href=ways.table(look.audience, look.table),
        act=ways.action(look.audience, look.table.item) if reader.acts else "",
    )


def statement_of(findings: Findings, table: ReleasedTable) -> str:
    return named(findings, table)


def _sentence(look: Look) -> str:
    found = look.rests_on
    if isinstance(found, Gap):
        return f"{found.text}."
    if isinstance(found, Change):
        return f"{found.text}." if found.group == "all" else f"{found.group_label}: {inside(found.text)}."
    return f"{VOICES[look.audience]}, {wave_name(found.wave).lower()}: {cell_words(found)}"


def cell_words(cell: Cell) -> str:
    """ "between 55 and 60 in 100 answered positively; it may well lie anywhere from 45 to 70." """
    if cell.parts is None:
        return "not shown."
    said = f"{cell.parts['positive'].text} answered positively"
    if cell.rung is Rung.WORDS or cell.interval is None:
        return f"{said}."
    return f"{said}; it may well lie anywhere from {number(cell.interval.low)} to {number(cell.interval.high)}."
