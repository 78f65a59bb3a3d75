"""Questionnaires as XLSForm, out and in. Nothing is stored."""

from __future__ import annotations

import io
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font

from belonging.instruments.load import load
from belonging.instruments.words import worded
from belonging.web.enrolment.queries.wordings import texts_of
from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.rules.xlsform.writing import Sheets, form_of
from belonging.web.imports.services.child import done_by_child
from belonging.web.imports.services.uploads import LARGEST_FILE

WIDE = 40


@dataclass(frozen=True, slots=True)
class ReadForm:
    """`instrument` is empty where the form has not all that a questionnaire needs; `lacks` says what."""

    instrument: str
    mapping: str
    lacks: str
    passed_over: tuple[str, ...]


def workbook_of(*, instrument: str, edition: str, language: str) -> bytes:
    asked = load(instrument)
    texts = texts_of(instrument, language)
    return _packed(form_of(worded(asked, language, texts) if texts else asked, edition, language))


def read_xlsform(content: bytes) -> ReadForm:
    """Raises ImportRefused with sheet, row and remedy."""
    if len(content) > LARGEST_FILE or not content.startswith(b"PK\x03\x04"):
        raise ImportRefused("This is no XLSForm. Please choose an Excel workbook (.xlsx) of 10 MB at most.")
    said = done_by_child("form", content=content)
    return ReadForm(said["instrument"], said["mapping"], said["lacks"], tuple(said["passed_over"]))


def _packed(sheets: Sheets) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Belonging Matters"
    for name, rows in sheets.named.items():
        sheet = book.create_sheet(name)
        headings = list(dict.fromkeys(heading for row in rows for heading in row))
        for row in ({heading: heading for heading in headings}, *rows):
            sheet.append([row.get(heading) for heading in headings])
        for at, heading in enumerate(headings, start=1):
            sheet.cell(1, at).font = Font(bold=True)
            sheet.column_dimensions[sheet.cell(1, at).column_letter].width = WIDE if "::" in heading else WIDE // 2
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    cell.data_type = "s"
        sheet.freeze_panes = "A2"
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
