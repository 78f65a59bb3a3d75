"""Open data as files: the rows, and the metadata that the DfE's service asks for beside them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Final

from belonging.evaluation.released import Findings
from belonging.web.api.rules.open_data import COLUMNS, FILTERS, INDICATORS, TOTAL, Place, Row, rows_of

METADATA: Final = (
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
    "filter_default",
)
FILTER_LABELS: Final = {
    "respondents": ("Respondents", "Who answered"),
    "wave": ("Wave", "Baseline is at the start of the programme, endline at its end"),
    "statement": ("Statement", "As it was printed in the questionnaire"),
    "breakdown": ("Breakdown", "Total is everyone who answered"),
}
GROUPED_BY: Final = {"statement": "statement_topic", "breakdown": "breakdown_topic"}
ENDS: Final = {"low": "lower end", "high": "upper end"}
PART_LABELS: Final = {
    "positive": "positive answer",
    "neither": "neither positive nor negative",
    "negative": "negative answer",
    "declined": "would rather not say",
    "unanswered": "left the statement out",
}


def open_data_csv(findings: Sequence[Findings], place: Place) -> str:
    return _written(COLUMNS, rows_of(findings, place))


def open_data_metadata(findings: Sequence[Findings], place: Place) -> str:
    """One row for each filter and indicator; columns that group a filter have none of their own."""
    first = next(rows_of(findings, place), {})
    filters = [_filter(name, first) for name in FILTERS if name in FILTER_LABELS]
    return _written(METADATA, [*filters, *(_indicator(name) for name in INDICATORS)])


def _filter(name: str, first: Row) -> Row:
    label, hint = FILTER_LABELS[name]
    return {
        **dict.fromkeys(METADATA, ""),
        "col_name": name,
        "col_type": "Filter",
        "label": label,
        "filter_hint": hint,
        "filter_grouping_column": GROUPED_BY.get(name, ""),
        "filter_default": TOTAL if name == "breakdown" else first.get(name, ""),
    }


def _indicator(name: str) -> Row:
    percent = "_percent_" in name
    return {
        **dict.fromkeys(METADATA, ""),
        "col_name": name,
        "col_type": "Indicator",
        "label": indicator_label(name),
        "indicator_grouping": "Shares of all who answered" if percent else "Numbers",
        "indicator_unit": "%" if percent else "",
        "indicator_dp": "0",
    }


def indicator_label(name: str) -> str:
    if name == "respondent_count":
        return "Number who answered, rounded to 5"
    if name == "school_count":
        return "Number of schools"
    part, _, end = name.partition("_percent_")
    if end.startswith("interval_"):
        return f"Percentage {PART_LABELS[part]}: 95% interval, {ENDS[end.removeprefix('interval_')]}"
    return f"Percentage {PART_LABELS[part]}: {ENDS[end]} as released"


def _written(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
