"""Figures as they stand on a page: one for wide screens, one for phones, and the same as a table; or on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from belonging.evaluation.choices import item_told
from belonging.evaluation.released import Findings, ReleasedTable, Rung
from belonging.figures import (
    Axis,
    ChangeRow,
    DataTable,
    Figure,
    GapRow,
    Look,
    StandingRow,
    draw,
    draw_changes,
    draw_gaps,
    draw_key,
    draw_standing,
    rung_between,
    wave_name,
)
from belonging.figures.whose import of_those
from belonging.web.reports.presenters.wording import BREAKDOWNS, PEOPLE, inside, part_words
from belonging.web.ui.components import Table

WIDE, NARROW = 680, 320


@dataclass(frozen=True, slots=True)
class Picture:
    """On paper only `wide` is drawn. `data` has the same numbers as rows."""

    name: str
    wide: SafeString
    narrow: SafeString
    text: str
    data: DataTable

    @property
    def table(self) -> Table:
        columns = enumerate(zip(*self.data.rows, strict=True))
        numeric = frozenset(at for at, values in columns if at and any(map(_has_digit, values)))
        return Table("", self.data.head, self.data.rows, numeric=numeric)


def _has_digit(value: str) -> bool:
    return any(letter.isdigit() for letter in value)


@dataclass(frozen=True, slots=True)
class Easel:
    """How all figures of one report are drawn."""

    axis: Axis
    paper: bool = False

    def picture(self, name: str, draw_at: Callable[[Look], Figure]) -> Picture:
        wide = draw_at(Look(f"{name}-wide", WIDE, self.paper))
        narrow = "" if self.paper else draw_at(Look(f"{name}-narrow", NARROW)).svg
        # The figures escape every text themselves.
        return Picture(name, SafeString(wide.svg), SafeString(narrow), wide.text, wide.data)


def table_picture(findings: Findings, table: ReleasedTable, easel: Easel) -> Picture:
    words = part_words(item_told(findings, table), findings.audience)
    name = f"{findings.audience}-{table.id}".replace("_", "-")
    return easel.picture(name, lambda look: draw(table, words=words, look=look, axis=easel.axis))


def key_picture(heard: Iterable[Findings], easel: Easel) -> Picture | None:
    """What the marks of these findings mean, once for the page; None where nothing is drawn."""
    rungs = {cell.rung for findings in heard for table in findings.tables for cell in table.cells if cell.parts}
    return easel.picture("key", lambda look: draw_key(rungs, look=look)) if rungs else None


def standing_picture(findings: Findings, easel: Easel) -> Picture | None:
    """Every statement in the latest wave that is shown, for everyone."""
    if not findings.waves:
        return None
    wave = findings.waves[-1]
    found = [(table, table.cell("all", wave)) for table in findings.tables if table.by == "all"]
    rows = [StandingRow(_label(findings, table), cell) for table, cell in found if cell is not None]
    if not rows:
        return None
    people = of_those(PEOPLE[findings.audience], findings)
    title = f"Positive answers to every statement, {wave_name(wave).lower()}"
    name = f"{findings.audience}-standing"
    return easel.picture(name, lambda look: draw_standing(title, rows, people=people, look=look))


def gaps_picture(findings: Findings, by: str, easel: Easel) -> Picture | None:
    """The first pair of groups of that breakdown on every statement, in the latest wave that it is shown in."""
    rows = [row for table in findings.tables if table.by == by for row in _gap_rows(findings, table)]
    if not rows:
        return None
    title = f"{rows[0].group.group_label} beside {inside(rows[0].against.group_label)}"
    name = f"{findings.audience}-gaps-{by}"
    people = PEOPLE[findings.audience]
    return easel.picture(name, lambda look: draw_gaps(title, rows, people=people, look=look))


def _label(findings: Findings, table: ReleasedTable) -> str:
    """The statement; where agreeing is unfavourable, with the choices that are positive here."""
    if not table.reverse:
        return table.wording
    words = part_words(item_told(findings, table), findings.audience)
    return f"{table.wording} (positive: {inside(words.positive)})"


def _gap_rows(findings: Findings, table: ReleasedTable) -> list[GapRow]:
    gaps = [gap for gap in table.gaps if gap.earlier is None and gap.wave == table.waves[-1]]
    pairs = [(gap, table.cell(gap.group, gap.wave), table.cell(gap.against, gap.wave)) for gap in gaps[:1]]
    return [
        GapRow(_label(findings, table), group, against, gap)
        for gap, group, against in pairs
        if group is not None and against is not None
    ]


def gap_changes_picture(findings: Findings, by: str, easel: Easel) -> Picture | None:
    """How the gap between that breakdown's first pair has moved; None where nothing but words could be shown."""
    found = [
        (table, gap) for table in findings.tables if table.by == by for gap in table.gaps if gap.earlier is not None
    ]
    rows = [
        ChangeRow(_label(findings, table), gap, rung_between(table, gap))
        for table, gap in found
        if (gap.group, gap.against) == (found[0][1].group, found[0][1].against)
    ]
    title = f"How the gap between {inside(BREAKDOWNS[by])} moved, last wave minus first"
    return _of_changes(rows, title, f"{findings.audience}-gap-changes-{by}", findings, easel)


def changes_picture(findings: Findings, easel: Easel) -> Picture | None:
    """Every statement's change for everyone; None while there is one wave only, or nothing but words to show."""
    rows = [
        ChangeRow(_label(findings, table), change, rung_between(table, change))
        for table in findings.tables
        if table.by == "all"
        for change in table.changes
    ]
    title = "Positive answers to every statement, last wave minus first"
    return _of_changes(rows, title, f"{findings.audience}-changes", findings, easel)


def _of_changes(rows: list[ChangeRow], title: str, name: str, findings: Findings, easel: Easel) -> Picture | None:
    if all(row.rung is Rung.WORDS for row in rows):
        return None
    people = PEOPLE[findings.audience]
    return easel.picture(name, lambda look: draw_changes(title, rows, people=people, look=look))
