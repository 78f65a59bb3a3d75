"""Figures as they stand on a page: one for wide screens, one for phones, and the same as a table; or on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from belonging.evaluation.released import Findings, ReleasedTable, Rung
from belonging.figures import Axis, ChangeRow, DataTable, Figure, Look, draw, draw_changes
from belonging.web.reports.presenters.wording import PEOPLE, part_words
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
        numeric = frozenset(range(1, len(self.data.head)))
        return Table("", self.data.head, self.data.rows, numeric=numeric)


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
    words = part_words(findings.instrument, table.item, findings.audience)
    name = f"{findings.audience}-{table.id}".replace("_", "-")
    return easel.picture(name, lambda look: draw(table, words=words, look=look, axis=easel.axis))


def changes_picture(findings: Findings, easel: Easel) -> Picture | None:
    """Every statement's change for everyone; None while there is one wave only, or nothing but words to show."""
    rows = [
        ChangeRow(table.wording, change, table.rung)
        for table in findings.tables
        if table.by == "all"
        for change in table.changes
    ]
    if all(row.rung is Rung.WORDS for row in rows):
        return None
    people = PEOPLE[findings.audience]
    title = "Positive answers to every statement, last wave minus first"
    name = f"{findings.audience}-changes"
    return easel.picture(name, lambda look: draw_changes(title, rows, people=people, look=look))
