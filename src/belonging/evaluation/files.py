"""Answer files as they come out of survey tools: CSV, Parquet, SPSS. Values stay as the file has them."""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

KINDS = (".csv", ".parquet", ".sav")


class UnreadableFile(ValueError):
    """A file that cannot be read; the message names the file, the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's rows under its own column names, and how it was read ("UTF-8", "Windows-1252", …).

    `lines`: the line that each row begins on, the header's being 1; empty for files that have no lines.
    """

    name: str
    frame: pl.DataFrame
    read_as: str
    lines: Sequence[int] = ()

    def place(self, row: int) -> str:
        """How to find a row (from 1) in the file: a spreadsheet counts the header, too."""
        return f"Line {self.lines[row - 1]}" if self.lines else f"Row {row}"


def read_sheet(path: Path) -> Sheet:
    """Read a file by its ending. Raises UnreadableFile."""
    if not path.is_file():
        raise UnreadableFile(f"{path} is not a file. Check the name.")
    kind = path.suffix.lower()
    if kind == ".csv":
        return _read_csv(path)
    if kind == ".parquet":
        return _read_parquet(path)
    if kind == ".sav":
        return _read_spss(path)
    raise UnreadableFile(f"{path.name}: cannot read files that end in {kind!r}. Use one of {', '.join(KINDS)}.")


def _read_csv(path: Path) -> Sheet:
    text, encoding = _decode(path)
    lines = text.splitlines()
    if len(lines) < 2:
        raise UnreadableFile(f"{path.name} has no rows. It needs a line of column names and one line per person.")
    separator = max(",;\t", key=lines[0].count)
    starts = _checked_lines(path.name, text, separator)
    frame = pl.read_csv(io.BytesIO(text.encode()), separator=separator, infer_schema=False)
    return Sheet(path.name, frame, f"CSV, {encoding}", starts)


def _decode(path: Path) -> tuple[str, str]:
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw:
        raise UnreadableFile(f"{path.name} is UTF-16 or not text. Save it again as CSV UTF-8.")
    for codec, name in (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return raw.decode(codec), name
        except UnicodeDecodeError as error:
            place = raw[: error.start].count(b"\n") + 1
    raise UnreadableFile(
        f"{path.name}, line {place}: the text is neither UTF-8 nor Windows-1252. Save it again as CSV UTF-8."
    )


def _checked_lines(name: str, text: str, separator: str) -> Sequence[int]:
    """The line that each row begins on; a field in quotation marks may hold several lines."""
    rows = csv.reader(io.StringIO(text), delimiter=separator)
    header = next(rows)
    repeated = [column for place, column in enumerate(header) if column in header[:place]]
    if repeated:
        raise UnreadableFile(f"{name}: the column {repeated[0]!r} is there twice. Rename one of them.")
    starts, start = array("L"), rows.line_num + 1
    for row in rows:
        starts.append(start)
        start = rows.line_num + 1
        if row and len(row) != len(header):
            raise UnreadableFile(
                f"{name}, line {starts[-1]}: {len(row)} values for {len(header)} columns. "
                "Put text that holds a separator in quotation marks."
            )
    return starts


def _read_parquet(path: Path) -> Sheet:
    try:
        return Sheet(path.name, pl.read_parquet(path), "Parquet")
    except pl.exceptions.PolarsError as error:
        raise UnreadableFile(f"{path.name} is not a Parquet file ({error}). Export it again.") from error


def _read_spss(path: Path) -> Sheet:
    """User-missing values are kept as they are: 9 for "don't want to say" is an answer to us."""
    import pyreadstat

    try:
        frame, _ = pyreadstat.read_sav(path, user_missing=True, output_format="polars")
    except pyreadstat.ReadstatError as error:
        raise UnreadableFile(f"{path.name} is not an SPSS file ({error}). Export it again.") from error
    return Sheet(path.name, frame, "SPSS")
