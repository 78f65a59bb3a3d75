"""What a picture of outcomes over time is made of: panels, the terms of its axis, the waves that are marked in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.safestring import SafeString

from belonging.evaluation.released import Cell, Findings, Rung
from belonging.figures import Figure, Look, Mark, Panel, Span, draw_over_time, share_number, wave_name
from belonging.figures.over_time import LOW
from belonging.web.outcomes.queries import PooledTerm, TermOutcome
from belonging.web.outcomes.queries.waves import Wave
from belonging.web.outcomes.rules.counts import Counts, Group, half_up
from belonging.web.outcomes.rules.pooling import BASES
from belonging.web.outcomes.rules.terms import TERMS, Term, term_before

WIDE, NARROW = 680, 320
BELONGING: Final = "belong"
"""The statement that stands above the outcomes."""
GROUPS: Final[Mapping[Group, tuple[str, str]]] = {
    Group.ALL: ("all", "all"),
    Group.SEND: ("send", "send"),
    Group.NO_SEND: ("send", "no_send"),
    Group.GIRLS: ("gender", "girl"),
    Group.BOYS: ("gender", "boy"),
}
"""Each group's table and name among released findings."""


@dataclass(frozen=True, slots=True)
class Picture:
    name: str
    wide: SafeString
    narrow: SafeString
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What is drawn of one column: as it is counted of its base, or (`rest`) what remains of it.

    `least`: its scale is never shorter, so that a small step does not look large.
    """

    column: str
    heading: str
    unit: str
    least: int = 0
    rest: bool = False

    def rate(self, number: int, base: int) -> str:
        return half_up(base - number if self.rest else number, base)


ATTENDED: Final = Measure("missed", "Attendance: sessions attended, in 100 possible", "in 100 sessions", rest=True)
MEASURES: Final = (
    ATTENDED,
    Measure("persistent", "Pupils persistently absent, in 100", "in 100 pupils", least=20),
    Measure("suspensions", "Suspensions, per 100 pupils", "per 100 pupils", least=5),
    Measure("incidents", "Behaviour incidents, per 100 pupils", "per 100 pupils", least=10),
)
_TOPS: Final = (5, 6, 8, 10, 20, 30, 40, 50, 60, 80, 100, 150, 200)
_AIR: Final = 1.1
"""Above the highest mark, as a part of it: its number stands there."""


def rate_of(counts: Counts, measure: Measure) -> str | None:
    """ "94.6" of attendance, from possible and missed sessions; None where either number is not there."""
    number, base = counts.of(measure.column), counts.of(BASES[measure.column])
    return None if number is None or not base else measure.rate(number, base)


def attendance(counts: Counts) -> str | None:
    return rate_of(counts, ATTENDED)


def school_panels(outcomes: Sequence[TermOutcome], group: Group) -> list[Panel]:
    """One of each measure that any term has of this group."""
    return [panel for measure in MEASURES if (panel := _panel(measure, _marks(measure, outcomes, group))) is not None]


def programme_panels(terms: Sequence[PooledTerm], group: Group) -> list[Panel]:
    found = [(measure, _pooled_marks(measure, terms, group)) for measure in MEASURES]
    return [panel for measure, marks in found if (panel := _panel(measure, marks)) is not None]


def _marks(measure: Measure, outcomes: Iterable[TermOutcome], group: Group) -> list[Mark]:
    """Terms after each other are joined; those of incidents only where they were counted alike."""
    marks: list[Mark] = []
    before: tuple[Term, str] | None = None
    for each in outcomes:
        printed = rate_of(each.of(group), measure)
        if printed is None or not each.term.is_one_term:
            continue
        counted = each.incident_words if measure.column == "incidents" else ""
        marks.append(_mark(each.term, printed, joined=before == (term_before(each.term), counted)))
        before = each.term, counted
    return marks


def _pooled_marks(measure: Measure, terms: Iterable[PooledTerm], group: Group) -> list[Mark]:
    """A line joins two terms where the same schools stand behind both."""
    marks: list[Mark] = []
    before: tuple[Term, frozenset[int]] | None = None
    for each in terms:
        pool = each.groups[group].get(measure.column)
        if pool is None:
            continue
        joined = before == (term_before(each.term), pool.schools)
        marks.append(_mark(each.term, measure.rate(pool.number, pool.base), joined=joined))
        before = each.term, pool.schools
    return marks


def belonging_panel(findings: Findings | None, group: Group, waves: Mapping[str, Wave]) -> Panel | None:
    """The released shares of the statement, printed as they are stored; None where none of this group is shown."""
    by, key = GROUPS[group]
    table = findings.table(BELONGING, by) if findings is not None else None
    if table is None:
        return None
    cells = [cell for cell in table.cells if cell.group == key and cell.parts]
    marks = [mark for cell in cells if (mark := _released(cell, waves)) is not None]
    heading = f"“{table.wording}”: positive answers, in 100 pupils"
    return Panel(heading, "in 100 pupils", (0, 100), tuple(marks)) if marks else None


def over_time(title: str, panels: Sequence[Panel], waves: Iterable[Wave], look: Look) -> Figure:
    """One axis of terms below all panels, with the waves that some mark stands on."""
    days = [mark.day for panel in panels for mark in panel.marks]
    spans = _spans(date.fromordinal(min(days)), date.fromordinal(max(days)))
    dated = [(wave.day.toordinal(), wave.name) for wave in waves if wave.day.toordinal() in days]
    return draw_over_time(title, panels, spans, dated=dated, look=look)


def picture_of(name: str, title: str, panels: Sequence[Panel], waves: Iterable[Wave], *, paper: bool) -> Picture:
    """`paper`: for print, where `narrow` is empty."""
    kept = list(waves)
    wide = over_time(title, panels, kept, Look(f"{name}-wide", WIDE, paper))
    narrow = "" if paper else over_time(title, panels, kept, Look(f"{name}-narrow", NARROW)).svg
    # The figure escapes every text itself.
    return Picture(name, SafeString(wide.svg), SafeString(narrow), wide.text)


def _released(cell: Cell, waves: Mapping[str, Wave]) -> Mark | None:
    names = [name for name in cell.wave.split("+") if name in waves]
    if not names or cell.parts is None:
        return None
    day = sum(waves[name].day.toordinal() for name in names) // len(names)
    share, when = cell.parts["positive"], wave_name(cell.wave)
    printed = share_number(share, cell.rung)
    if cell.rung is Rung.WORDS:
        return Mark(day, when, printed, id=cell.id)
    return Mark(day, when, printed, share.low, share.high, id=cell.id)


def _mark(term: Term, printed: str, *, joined: bool) -> Mark:
    first, last = (day.toordinal() for day in term.days)
    value = float(printed)
    return Mark((first + last) // 2, term.short, printed, value, value, joined=joined)


def _panel(measure: Measure, marks: Sequence[Mark]) -> Panel | None:
    """On a scale that holds every mark: of attendance the upper end, of all others from none on."""
    if not marks:
        return None
    values = [mark.low for mark in marks if mark.low is not None]
    if measure.rest:
        low = min(10 * math.floor(min(values) / 10), 80)
        return Panel(measure.heading, measure.unit, (low, 100), tuple(marks))
    needed = max(measure.least, _AIR * max(values))
    top = next((top for top in _TOPS if top >= needed), 100 * math.ceil(needed / 100))
    return Panel(measure.heading, measure.unit, (0, top), tuple(marks), tall=LOW)


def _spans(first: date, last: date) -> list[Span]:
    """The terms from the first day to the last, without the holidays between."""
    terms = [Term.of(year, period) for year in range(first.year - 1, last.year + 1) for period in TERMS]
    return [
        Span(term.days[0].toordinal(), term.days[1].toordinal(), term.short)
        for term in terms
        if term.days[1] >= first and term.days[0] <= last
    ]
