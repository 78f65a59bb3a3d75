"""The one table that a summary prints: every statement's positive answers in every wave, and what changed."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.evaluation.groups import people
from belonging.evaluation.released import Findings, ReleasedTable, Rung
from belonging.figures import reading_words, share_number, wave_name
from belonging.figures.printed import change_number
from belonging.instruments.model import Audience

_GROUPS = (("all", "all"), ("send", "send"))
"""Breakdown and group: everyone, and those whom the programme cares for most."""


@dataclass(frozen=True, slots=True)
class Summary:
    """`rows`: the statement, a share for each wave, the change in points, the reading."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def summaries(findings: Findings) -> list[Summary]:
    """For everyone and, where there is such a table, for those with SEND."""
    made = [_summary(findings, by, group) for by, group in _GROUPS]
    return [summary for summary in made if summary is not None]


def _summary(findings: Findings, by: str, group: str) -> Summary | None:
    tables = [table for table in findings.tables if table.by == by and table.refusal is None]
    cells = [cell for table in tables for cell in table.cells if cell.group == group]
    if not cells:
        return None
    noun = people(Audience(findings.audience))
    waves = findings.waves
    rows = [
        (table.wording, *(_share(table, group, wave) for wave in waves), *_change(table, group, noun))
        for table in tables
    ]
    head = ("Positive answers", *(wave_name(wave) for wave in waves), "Change", "Reading")
    # A column in which nothing stands is left out: one wave has no change, words have no points.
    kept = [place for place in range(len(head)) if any(row[place] for row in rows)]
    in_words = all(cell.rung is Rung.WORDS for cell in cells)
    return Summary(
        title=f"{cells[0].group_label}: positive answers{', in words' if in_words else f' of every 100 {noun}'}",
        head=tuple(head[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _change(table: ReleasedTable, group: str, noun: str) -> tuple[str, str]:
    change = table.change(group)
    return ("", "") if change is None else (change_number(change, table.rung), reading_words(change.reading, noun))


def _share(table: ReleasedTable, group: str, wave: str) -> str:
    cell = table.cell(group, wave)
    return "not shown" if cell is None or cell.parts is None else share_number(cell.parts["positive"], cell.rung)
