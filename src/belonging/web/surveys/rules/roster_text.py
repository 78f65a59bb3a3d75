"""CSV as schools' systems and spreadsheets write it: any usual encoding and separator."""

from __future__ import annotations

import csv
import io

from belonging.web.surveys.rules.roster_tables import MOST_ROWS, RawSheet, RosterRefused, too_many_rows

SEPARATORS = ",;\t|"
MOST_LETTERS = 100_000
"""In one cell; beyond it a quotation mark was left open, or the file is no table."""
SAVE_AGAIN = "In your spreadsheet choose Save as, then “CSV UTF-8” or “Excel workbook (.xlsx)”, and choose that file."


def read_csv(content: bytes, name: str) -> RawSheet:
    """One sheet. Raises RosterRefused."""
    text = decoded(content)
    separator, body, skipped = _separator(text)
    rows: list[tuple[int, tuple[str, ...]]] = []
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator)
    csv.field_size_limit(MOST_LETTERS)
    number = skipped
    try:
        for number, cells in enumerate(reader, start=1 + skipped):
            _refuse_open_quote(number, cells)
            if any(cell.strip() for cell in cells):
                rows.append((number, tuple(cells)))
            if len(rows) > MOST_ROWS + 50:
                raise too_many_rows()
    except csv.Error as fault:
        raise RosterRefused(
            f'Row {number + 1} cannot be read: a cell is far too long, or a quotation mark (") is never closed. '
            "Please look at that row, and choose the file again."
        ) from fault
    return RawSheet(name=name, rows=tuple(rows))


def decoded(content: bytes) -> str:
    """UTF-8, UTF-16 (with or without its mark) or Windows-1252. Raises RosterRefused."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf_16(content, "utf-16")
    if b"\x00" in content:
        return _utf_16(content, _guess_16(content))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as fault:
        row = content[: fault.start].count(b"\n") + 1
        raise RosterRefused(f"Row {row} has a letter that cannot be read. {SAVE_AGAIN}") from fault


def _guess_16(content: bytes) -> str:
    """Every other byte of English text in UTF-16 is zero; elsewhere a zero byte means that the file is damaged."""
    head = content[:2000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 4 < len(head):
        row = content[: content.index(0)].count(b"\n") + 1
        raise RosterRefused(f"Row {row} has a byte in it that is no letter, so the file may be damaged. {SAVE_AGAIN}")
    return "utf-16-be" if even > odd else "utf-16-le"


def _utf_16(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise RosterRefused(f"The file breaks off in the middle of a letter. {SAVE_AGAIN}") from fault
    if "\x00" in text:
        row = text[: text.index("\x00")].count("\n") + 1
        raise RosterRefused(f"Row {row} has a byte in it that is no letter, so the file may be damaged. {SAVE_AGAIN}")
    return text


def _separator(text: str) -> tuple[str, str, int]:
    """The separator, the text to read, and how many lines were taken off its top (Excel's own "sep=;")."""
    first, line_end, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest, 1
    lines = [line for line in text.splitlines()[:25] if line.strip()]
    best = max(SEPARATORS, key=lambda each: sum(_count(line, each) for line in lines))
    return best, f"{first}{line_end}{rest}", 0


def _count(line: str, separator: str) -> int:
    """Outside quotation marks."""
    return sum(part.count(separator) for part in line.split('"')[::2])


def _refuse_open_quote(number: int, cells: list[str]) -> None:
    if any(cell.count("\n") > 5 for cell in cells):
        raise RosterRefused(
            f'Row {number}: a quotation mark (") opens there and is never closed, so the rows below it run together. '
            "Please take it out and choose the file again."
        )
