"""Pupils beside parents and staff: statements about the same side of belonging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from belonging.evaluation.released import Findings, ReleasedTable
from belonging.figures import reading_words, wave_name
from belonging.instruments.load import load_framework
from belonging.web.reports.presenters.wording import PEOPLE, VOICES


@dataclass(frozen=True, slots=True)
class SharedConstruct:
    """`rows`: who, the statement, positive answers by wave, the reading. `findings`: the ids of each row."""

    key: str
    title: str
    description: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    findings: tuple[str, ...]

    @property
    def lines(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each row with its ids."""
        return tuple(zip(self.findings, self.rows, strict=True))


def shared_constructs(heard: Mapping[str, Findings]) -> tuple[SharedConstruct, ...]:
    """Constructs that at least two audiences were asked about, in the framework's order."""
    waves = tuple(dict.fromkeys(wave for findings in heard.values() for wave in findings.waves))
    head = ("Who", "Statement", *(wave_name(wave) for wave in waves), "Change")
    shown = []
    for construct in load_framework().constructs:
        rows = [
            (name, _row(findings, table, waves), _ids(table))
            for name, findings in heard.items()
            for table in findings.tables
            if table.construct == construct.key and table.by == "all" and not table.refusal
        ]
        if len({name for name, _, _ in rows}) > 1:
            title, description = str(construct.title), str(construct.description)
            ids = tuple(found for _, _, found in rows)
            shown.append(
                SharedConstruct(construct.key, title, description, head, tuple(row for _, row, _ in rows), ids)
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


def _ids(table: ReleasedTable) -> str:
    return " ".join([*(cell.id for cell in table.cells), *(change.id for change in table.changes)])
