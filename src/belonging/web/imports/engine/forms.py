"""An XLSForm's bytes, read into the two files that can be made of it, each checked by its own reader."""

from __future__ import annotations

import hashlib
import tomllib
from typing import Any

from belonging.evaluation.adhoc import InvalidMapping, read_questionnaire
from belonging.instruments.errors import InvalidInstrument
from belonging.instruments.instrument_file import read_instrument
from belonging.instruments.load import load_framework
from belonging.instruments.tables import parse
from belonging.web.files.rules.kinds import FileRefused
from belonging.web.files.rules.workbooks import FORMULA, check_container, read_rows
from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.rules.xlsform.reading import read_sheets
from belonging.web.imports.rules.xlsform.toml_text import instrument_toml, mapping_toml

SHEETS = ("survey", "choices", "settings")
MOST_ROWS, MOST_COLUMNS = 2000, 100
FILE = "questionnaire.toml"


def read_form(content: bytes) -> dict[str, Any]:
    """`instrument` and `mapping` as TOML, `lacks`: why there is no instrument; `passed_over`. Raises ImportRefused."""
    try:
        check_container(content)
        sheets = {
            name: read_rows(content, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS, sheet_name=name) for name in SHEETS
        }
    except FileRefused as refusal:
        raise ImportRefused(str(refusal)) from refusal
    for name, rows in sheets.items():
        for number, cells in enumerate(rows, start=1):
            if FORMULA in cells:
                raise ImportRefused(f"Sheet “{name}”, row {number}: a cell holds a formula. Put its value there.")
    form = read_sheets(sheets)
    mapping = mapping_toml(form)
    try:
        read_questionnaire(tomllib.loads(mapping)["questionnaire"])
    except InvalidMapping as refusal:
        raise ImportRefused(str(refusal)) from refusal
    try:
        instrument, lacks = _checked(instrument_toml(form)), ""
    except ImportRefused as refusal:
        instrument, lacks = "", str(refusal)
    return {"instrument": instrument, "mapping": mapping, "lacks": lacks, "passed_over": list(form.passed_over)}


def _checked(source: str) -> str:
    """Raises ImportRefused with what the reader of questionnaire files says."""
    try:
        constructs = frozenset(construct.key for construct in load_framework().constructs)
        read_instrument(parse(source, FILE), constructs, hashlib.sha256(source.encode()).hexdigest())
    except InvalidInstrument as refusal:
        raise ImportRefused(f"The form is no whole questionnaire: {refusal}") from refusal
    return source
