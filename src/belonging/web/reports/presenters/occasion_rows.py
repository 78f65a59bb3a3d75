"""The figures of occasions as rows of a CSV file: nothing in it that the page does not show."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from belonging.evaluation.released import Findings, ReleasedTable
from belonging.instruments.load import load
from belonging.web.reports.presenters.rows import guarded

COLUMNS = ("item", "statement", "group", "choice", "kind", "forms", "of_forms", "per_cent", "not_shown_because")


def occasion_csv(findings: Findings) -> str:
    """A line for every choice of every group; one for a table that is not shown."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for table in findings.tables:
        for row in _rows(findings, table):
            writer.writerow({name: guarded(value) for name, value in row.items()})
    return out.getvalue()


def _rows(findings: Findings, table: ReleasedTable) -> Iterator[dict[str, object]]:
    start: dict[str, object] = {"item": table.item, "statement": table.wording}
    if table.refusal:
        yield {**start, "group": table.by, "not_shown_because": table.refusal.sentence}
    item = load(findings.instrument).item(table.item)
    for cell in table.cells:
        of_all = {**start, "group": cell.group_label, "of_forms": cell.n}
        for option in item.scale.options:
            share = (cell.codes or {}).get(str(option.code))
            if share is not None:
                shown = {"choice": str(option.label), "kind": item.part_of(option.code).value}
                yield {**of_all, **shown, "forms": share.count, "per_cent": share.low}
        passed = (cell.parts or {}).get("unanswered")
        if passed is not None:
            yield {**of_all, "choice": "No answer", "forms": passed.count, "per_cent": passed.low}
