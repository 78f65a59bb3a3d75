"""The one table that a summary prints: every statement's positive answers in every wave, and what changed."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.evaluation.groups import people
from belonging.evaluation.released import Findings, ReleasedTable
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
    labels = [cell.group_label for table in tables for cell in table.cells if cell.group == group]
    if not labels:
        return None
    noun = people(Audience(findings.audience))
    compared = any(table.change(group) for table in tables)
    head = ("Positive answers", *(wave_name(wave) for wave in findings.waves))
    return Summary(
        title=f"{labels[0]}: positive answers of every 100 {noun}",
        head=(*head, "Change", "Reading") if compared else head,
        rows=tuple(_row(table, group, findings.waves, noun if compared else "") for table in tables),
    )


def _row(table: ReleasedTable, group: str, waves: tuple[str, ...], noun: str) -> tuple[str, ...]:
    """Without `noun` there is nothing to compare."""
    shares = [_share(table, group, wave) for wave in waves]
    if not noun:
        return (table.wording, *shares)
    change = table.change(group)
    if change is None:
        return (table.wording, *shares, "", "")
    return (table.wording, *shares, change_number(change, table.rung), reading_words(change.reading, noun))


def _share(table: ReleasedTable, group: str, wave: str) -> str:
    cell = table.cell(group, wave)
    return "not shown" if cell is None or cell.parts is None else share_number(cell.parts["positive"], cell.rung)
