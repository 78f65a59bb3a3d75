"""From the bytes of somebody's export to a table without the columns that nobody needs."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from belonging.evaluation.delimited import read_delimited
from belonging.evaluation.files import read_sheet
from belonging.evaluation.sheet import UnreadableFile
from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.web.files.rules.kinds import FileRefused
from belonging.web.files.rules.workbooks import FORMULA, check_container, read_rows
from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.rules.answering import kept_of_group, kept_of_items
from belonging.web.imports.rules.dropping import why_dropped
from belonging.web.imports.rules.guessing import group_of, item_of
from belonging.web.imports.rules.tables import MOST_COLUMNS, MOST_ROWS, Column, Dropped, LeftOut, SurveyTable, folded
from belonging.web.imports.rules.tools import completed_column, tool_of

CSV, XLSX, SAV = ".csv", ".xlsx", ".sav"
NAME = "The file"
MOST_WIDE = 10 * MOST_COLUMNS
"""Separators in the first line: headings that are sentences have commas of their own."""
NOT_SENT = "begun and never sent"


@dataclass(frozen=True, slots=True)
class _Raw:
    """`rows` as (number in the file, cells)."""

    read_as: str
    headings: Sequence[str]
    questions: Sequence[str]
    rows: Sequence[tuple[int, Sequence[str]]]


def read_table(content: bytes, kind: str, instrument_name: str) -> SurveyTable:
    """Raises ImportRefused; what it says names row and column as the file's own program does."""
    try:
        raw = _READERS[kind](content)
    except (UnreadableFile, FileRefused) as refusal:
        raise ImportRefused(str(refusal)) from refusal
    if len(raw.headings) > MOST_COLUMNS:
        raise too_wide(len(raw.headings))
    if len(raw.rows) > MOST_ROWS:
        raise ImportRefused(f"The file has more than {MOST_ROWS:,} rows. Please export one school or wave at a time.")
    return _cleaned(raw, load(instrument_name))


def too_wide(columns: int) -> ImportRefused:
    return ImportRefused(
        f"The file has {columns:,} columns or more, and {MOST_COLUMNS} is the most that are read. Please export the "
        "questions alone, without times and extra columns."
    )


def _cleaned(raw: _Raw, instrument: Instrument) -> SurveyTable:
    tool = tool_of(raw.headings, spss=raw.read_as == "SPSS")
    sent = completed_column(raw.headings, tool)
    rows = [(number, cells) for number, cells in raw.rows if sent is None or cells[sent]]
    left = [LeftOut(number, NOT_SENT) for number, cells in raw.rows if sent is not None and not cells[sent]]
    kept, dropped = list[int](), list[Dropped]()
    for at, (heading, question) in enumerate(zip(raw.headings, raw.questions, strict=True)):
        column, cells = Column(heading, question), [row[at] for _number, row in rows]
        ours = item_of(column, instrument) or group_of(column, instrument)
        why = why_dropped(heading, cells, instrument, recognised=bool(ours))
        if why:
            dropped.append(Dropped(heading, why))
        elif any(cells):
            kept.append(at)
    if not rows:
        raise ImportRefused("The file has headings and no row that was sent. Please export the answers again.")
    columns = [Column(raw.headings[at], raw.questions[at]) for at in kept]
    cells_of = _without_own_words(columns, [[row[at] for _number, row in rows] for at in kept], instrument)
    return SurveyTable(
        read_as=raw.read_as,
        tool=tool.value,
        columns=tuple(columns),
        rows=tuple((number, tuple(cells[row] for cells in cells_of)) for row, (number, _) in enumerate(rows)),
        dropped=tuple(dropped),
        left=tuple(left),
    )


def _without_own_words(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], instrument: Instrument
) -> list[Sequence[str]]:
    """The columns' cells; in those of ours, what nobody can have ticked is replaced."""
    items = {at: cells[at] for at, column in enumerate(columns) if item_of(column, instrument)}
    kept: dict[int, list[str]] = kept_of_items(items, instrument)
    for at, column in enumerate(columns):
        role = group_of(column, instrument)
        if role and at not in kept:
            kept[at] = kept_of_group(role, cells[at], instrument)
    return [kept.get(at, each) for at, each in enumerate(cells)]


def _read_csv(content: bytes) -> _Raw:
    for mark, codec in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            try:
                content = content.decode(codec).encode()
            except UnicodeDecodeError as fault:
                raise ImportRefused("The file breaks off in the middle of a letter. Please export it again.") from fault
    # Before anything looks at headings: of a million of them that would never end.
    first = content.lstrip(b"\r\n").partition(b"\n")[0]
    width = max(first.count(separator) for separator in (b",", b";", b"\t", b"|")) + 1
    if width > MOST_WIDE:
        raise too_wide(width)
    sheet = read_delimited(NAME, content)
    frame = sheet.frame
    rows = [
        (number, [_plain(cell or "") for cell in cells])
        for number, cells in zip(sheet.lines, frame.iter_rows(), strict=True)
    ]
    _refuse_unnamed([not name.startswith("column ") for name in frame.columns], rows)
    return _Raw(sheet.read_as, frame.columns, frame.columns, rows)


def _read_workbook(content: bytes) -> _Raw:
    check_container(content)
    found = read_rows(content, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS + 1)
    filled = [(number, cells) for number, cells in enumerate(found, start=1) if any(cell.strip() for cell in cells)]
    if len(filled) < 2:
        raise ImportRefused("The first sheet has no headings with rows under them. Put the answers on the first sheet.")
    width = max(len(cells) for _number, cells in filled)
    if width > MOST_COLUMNS:
        raise too_wide(width)
    for number, cells in filled:
        if FORMULA in cells:
            raise ImportRefused(
                f"Row {number}, column {cells.index(FORMULA) + 1}: the cell holds a formula, not an answer. Copy the "
                "sheet, paste it as values, and choose that file."
            )
    padded = [(number, [_plain(cell) for cell in (*cells, *[""] * (width - len(cells)))]) for number, cells in filled]
    headings = [" ".join(cell.split()) for cell in padded[0][1]]
    _refuse_unnamed([bool(heading) for heading in headings], padded[1:])
    named = [heading or f"column {at}" for at, heading in enumerate(headings, start=1)]
    _refuse_twice(named)
    return _Raw("Excel workbook", named, named, padded[1:])


def _read_spss(content: bytes) -> _Raw:
    """Answers under the labels that the file gives them, so that a person reads what was chosen."""
    import pyreadstat

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.sav"
        path.write_bytes(content)
        sheet = read_sheet(path)
        _, about = pyreadstat.read_sav(str(path), metadataonly=True, output_format="polars")
    frame = sheet.frame.select(pl.all().cast(pl.String).fill_null(""))
    labels = [about.variable_value_labels.get(name, {}) for name in frame.columns]
    words = [{_plain(str(code)): str(label) for code, label in each.items()} for each in labels]
    rows = [
        (number, [words[at].get(_plain(cell), _plain(cell)) for at, cell in enumerate(cells)])
        for number, cells in enumerate(frame.iter_rows(), start=1)
    ]
    questions = [about.column_names_to_labels.get(name) or name for name in frame.columns]
    return _Raw("SPSS", frame.columns, questions, rows)


def _plain(cell: str) -> str:
    """Without spaces around it; whole numbers without ".0"."""
    text = " ".join(cell.split())
    whole, _, rest = text.partition(".")
    return whole if rest and not rest.strip("0") and whole.lstrip("-").isdigit() else text


def _refuse_unnamed(named: Sequence[bool], rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """A column with cells and no heading: mostly a heading that was merged over several columns."""
    for at, has_name in enumerate(named):
        if not has_name and any(cells[at] for _number, cells in rows):
            raise ImportRefused(
                f"Column {at + 1} has answers and no heading. If one heading was merged over several columns, give "
                "each column its own, and choose the file again."
            )


def _refuse_twice(headings: Sequence[str]) -> None:
    seen = set[str]()
    for heading in headings:
        if folded(heading) in seen:
            raise ImportRefused(f"The column “{heading}” is there twice. Please rename or remove one of them.")
        seen.add(folded(heading))


_READERS: dict[str, Callable[[bytes], _Raw]] = {CSV: _read_csv, XLSX: _read_workbook, SAV: _read_spss}
