"""Findings as tidy rows: one for every number, with the id of the finding that it belongs to."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from belonging.evaluation.released import (
    Cell,
    Change,
    Findings,
    Gap,
    Interval,
    Measure,
    Refusal,
    ReleasedTable,
    Share,
    Supplement,
)
from belonging.web.ui.tables import inert

COLUMNS = (
    "id",
    "kind",
    "table",
    "item",
    "statement",
    "by",
    "group",
    "group_label",
    "against",
    "wave",
    "earlier",
    "part",
    "n",
    "schools",
    "count",
    "low",
    "high",
    "unit",
    "interval_low",
    "interval_high",
    "df",
    "method",
    "precision",
    "reading",
    "text",
    "rests_on",
    "not_shown_because",
)

KINDS: Mapping[str, tuple[str, ...]] = {
    "shares.csv": ("share", "choice", "share of those who chose"),
    "changes.csv": ("change",),
    "gaps.csv": ("gap", "change in gap"),
    "further.csv": ("measure",),
    "sentences.csv": ("answered", "on roll", "headline", "not shown", "note"),
}
"""The files of a folder, and the kinds of row that each holds."""


Line = dict[str, object]


def one_file(findings: Findings) -> str:
    return _written(rows(findings))


def by_kind(findings: Findings) -> dict[str, str]:
    """A file for each kind of row that there is, by name."""
    every = list(rows(findings))
    parted = {name: [row for row in every if row["kind"] in kinds] for name, kinds in KINDS.items()}
    return {name: _written(lines) for name, lines in parted.items() if lines}


def rows(findings: Findings) -> Iterator[Line]:
    """Values as they are; columns that say nothing of a row are left out of it."""
    for headline in findings.headlines:
        on = " ".join(headline.findings)
        yield {"id": headline.id, "kind": "headline", "table": headline.table, "text": headline.text, "rests_on": on}
    for row in findings.responses:
        start: Line = {"wave": row.wave, "schools": row.schools}
        answered = {"id": f"answered:{row.wave}", "kind": "answered", "n": row.answered, "text": row.answered_text}
        yield {**start, **answered}
        if row.roll is not None:
            yield {**start, "id": f"on-roll:{row.wave}", "kind": "on roll", "n": row.roll}
    for table in findings.tables:
        yield from _table_rows(table)
    for supplement in findings.supplements:
        yield from _supplement_rows(supplement)
    for note in findings.notes:
        yield {"id": f"note:{note.code}", "kind": "note", "text": note.sentence}


def _written(lines: Iterable[Line]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: guarded(value) for name, value in line.items()} for line in lines)
    return out.getvalue()


def guarded(value: object) -> object:
    """Text that a spreadsheet would run as a formula, made text again. Numbers pass."""
    return "" if value is None else inert(value)


def _table_rows(table: ReleasedTable) -> Iterator[Line]:
    start: Line = {"table": table.id, "item": table.item, "statement": table.wording, "by": table.by}
    if table.refusal:
        yield {**start, "id": table.id, "kind": "not shown", **_refused(table.refusal)}
    for held in table.withheld:
        line = {"id": f"{table.id}:{held.wave}", "kind": "not shown", "wave": held.wave}
        yield {**start, **line, **_refused(held.refusal)}
    for cell in table.cells:
        yield from ({**start, **line} for line in _cell_rows(cell))
    for change in table.changes:
        yield {**start, "kind": "change", "precision": table.rung.value, **_difference(change), "wave": change.later}
    for gap in table.gaps:
        kind = "gap" if gap.earlier is None else "change in gap"
        line = {"kind": kind, "precision": table.rung.value, "against": gap.against, "wave": gap.wave}
        yield {**start, **line, **_difference(gap)}


def _cell_rows(cell: Cell) -> Iterator[Line]:
    start: Line = {
        "id": cell.id,
        "group": cell.group,
        "group_label": cell.group_label,
        "wave": cell.wave,
        "n": cell.n,
        "schools": cell.schools,
        "precision": cell.rung.value,
        "unit": "per cent",
    }
    if cell.parts is None:
        yield {**start, "kind": "share", **_refused(cell.refusal)}
    for part, share in (cell.parts or {}).items():
        interval = _interval(cell.interval) if part == "positive" else {}
        yield {**start, "kind": "share", "part": part, **_share(share), **interval}
    for code, share in (cell.codes or {}).items():
        yield {**start, "kind": "choice", "part": code, **_share(share)}
    for part, share in (cell.chosen or {}).items():
        yield {**start, "kind": "share of those who chose", "part": part, "n": cell.chosen_n, **_share(share)}


def _difference(found: Change | Gap) -> Line:
    return {
        "id": found.id,
        "group": found.group,
        "group_label": found.group_label,
        "earlier": found.earlier,
        "low": found.estimate_low,
        "high": found.estimate_high,
        "unit": "points",
        "reading": found.reading.value,
        "text": found.text,
        **_interval(found.interval),
        **_refused(found.refusal),
    }


def _supplement_rows(supplement: Supplement) -> Iterator[Line]:
    start: Line = {"table": supplement.id, "kind": "measure", "method": supplement.method}
    if supplement.refusal:
        yield {**start, "id": supplement.id, "statement": supplement.title, **_refused(supplement.refusal)}
    for measure in supplement.measures:
        yield {**start, **_measure(measure)}


def _measure(measure: Measure) -> Line:
    return {
        "id": measure.id,
        "item": measure.item,
        "statement": measure.label,
        "group": measure.group,
        "n": measure.n,
        "schools": measure.schools,
        "low": measure.value,
        "high": measure.value,
        "unit": measure.unit,
        "interval_low": measure.low,
        "interval_high": measure.high,
        "df": measure.df,
        "text": measure.text,
        **_refused(measure.refusal),
    }


def _share(share: Share) -> Line:
    return {"low": share.low, "high": share.high, "count": share.count, "text": share.text}


def _interval(interval: Interval | None) -> Line:
    if interval is None:
        return {}
    return {
        "interval_low": interval.low,
        "interval_high": interval.high,
        "df": interval.df,
        "method": interval.method,
    }


def _refused(refusal: Refusal | None) -> Line:
    return {} if refusal is None else {"not_shown_because": refusal.sentence}
