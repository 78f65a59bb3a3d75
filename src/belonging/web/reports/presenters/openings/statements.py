"""What one audience said to each statement, as it was released: a table for colleagues."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.evaluation.released import Findings, ReleasedTable
from belonging.figures import reading_words, wave_name
from belonging.web.reports.presenters.wording import PEOPLE


@dataclass(frozen=True, slots=True)
class Statements:
    """`lines`: the ids that a row rests on; the statement, positive answers by wave, the reading."""

    title: str
    head: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]


def statements_of(findings: Findings) -> Statements | None:
    """None where nothing of everyone together is shown."""
    shown = [table for table in findings.tables if table.by == "all" and table.refusal is None]
    if not shown:
        return None
    people = PEOPLE[findings.audience]
    return Statements(
        title=f"What {people} said, statement by statement",
        head=("Statement", *(f"{wave_name(wave)}, positive" for wave in findings.waves), "Change"),
        lines=tuple((_ids(table), _row(findings, table)) for table in shown),
    )


def compared(findings: Findings) -> int:
    """On how many statements waves are compared."""
    shown = (table for table in findings.tables if table.by == "all" and table.refusal is None)
    return sum(len(table.changes) for table in shown)


def _row(findings: Findings, table: ReleasedTable) -> tuple[str, ...]:
    change = table.change("all")
    read = reading_words(change.reading, PEOPLE[findings.audience]) if change else ""
    return (table.wording, *(_positive(table, wave) for wave in findings.waves), read)


def _positive(table: ReleasedTable, wave: str) -> str:
    cell = table.cell("all", wave)
    return "not shown" if cell is None or cell.parts is None else cell.parts["positive"].text


def _ids(table: ReleasedTable) -> str:
    return " ".join([*(cell.id for cell in table.cells), *(change.id for change in table.changes)])
