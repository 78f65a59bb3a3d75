"""A table's figure in sentences and as rows."""

from __future__ import annotations

from belonging.evaluation.released import Cell, Change, ReleasedTable, Rung
from belonging.figures.figure import DataTable, PartWords
from belonging.figures.printed import (
    base,
    in_words,
    interval_number,
    offered,
    points,
    rung_between,
    share_number,
    wave_name,
)

ORDER = ("positive", "neither", "negative", "declined", "unanswered")
"""As sentences and tables list the parts: what was asked about first."""


def sentences(table: ReleasedTable, words: PartWords) -> str:
    """Everything the picture shows, read aloud."""
    if table.refusal:
        return table.refusal.sentence
    said = [f"Of every 100 {words.people}."] if any(cell.parts and not in_words(cell) for cell in table.cells) else []
    said += [_cell_sentence(table, cell, words) for cell in table.cells]
    said += [f"{wave_name(held.wave)}: {held.refusal.sentence}" for held in table.withheld]
    said += [_change_sentence(table, change) for change in table.changes]
    return " ".join(said)


def data_table(table: ReleasedTable, words: PartWords) -> DataTable:
    parts = [part for part in ORDER if _is_offered(table, part)]
    grouped = table.by != "all"
    any_interval = any(cell.interval for cell in table.cells)
    head = [
        *(["Group"] if grouped else []),
        "When",
        "Answers",
        *(words.of(part) for part in parts),
        *(["95% interval"] if any_interval else []),
    ]
    rows = [
        (
            *([cell.group_label] if grouped else []),
            wave_name(cell.wave),
            base(cell),
            *(_printed(cell, part) for part in parts),
            *([interval_number(cell.interval)] if any_interval else []),
        )
        for cell in table.cells
    ]
    return DataTable(f"{table.wording}: {_unit(table, words.people)}", tuple(head), tuple(rows))


def _unit(table: ReleasedTable, people: str) -> str:
    spoken = {in_words(cell) for cell in table.cells if cell.parts}
    if spoken == {True}:
        return "in words"
    return f"of every 100 {people}" + (", or in words" if True in spoken else "")


def _printed(cell: Cell, part: str) -> str:
    return "not shown" if cell.parts is None else share_number(cell.parts[part], cell.rung)


def _is_offered(table: ReleasedTable, part: str) -> bool:
    return any(cell.parts and offered(cell.parts[part]) for cell in table.cells)


def _cell_sentence(table: ReleasedTable, cell: Cell, words: PartWords) -> str:
    who = wave_name(cell.wave) if table.by == "all" else f"{cell.group_label}, {cell.wave}"
    if cell.parts is None:
        why = cell.refusal.sentence if cell.refusal else "Not shown."
        return f"{who}: {why}"
    said = "; ".join(
        f"{words.of(part).lower()}, {share_number(cell.parts[part], cell.rung)}"
        for part in ORDER
        if offered(cell.parts[part])
    )
    sure = f"; 95% interval {interval_number(cell.interval)}" if cell.interval else ""
    return f"{who} ({base(cell)} answers): {said}{sure}."


def _change_sentence(table: ReleasedTable, change: Change) -> str:
    who = "" if table.by == "all" else f"{change.group_label}: "
    if change.refusal:
        return f"{who}{change.refusal.sentence}"
    sure = ""
    if change.interval and rung_between(table, change) is not Rung.WORDS:
        low, high = change.interval.low, change.interval.high
        sure = f" (95% interval of the change: {points(low, high)} points)"
    return f"{who}{change.text}{sure}."
