"""Released tables as rows of a CSV file. Nothing is in them that a page does not show."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from belonging.evaluation.choices import MAIN, MIX
from belonging.evaluation.released import PARTS, Cell, Change, Findings, Gap, Measure, ReleasedTable, Rung, Supplement
from belonging.figures import rung_between
from belonging.web.ui.tables import inert

PART_COLUMNS = tuple(f"{part}_{end}" for part in PARTS for end in ("low", "high", "text"))
COLUMNS = (
    "finding",
    "audience",
    "item",
    "statement",
    "by",
    "group",
    "row",
    "wave",
    "compared_with",
    "against",
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

Line = dict[str, object]


def findings_csv(heard: Iterable[Findings]) -> str:
    """One line per share ("share"), change, gap, number of a further method ("measure"), sentence on the mix ("mix").

    A table that is not shown has one line ("table"), and so has a wave of it. `finding` is the id that a
    sentence of the report names.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for findings in heard:
        for table in findings.tables:
            for row in _rows(findings, table):
                writer.writerow({name: guarded(value) for name, value in row.items()})
        for row in _mix_lines(findings):
            writer.writerow({name: guarded(value) for name, value in row.items()})
        for supplement in findings.supplements:
            for row in _measure_lines(findings, supplement):
                writer.writerow({name: guarded(value) for name, value in row.items()})
    return out.getvalue()


def guarded(value: object) -> object:
    """Text that a spreadsheet would run as a formula, made text again. Numbers pass."""
    return "" if value is None else inert(value)


def _rows(findings: Findings, table: ReleasedTable) -> Iterator[Line]:
    start: Line = {
        "audience": findings.audience,
        "item": table.item,
        "statement": table.wording,
        "by": table.by,
    }
    if table.refusal:
        yield {**start, "finding": table.id, "row": "table", "not_shown_because": table.refusal.sentence}
    for held in () if table.refusal else table.withheld:
        line = {"finding": table.id, "row": "table", "wave": held.wave, "not_shown_because": held.refusal.sentence}
        yield {**start, **line}
    for cell in table.cells:
        yield {**start, **_share_line(cell)}
    for change in table.changes:
        yield {**start, **_change_line(table, change)}
    for gap in table.gaps:
        yield {**start, **_gap_line(table, gap)}


def _share_line(cell: Cell) -> Line:
    line: Line = {
        "finding": cell.id,
        "row": "share",
        "group": cell.group_label,
        "wave": cell.wave,
        "precision": cell.rung.value,
        "answers": cell.n,
    }
    for part, share in (cell.parts or {}).items():
        line |= {f"{part}_low": share.low, f"{part}_high": share.high, f"{part}_text": share.text}
    if cell.interval:
        line |= {"interval_low": cell.interval.low, "interval_high": cell.interval.high}
    if cell.refusal:
        line["not_shown_because"] = cell.refusal.sentence
    return line


def _change_line(table: ReleasedTable, change: Change) -> Line:
    return {
        "row": "change",
        "group": change.group_label,
        "wave": change.later,
        "compared_with": change.earlier,
        **_compared(table, change),
    }


def _gap_line(table: ReleasedTable, gap: Gap) -> Line:
    return {
        "row": "gap",
        "group": gap.group_label,
        "wave": gap.wave,
        "compared_with": gap.earlier,
        "against": gap.against_label,
        **_compared(table, gap),
    }


def _compared(table: ReleasedTable, found: Change | Gap) -> Line:
    """What a change and a gap have in common. In words there is a reading and no number, as on the page."""
    line: Line = {"finding": found.id, "precision": rung_between(table, found).value, "reading": found.text}
    if rung_between(table, found) is not Rung.WORDS:
        line |= {"estimate_low": found.estimate_low, "estimate_high": found.estimate_high}
    if found.interval:
        line |= {"interval_low": found.interval.low, "interval_high": found.interval.high}
    if found.refusal:
        line["not_shown_because"] = found.refusal.sentence
    return line


def _mix_lines(findings: Findings) -> Iterator[Line]:
    """Of whom the tables are, and what they are mixed from, as the report says it."""
    for note in findings.notes:
        if note.code.startswith((MAIN, MIX)):
            yield {"audience": findings.audience, "row": "mix", "finding": note.code, "reading": note.sentence}


def _measure_lines(findings: Findings, supplement: Supplement) -> Iterator[Line]:
    start: Line = {"audience": findings.audience, "row": "measure", "by": supplement.id}
    if supplement.refusal:
        yield {**start, "finding": supplement.id, "not_shown_because": supplement.refusal.sentence}
    for measure in supplement.measures:
        yield {**start, **_measure_line(measure)}


def _measure_line(measure: Measure) -> Line:
    return {
        "finding": measure.id,
        "item": measure.item,
        "statement": measure.label,
        "group": measure.group,
        "precision": measure.unit,
        "answers": measure.n,
        "estimate_low": measure.value,
        "estimate_high": measure.value,
        "interval_low": measure.low,
        "interval_high": measure.high,
        "reading": measure.text,
        "not_shown_because": measure.refusal.sentence if measure.refusal else None,
    }
