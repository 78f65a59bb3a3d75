"""An XLSX file, looked at as a container and then read as plain words. Read in a child process alone."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from belonging.web.files.rules.kinds import FileRefused, Kind, damaged

MOST_PARTS = 2000
MOST_UNPACKED = 100 * 1024 * 1024
LARGEST_RATIO = 100
MOST_ROWS = 5000
MOST_COLUMNS = 50
FORMULA = "\x00formula"
"""Stands where a cell holds a formula: no text of a workbook holds this sign."""
SYMLINK = 0o120000
BROKEN = (
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError, OverflowError),
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError),
)
"""What openpyxl raises for a part that is not as it should be: an XML fault is a SyntaxError, one that defusedxml finds
a ValueError."""


def check_container(content: bytes) -> None:
    """Refuses what is no workbook, holds programs or links to elsewhere, or would unpack to far too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise damaged(Kind.XLSX) from fault
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise FileRefused("This is a zip file, but no workbook. Please choose an Excel workbook (.xlsx).")
    lowered = [name.casefold() for name in names]
    if any(name.endswith("vbaproject.bin") for name in lowered):
        raise FileRefused("The workbook has macros in it. Please save it as “Excel workbook (.xlsx)” without them.")
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused("The file is locked with a password. Please save it without one, and choose it again.")
    strays = any(".." in name.split("/") or name.startswith(("/", "\\")) or ":" in name for name in names)
    if (
        strays
        or len(set(lowered)) < len(lowered)
        or any((part.external_attr >> 16) & 0o170000 == SYMLINK for part in parts)
    ):
        raise damaged(Kind.XLSX)
    if any(name.startswith("xl/externallinks/") for name in lowered):
        raise FileRefused("The workbook draws on other files. Please copy its words into a new workbook.")
    unpacked = sum(part.file_size for part in parts)
    ratio = max((part.file_size / max(part.compress_size, 1) for part in parts if part.file_size > 100_000), default=0)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or ratio > LARGEST_RATIO:
        raise FileRefused(
            "The file unpacks to far too much, so it was not opened. Please copy its words into a new one."
        )


def read_rows(
    content: bytes, *, most_rows: int = MOST_ROWS, most_columns: int = MOST_COLUMNS, sheet_name: str = ""
) -> list[list[str]]:
    """A sheet's rows as text (the first, or the one named), blank ones too, so that a row's number is its place.

    A named sheet that is not there has no rows. Raises FileRefused.
    """
    try:
        return _rows(content, most_rows, most_columns, sheet_name)
    except BROKEN as fault:
        raise damaged(Kind.XLSX) from fault


def _rows(content: bytes, most_rows: int, most_columns: int, sheet_name: str) -> list[list[str]]:
    import openpyxl
    from openpyxl import DEFUSEDXML

    if not DEFUSEDXML:
        raise RuntimeError("openpyxl reads XML without defusedxml: install it before any file is read")
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    named = [each for each in book.worksheets if not sheet_name or each.title.strip().casefold() == sheet_name]
    if not named:
        return []
    sheet: Any = named[0]  # openpyxl's read-only worksheet has no types
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    for cells in sheet.iter_rows(max_col=most_columns):
        words = [_words(cell) for cell in cells]
        while words and not words[-1]:
            words.pop()
        rows.append(words)
        if len(rows) > most_rows:
            raise FileRefused(
                f"The sheet has more than {most_rows:,} rows. Please delete the rows that are not needed."
            )
    return rows


def _words(cell: Any) -> str:
    if cell.data_type == "f":
        return FORMULA
    return "" if cell.value is None else str(cell.value).replace("\x00", "")
