"""An XLSX file, looked at as a container before it is read as a workbook. Runs in a child process alone."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl import DEFUSEDXML
from openpyxl.utils.exceptions import InvalidFileException

from belonging.web.surveys.rules.roster_tables import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    RosterRefused,
    too_many_rows,
)
from belonging.web.surveys.rules.roster_values import FORMULA

MOST_PARTS = 2000
MOST_UNPACKED = 60 * 1024 * 1024
LARGEST_RATIO = 150
BLANK_ROWS = 1000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)"')
SAVE_AGAIN = (
    "Please open it in your spreadsheet, save it as “Excel workbook (.xlsx)” or “CSV UTF-8”, and choose that file."
)


def read_workbook(content: bytes) -> list[dict[str, Any]]:
    """Every sheet with cells, as plain values for JSON. Raises RosterRefused."""
    if not DEFUSEDXML:
        raise RuntimeError("openpyxl reads XML without defusedxml: install it before any file is read")
    warnings.simplefilter("ignore")
    packed = _container(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        return [_sheet(sheet, packed) for sheet in book.worksheets]
    except RosterRefused:
        raise
    except (InvalidFileException, KeyError, ValueError, TypeError, IndexError, AttributeError, zipfile.BadZipFile,
            EOFError, OSError, SyntaxError, OverflowError, NotImplementedError, zlib.error) as fault:  # fmt: skip
        # SyntaxError is what ElementTree's ParseError is; DefusedXmlException is a ValueError.
        raise RosterRefused(f"The file is damaged and cannot be read as a workbook. {SAVE_AGAIN}") from fault


def _container(content: bytes) -> zipfile.ZipFile:
    """The open zip file, when nothing about it is out of the way."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError) as fault:
        raise RosterRefused(f"The file is damaged: it breaks off, or was not copied whole. {SAVE_AGAIN}") from fault
    parts = packed.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise RosterRefused(f"{_other_kind(names)} {SAVE_AGAIN}")
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise RosterRefused(f"The workbook has macros in it, and such files are not taken. {SAVE_AGAIN}")
    if any(part.flag_bits & 1 for part in parts):
        raise RosterRefused(f"The file is locked with a password. {SAVE_AGAIN}")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > LARGEST_RATIO * max(len(content), 10_000):
        raise RosterRefused(
            "The file unpacks to far more than a list of pupils holds, so it was not opened. "
            "Please copy the list alone into a new workbook, and choose that file."
        )
    return packed


def _other_kind(names: set[str]) -> str:
    if "word/document.xml" in names:
        return "This is a Word document, not a spreadsheet."
    if "ppt/presentation.xml" in names:
        return "This is a presentation, not a spreadsheet."
    if "xl/workbook.bin" in names:
        return "This is a binary workbook (.xlsb), which is not read."
    if "mimetype" in names and "content.xml" in names:
        return "This is an OpenDocument file (.ods), which is not read."
    return "This is a zip file, not a spreadsheet."


def _sheet(sheet: Any, packed: zipfile.ZipFile) -> dict[str, Any]:
    """`sheet` is openpyxl's read-only worksheet, which has no types."""
    return {
        "name": str(sheet.title)[:60],
        "hidden": sheet.sheet_state != "visible",
        "rows": list(_rows(sheet)),
        "merged": _merged(packed, str(sheet._worksheet_path)),  # told nowhere else
    }


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    kept = blank = 0
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        words = [_words(number, cell) for cell in cells]
        while words and not words[-1]:
            words.pop()
        blank = 0 if words else blank + 1
        if blank > BLANK_ROWS:
            return
        if words:
            kept += 1
            yield number, words
        if kept > MOST_ROWS + 50:
            raise too_many_rows()


def _words(number: int, cell: Any) -> str:
    if cell.data_type == "f":
        return FORMULA
    words = _plain(cell.value)
    if len(words) > LONGEST_CELL:
        raise RosterRefused(
            f"Row {number}: a cell holds {len(words):,} letters. Please take it out, and choose the file again."
        )
    return words.replace("\x00", "")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _merged(packed: zipfile.ZipFile, path: str) -> list[str]:
    return [found.decode() for found in MERGED.findall(packed.read(path.lstrip("/")))[:200]]
