"""Released tables as rows of a CSV file. Nothing is in them that a page does not show."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from belonging.evaluation.released import PARTS, Cell, Change, Findings, ReleasedTable

PART_COLUMNS = tuple(f"{part}_{end}" for part in PARTS for end in ("low", "high", "text"))
COLUMNS = (
    "audience",
    "item",
    "statement",
    "by",
    "group",
    "row",
    "wave",
    "compared_with",
    "precision",
    "answers",
    *PART_COLUMNS,
    "estimate_low",
    "estimate_high",
    "interval_low",
    "interval_high",
    "reading",
    "not_shown_because",
)
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")

Line = dict[str, object]


def findings_csv(heard: Iterable[Findings]) -> str:
    """One line per share ("share") and per change ("change"); a table that is not shown has one line."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for findings in heard:
        for table in findings.tables:
            for row in _rows(findings, table):
                writer.writerow({name: guarded(value) for name, value in row.items()})
    return out.getvalue()


def guarded(value: object) -> object:
    """Text that a spreadsheet would run as a formula, made text again. Numbers pass."""
    if isinstance(value, str) and value.startswith(_ACTIVE):
        return f"'{value}"
    return "" if value is None else value


def _rows(findings: Findings, table: ReleasedTable) -> Iterator[Line]:
    start: Line = {
        "audience": findings.audience,
        "item": table.item,
        "statement": table.wording,
        "by": table.by,
        "precision": table.rung.value,
    }
    if table.refusal:
        yield {**start, "row": "table", "not_shown_because": table.refusal.sentence}
    for cell in table.cells:
        yield {**start, **_share_line(cell)}
    for change in table.changes:
        yield {**start, **_change_line(change)}


def _share_line(cell: Cell) -> Line:
    line: Line = {"row": "share", "group": cell.group_label, "wave": cell.wave, "answers": cell.n}
    for part, share in (cell.parts or {}).items():
        line |= {f"{part}_low": share.low, f"{part}_high": share.high, f"{part}_text": share.text}
    if cell.interval:
        line |= {"interval_low": cell.interval.low, "interval_high": cell.interval.high}
    if cell.refusal:
        line["not_shown_because"] = cell.refusal.sentence
    return line


def _change_line(change: Change) -> Line:
    line: Line = {
        "row": "change",
        "group": change.group_label,
        "wave": change.later,
        "compared_with": change.earlier,
        "estimate_low": change.estimate_low,
        "estimate_high": change.estimate_high,
        "reading": change.text,
    }
    if change.interval:
        line |= {"interval_low": change.interval.low, "interval_high": change.interval.high}
    if change.refusal:
        line["not_shown_because"] = change.refusal.sentence
    return line
