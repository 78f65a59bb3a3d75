"""A roster file: one row for people on roll who are alike, in CSV, Parquet or SPSS."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import polars as pl

from belonging.evaluation.files import read_sheet
from belonging.evaluation.groups import NOT_SAID, VALUES, WAVES
from belonging.evaluation.roll_tables import MOST
from belonging.evaluation.roster import FACTS, InvalidRoster, Roster, RosterCell
from belonging.evaluation.sheet import Sheet

_NEEDED: Final = ("school", "wave", "people")
_WHOLE_NUMBER: Final = re.compile("[0-9]{1,9}")
_MOST_SHOWN: Final = 30
_ALLOWED: Final = {"year_group": VALUES["year_group"], "sex": VALUES["gender"], "sen": VALUES["sen"]}


def read_roster(path: Path) -> Roster:
    """Columns school, wave, people and any of year_group, sex (girl, boy) and sen (N, K, E).

    Raises UnreadableFile, or InvalidRoster naming line, column and remedy.
    """
    sheet = read_sheet(path)
    names = sheet.frame.columns
    for name in _NEEDED:
        if name not in names:
            raise InvalidRoster(f"{sheet.name} has no column {name!r}. A roster needs {', '.join(_NEEDED)}.")
    unknown = [name for name in names if name not in (*_NEEDED, *FACTS)]
    if unknown:
        raise InvalidRoster(
            f"{sheet.name}: a roster has no column {unknown[0]!r}. Use {', '.join((*_NEEDED, *FACTS))}."
        )
    texts = sheet.frame.select(pl.all().cast(pl.String).str.strip_chars().fill_null(""))
    cells = tuple(_cell(sheet, place, row) for place, row in enumerate(texts.iter_rows(named=True), start=1))
    _refuse_twice(sheet, cells)
    return Roster(cells)


def _refuse_twice(sheet: Sheet, cells: tuple[RosterCell, ...]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for place, cell in enumerate(cells, start=1):
        before = seen.setdefault(cell.key, place)
        if before != place:
            raise InvalidRoster(
                f"{sheet.place(place)}: {', '.join(cell.key)} is there a second time (first: {sheet.place(before)}). "
                "Add the people up and keep one row."
            )


def _cell(sheet: Sheet, place: int, row: dict[str, str]) -> RosterCell:
    for name in ("school", "wave"):
        if not row[name]:
            raise InvalidRoster(f"{sheet.place(place)}, column {name!r} is empty. Every row needs a school and a wave.")
    if row["wave"] not in WAVES:
        raise InvalidRoster(f"{sheet.place(place)}, column 'wave': {row['wave']!r} is no wave. Use {', '.join(WAVES)}.")
    people = _people(sheet, place, row["people"])
    facts = {name: row.get(name) or NOT_SAID for name in FACTS}
    for name, value in facts.items():
        if value not in _ALLOWED[name]:
            raise InvalidRoster(
                f"{sheet.place(place)}, column {name!r}: {value!r} is not known. Use one of "
                f"{', '.join(_ALLOWED[name])}, or leave it empty."
            )
    return RosterCell(row["school"], row["wave"], people, **facts)


def _people(sheet: Sheet, place: int, text: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(text) or int(text) > MOST:
        said = repr(text) if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]!r}…"
        raise InvalidRoster(
            f"{sheet.place(place)}, column 'people': {said} is not a number of people. Use a whole number from 0 to "
            f"{MOST:,}, in the digits 0 to 9."
        )
    return int(text)
