"""CSV as spreadsheets and survey tools write it: any of four separators, three encodings, Excel's own first line."""

from __future__ import annotations

import csv
import io
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from belonging.evaluation.sheet import Sheet, UnreadableFile

_SEPARATORS = ",;\t|"
_EXCELS_MARK = re.compile(r'\A"?sep=(.)"?[ ;,]*\n', re.IGNORECASE)
_QUOTES = "A quotation mark is not closed, or stands inside a value. Take it away, or write it twice"


@dataclass(frozen=True, slots=True)
class _Text:
    """The lines from the header on; `before`: how many lines came before it."""

    name: str
    text: str
    separator: str
    before: int


def read_delimited(name: str, raw: bytes) -> Sheet:
    """Every value as text, lines without anything in them left out. Raises UnreadableFile."""
    text, encoding = _decode(name, raw)
    given = _from_header(name, text)
    header, starts, blank = _checked_lines(given)
    if not starts:
        raise UnreadableFile(f"{name} has no rows. It needs a line of column names and one line per person.")
    try:
        frame = pl.read_csv(io.BytesIO(given.text.encode()), separator=given.separator, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise UnreadableFile(f"{name} cannot be read as CSV ({error}). Save it again as CSV UTF-8.") from error
    if (frame.height, frame.width) != (len(starts), len(header)):
        raise UnreadableFile(f"{name}: its quotation marks leave open where rows end. Save it again as CSV UTF-8.")
    frame.columns = header
    if blank and len(header) > 1:
        kept = pl.Series([start not in blank for start in starts])
        frame, starts = frame.filter(kept), array("L", [start for start in starts if start not in blank])
    return Sheet(name, frame, f"CSV, {encoding}", starts)


def _decode(name: str, raw: bytes) -> tuple[str, str]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw:
        raise UnreadableFile(f"{name} is UTF-16 or not text. Save it again as CSV UTF-8.")
    for codec, said in (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return raw.decode(codec), said
        except UnicodeDecodeError as error:
            place = raw[: error.start].count(b"\n") + 1
    raise UnreadableFile(
        f"{name}, line {place}: the text is neither UTF-8 nor Windows-1252. Save it again as CSV UTF-8."
    )


def _from_header(name: str, text: str) -> _Text:
    if "\n" not in text:
        text = text.replace("\r", "\n")  # as old Macs ended lines
    mark = _EXCELS_MARK.match(text.replace("\r\n", "\n", 1))
    body = text[text.index("\n") + 1 :] if mark else text
    rest = body.lstrip("\r\n")
    if not rest.strip():
        raise UnreadableFile(f"{name} is empty. It needs a line of column names and one line per person.")
    first = rest.partition("\n")[0]
    separator = mark.group(1) if mark else max(_SEPARATORS, key=first.count)
    return _Text(name, rest, separator, text.count("\n") - rest.count("\n"))


def _checked_lines(given: _Text) -> tuple[list[str], Sequence[int], set[int]]:
    """The column names, the line that each row begins on (a quoted value may hold several), and the empty ones."""
    rows = csv.reader(io.StringIO(given.text, newline=""), delimiter=given.separator, strict=True)
    starts, blank, start = array("L"), set[int](), given.before + 1
    header: list[str] = []
    try:
        for row in rows:
            if not header:
                header = _names(given.name, row)
            else:
                starts.append(start)
                if not row:
                    blank.add(start)
                elif len(row) != len(header):
                    raise UnreadableFile(
                        f"{given.name}, line {start}: {len(row)} values for {len(header)} columns. "
                        "Put text that holds a separator in quotation marks."
                    )
            start = given.before + rows.line_num + 1
    except csv.Error as error:
        raise UnreadableFile(f"{given.name}, line {start}: {_QUOTES} ({error}).") from error
    return header, starts, blank


def _names(file: str, header: list[str]) -> list[str]:
    """The names without spaces around them; a column without one is called by its place."""
    names = [name.strip() or f"column {place}" for place, name in enumerate(header, start=1)]
    repeated = [name for place, name in enumerate(names) if name in names[:place]]
    if repeated:
        raise UnreadableFile(f"{file}: the column {repeated[0]!r} is there twice. Rename one of them.")
    return names
