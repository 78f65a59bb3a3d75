"""What a picture of outcomes over time is made of: panels, the terms of its axis, the waves that are marked in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.safestring import SafeString

from belonging.evaluation.released import Cell, Findings, Rung
from belonging.figures import Look, Mark, Panel, Span, draw_over_time, share_number, wave_name
from belonging.web.outcomes.queries import PooledTerm, TermOutcome
from belonging.web.outcomes.queries.waves import Wave
from belonging.web.outcomes.rules.counts import Counts, Group, half_up
from belonging.web.outcomes.rules.terms import TERMS, Term, term_before
from belonging.web.ui.components import Table

WIDE, NARROW = 680, 320
BELONGING: Final = "belong"
"""The statement that stands above the outcomes."""
ATTENDANCE: Final = "Attendance: sessions attended, in 100 possible"
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
    wide: SafeString
    narrow: SafeString
    text: str
    table: Table


def attendance(counts: Counts) -> str | None:
    """ "94.6", from possible and missed sessions."""
    if not counts.possible or counts.missed is None:
        return None
    return half_up(counts.possible - counts.missed, counts.possible)


def school_panel(outcomes: Iterable[TermOutcome], group: Group) -> Panel | None:
    """None where no term has attendance of this group."""
    marks: list[Mark] = []
    before: Term | None = None
    for each in outcomes:
        printed = attendance(each.of(group))
        if printed is None or not each.term.is_one_term:
            continue
        marks.append(_mark(each.term, printed, joined=before is not None and before == term_before(each.term)))
        before = each.term
    return _panel(marks)


def programme_panel(terms: Iterable[PooledTerm], group: Group) -> Panel | None:
    """A line joins two terms where the same schools stand behind both."""
    marks: list[Mark] = []
    before: tuple[Term, frozenset[int]] | None = None
    for each in terms:
        pool = each.groups[group].get("missed")
        if pool is None:
            continue
        joined = before == (term_before(each.term), pool.schools)
        marks.append(_mark(each.term, half_up(pool.base - pool.number, pool.base), joined=joined))
        before = each.term, pool.schools
    return _panel(marks)


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


def picture_of(name: str, title: str, panels: Sequence[Panel], waves: Iterable[Wave]) -> Picture:
    days = [mark.day for panel in panels for mark in panel.marks]
    spans = _spans(date.fromordinal(min(days)), date.fromordinal(max(days)))
    dated = [(wave.day.toordinal(), wave.name) for wave in waves if wave.day.toordinal() in days]

    def drawn(end: str, width: int) -> tuple[SafeString, str, Table]:
        figure = draw_over_time(title, panels, spans, dated=dated, look=Look(f"{name}-{end}", width))
        # The figure escapes every text itself.
        table = Table(figure.data.caption, figure.data.head, figure.data.rows, numeric=frozenset({2}), caption_size="s")
        return SafeString(figure.svg), figure.text, table

    wide, text, table = drawn("wide", WIDE)
    narrow, _, _ = drawn("narrow", NARROW)
    return Picture(wide, narrow, text, table)


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


def _panel(marks: Sequence[Mark]) -> Panel | None:
    """On a scale of whole tens that holds every mark, and is never so short that a small step looks large."""
    if not marks:
        return None
    values = [mark.low for mark in marks if mark.low is not None]
    low = min(10 * math.floor(min(values) / 10), 80)
    return Panel(ATTENDANCE, "in 100 sessions", (low, 100), tuple(marks))


def _spans(first: date, last: date) -> list[Span]:
    """The terms from the first day to the last, without the holidays between."""
    terms = [Term.of(year, period) for year in range(first.year - 1, last.year + 1) for period in TERMS]
    return [
        Span(term.days[0].toordinal(), term.days[1].toordinal(), term.short)
        for term in terms
        if term.days[1] >= first and term.days[0] <= last
    ]
