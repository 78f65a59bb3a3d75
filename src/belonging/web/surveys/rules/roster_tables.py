"""From the rows of a file to a table with headings. What nobody needs is dropped here, before anything else sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from belonging.web.base.errors import Refused
from belonging.web.surveys.rules.roster_columns import Column, discarded_as, field_of, letter_of

MOST_ROWS = 5000
MOST_COLUMNS = 200
LONGEST_CELL = 300
LOOK_FOR_HEADINGS = 20
HEADINGS = "First name, Surname, Class, Year group"


class RosterRefused(Refused):
    """The file cannot be read as a list of pupils. The message says where, and what to do."""


@dataclass(frozen=True, slots=True)
class RawSheet:
    """`rows` as (number in the spreadsheet, cells); `merged` ranges such as "C2:C31"."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    merged: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`discarded`: headings that were recognised and thrown away with their cells."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    discarded: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]


def tables_of(sheets: Sequence[RawSheet]) -> list[Table]:
    """The sheets that hold a list with headings that we know, hidden ones left out. Raises RosterRefused."""
    seen = [sheet for sheet in sheets if not sheet.hidden and any(_filled(cells) for _number, cells in sheet.rows)]
    if not seen:
        hidden = " The only sheets with anything in them are hidden." if any(sheet.rows for sheet in sheets) else ""
        raise RosterRefused(f"The file is empty.{hidden} Please export the list of pupils again and choose that file.")
    found = [table for sheet in seen if (table := _table(sheet)) is not None]
    if not found:
        raise RosterRefused(
            "We found no headings. The first row must say what each column holds, for instance "
            f"“{HEADINGS}”. Please add such a row at the top and choose the file again."
        )
    return found


def _table(sheet: RawSheet) -> Table | None:
    rows = [(number, cells) for number, cells in sheet.rows if _filled(cells)]
    place = _heading_row(rows)
    if place is None:
        return None
    number, headings = rows[place]
    width = max(len(cells) for _number, cells in rows[place:])
    if width > MOST_COLUMNS:
        raise RosterRefused(
            f"The file has {width} columns. Please keep those that are needed ({HEADINGS}), and choose it again."
        )
    padded = (*headings, *[""] * (width - len(headings)))
    kept = [at for at, heading in enumerate(padded) if not discarded_as(heading)]
    discarded = tuple(heading for heading in padded if discarded_as(heading))
    body, notes = _body(rows[place + 1 :], padded)
    if not body:
        raise RosterRefused(
            f"There are headings in row {number}, and no pupils under them. "
            "Please export the list again and choose that file."
        )
    if len(body) > MOST_ROWS:
        raise too_many_rows()
    return Table(
        name=sheet.name,
        columns=tuple(Column(letter_of(at), " ".join(padded[at].split())) for at in kept),
        rows=tuple(Row(own, tuple(cells[at].strip() if at < len(cells) else "" for at in kept)) for own, cells in body),
        discarded=discarded,
        merged=sheet.merged,
        notes=tuple(notes),
    )


def too_many_rows() -> RosterRefused:
    return RosterRefused(
        f"The file has more than {MOST_ROWS:,} rows. A school's list is shorter: please export only the pupils who are "
        "on roll now, or one year group at a time."
    )


def _filled(cells: Sequence[str]) -> bool:
    return any(cell.strip() for cell in cells)


def _heading_row(rows: Sequence[tuple[int, tuple[str, ...]]]) -> int | None:
    """The row near the top with most headings that we know: two of them, or one where it has but one cell."""
    known = [sum(bool(field_of(cell)) for cell in cells) for _number, cells in rows[:LOOK_FOR_HEADINGS]]
    if not known or max(known) == 0:
        return None
    best = known.index(max(known))
    if known[best] == 1 and sum(bool(cell.strip()) for cell in rows[best][1]) > 1:
        # One known word among others may be a cell of somebody called Class; beside other headings it is not.
        others = sum(bool(discarded_as(cell)) for cell in rows[best][1])
        return best if others or best == 0 else None
    return best


def _body(
    rows: Sequence[tuple[int, tuple[str, ...]]], headings: Sequence[str]
) -> tuple[list[tuple[int, tuple[str, ...]]], list[str]]:
    """The pupils' rows; repeated headings and totals are left out, and a note says so."""
    kept: list[tuple[int, tuple[str, ...]]] = []
    notes: list[str] = []
    for number, cells in rows:
        if _is_headings(cells, headings):
            notes.append(f"Row {number} repeats the headings. It is left out.")
        elif _is_total(cells):
            notes.append(f"Row {number} is a total, not a pupil. It is left out.")
        else:
            kept.append((number, cells))
    return kept, notes


def _is_headings(cells: Sequence[str], headings: Sequence[str]) -> bool:
    pairs = [(cell.strip().casefold(), heading.strip().casefold()) for cell, heading in _pairs(cells, headings) if cell]
    return len(pairs) > 1 and all(cell == heading for cell, heading in pairs)


def _pairs(cells: Sequence[str], headings: Sequence[str]) -> Iterator[tuple[str, str]]:
    return zip(cells, headings, strict=False)


def _is_total(cells: Sequence[str]) -> bool:
    filled = [cell.strip().casefold().rstrip(":") for cell in cells if cell.strip()]
    words = ("total", "totals", "grand total", "count", "total pupils", "number of pupils", "total students")
    return (len(filled) <= 4 and filled[0] in words) or filled[0].startswith("total:")
