"""From a table and its mapping to coarse rows, by the engine's own reading of mapped files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from belonging.evaluation.adhoc import InvalidMapping
from belonging.evaluation.answers import InvalidAnswers
from belonging.evaluation.mapped_rows import apply_mapping
from belonging.evaluation.mapping import Mapped
from belonging.evaluation.mapping_checks import check_mapped
from belonging.evaluation.sheet import Sheet
from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.rules.mapping import SurveyMapping
from belonging.web.imports.rules.tables import SurveyTable
from belonging.web.imports.rules.triage import Record, sorted_out


def coarse_rows(table: SurveyTable, mapping: SurveyMapping, instrument_name: str) -> dict[str, Any]:
    """`rows`: our columns and item keys, None where not stated or not answered; `left`: (number, why) of the others.

    Raises ImportRefused.
    """
    instrument = load(instrument_name)
    found = sorted_out(table, mapping, instrument)
    if not found.kept:
        raise ImportRefused("No row is left to bring in. Look again at which column is which.")
    frame, mapped = _frame(found.kept), _mapped(mapping, instrument)
    try:
        check_mapped(mapped, instrument)
        lines = [number for number, _record in found.kept]
        apply_mapping(Sheet("The file", frame, table.read_as, lines), mapped, instrument)
    except (InvalidMapping, InvalidAnswers) as refusal:
        raise ImportRefused(str(refusal)) from refusal
    return {
        "rows": [_row(record, mapping, instrument) for _number, record in found.kept],
        "left": [(each.number, each.why) for each in found.left],
    }


def _frame(kept: Sequence[tuple[int, Record]]) -> pl.DataFrame:
    names = list(kept[0][1])
    return pl.DataFrame(
        {name: [record[name] for _number, record in kept] for name in names}, schema=dict.fromkeys(names, pl.String)
    )


def _mapped(mapping: SurveyMapping, instrument: Instrument) -> Mapped:
    """In the engine's own words; columns have our names already."""
    fixed = {name: value for name, value in (("school", mapping.one_school), ("wave", mapping.one_wave)) if value}
    codes = {
        item.key: {text: code for text, code in mapping.answers[item.scale.key].items() if code is not None}
        for item in instrument.items
    }
    values = {role: dict(meaning) for role, meaning in mapping.values.items() if role in mapping.groups}
    return Mapped("The mapping", fixed=fixed, values=values, answers_of=codes)


def _row(record: Record, mapping: SurveyMapping, instrument: Instrument) -> Mapping[str, str | int | None]:
    row: dict[str, str | int | None] = {"school": mapping.one_school, "wave": mapping.one_wave}
    for role in mapping.groups:
        row[role] = mapping.values[role].get(record[role]) or None
    for item in instrument.items:
        row[item.key] = mapping.answers[item.scale.key].get(record[item.key])
    return row
