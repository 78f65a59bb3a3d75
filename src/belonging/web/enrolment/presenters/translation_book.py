"""A text and its translation as a spreadsheet, to fill in at home and bring back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font

from belonging.web.enrolment.presenters.translations import place
from belonging.web.enrolment.rules.documents import LANGUAGES, RIGHT_TO_LEFT
from belonging.web.enrolment.rules.translations import HEAD, Texts

WIDTHS = {"A": 22, "B": 60, "C": 60, "D": 30}
HINT = "Keep words in { } as they are"


def translation_book(*, name: str, english: Texts, texts: Texts, language: str) -> bytes:
    """`texts` may be empty: a translation that is to be begun. The note says where a line stands."""
    book = openpyxl.Workbook()
    sheet: Any = book.active  # openpyxl has no types
    sheet.title = LANGUAGES[language].rpartition("(")[2].rstrip(")") or language
    sheet.append(HEAD)
    for key, words in english.items():
        sheet.append((key, words, texts.get(key, ""), _note(name, key, words)))
    for row in sheet.iter_rows():
        for cell in row:
            # Words that begin with = would otherwise become a formula.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    if language in RIGHT_TO_LEFT:
        for cell in sheet["C"][1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right", readingOrder=2)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _note(name: str, key: str, words: str) -> str:
    return ". ".join(filter(None, (place(name, key), HINT if "{" in words else "")))
