"""Pupils beside parents and staff: statements about the same side of belonging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from belonging.evaluation.released import Findings, ReleasedTable
from belonging.figures import reading_words, wave_name
from belonging.instruments.load import load_framework
from belonging.web.reports.presenters.wording import PEOPLE, VOICES
from belonging.web.ui.components import Table


@dataclass(frozen=True, slots=True)
class SharedConstruct:
    """`rows`: who, the statement, positive answers by wave, the reading."""

    title: str
    description: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def table(self) -> Table:
        return Table("", self.head, self.rows)


def shared_constructs(heard: Mapping[str, Findings]) -> tuple[SharedConstruct, ...]:
    """Constructs that at least two audiences were asked about, in the framework's order."""
    waves = tuple(dict.fromkeys(wave for findings in heard.values() for wave in findings.waves))
    head = ("Who", "Statement", *(wave_name(wave) for wave in waves), "Change")
    shown = []
    for construct in load_framework().constructs:
        rows = [
            (name, _row(findings, table, waves))
            for name, findings in heard.items()
            for table in findings.tables
            if table.construct == construct.key and table.by == "all" and not table.refusal
        ]
        if len({name for name, _ in rows}) > 1:
            shown.append(
                SharedConstruct(str(construct.title), str(construct.description), head, tuple(row for _, row in rows))
            )
    return tuple(shown)


def _row(findings: Findings, table: ReleasedTable, waves: tuple[str, ...]) -> tuple[str, ...]:
    change = table.change("all")
    return (
        VOICES[findings.audience],
        table.wording,
        *(_positive(table, wave) for wave in waves),
        reading_words(change.reading, PEOPLE[findings.audience]) if change else "",
    )


def _positive(table: ReleasedTable, wave: str) -> str:
    cell = table.cell("all", wave)
    return "not shown" if cell is None or cell.parts is None else cell.parts["positive"].text
