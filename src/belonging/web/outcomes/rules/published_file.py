"""The Department for Education's school-level files, read row by row: only rows of the schools asked for are kept.

Known by their columns: "Pupil absence in schools" (sess_possible, sess_overall, enrolments, enrolments_pa_10_exact)
and "Suspensions and permanent exclusions" (headcount, suspension, one_plus_susp, perm_excl).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from belonging.web.outcomes.errors import UnreadableFile
from belonging.web.outcomes.rules.counts import Counts
from belonging.web.outcomes.rules.symbols import number_of
from belonging.web.outcomes.rules.terms import Term, period_of, year_of

ABSENCE: Final[Mapping[str, str]] = {
    "on_roll": "enrolments",
    "possible": "sess_possible",
    "missed": "sess_overall",
    "persistent": "enrolments_pa_10_exact",
}
SUSPENSIONS: Final[Mapping[str, str]] = {
    "on_roll": "headcount",
    "suspensions": "suspension",
    "suspended": "one_plus_susp",
    "excluded": "perm_excl",
}
_NEEDED: Final = ("time_period", "time_identifier", "geographic_level", "school_urn")
_TOTALS: Final = frozenset({"", "total", "all", "all pupils", "all schools"})
_BREAKDOWNS: Final = ("breakdown", "breakdown_topic", "characteristic", "characteristic_group", "sex", "sen_status")
"""Where a file has rows for groups too, those of all pupils are taken."""
LARGEST_UPLOAD: Final = 100 * 1024 * 1024
MOST_ROWS: Final = 5_000_000
LONGEST_LINE: Final = 20_000
Tell = Callable[[int], None]


@dataclass(slots=True)
class PublishedFile:
    """`terms` by school's URN; `rows` is how many were read, `faults` how many of ours could not be taken, and why."""

    kind: str
    rows: int = 0
    terms: dict[str, dict[Term, Counts]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_published(lines: Iterable[str], urns: Collection[str], tell: Tell | None = None) -> PublishedFile:
    """`lines` of the file, one after the other; a line is forgotten before the next is read. Raises UnreadableFile."""
    wanted = frozenset(urns)
    reader = csv.reader(_bounded(lines))
    try:
        columns = {name.strip().lstrip("\ufeff").casefold(): place for place, name in enumerate(next(reader, []))}
        kind, taken = _kind(columns)
        found = PublishedFile(kind)
        for cells in reader:
            found.rows += 1
            if found.rows > MOST_ROWS:
                raise UnreadableFile(f"The file has more than {MOST_ROWS:,} rows. Please choose the school-level file.")
            if tell is not None and found.rows % 10_000 == 0:
                tell(found.rows)
            if _at(cells, columns, "school_urn") in wanted:
                _take(found, cells, columns, taken)
    except csv.Error as error:
        raise UnreadableFile(
            f"Reading stopped at line {reader.line_num}. Please download the file again, and do not change it in a "
            "spreadsheet."
        ) from error
    return found


def _bounded(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        if len(line) > LONGEST_LINE or "\0" in line:
            raise UnreadableFile(
                "This is no CSV of the Department for Education. Please unpack it, if it is a ZIP file."
            )
        yield line


def _kind(columns: Mapping[str, int]) -> tuple[str, Mapping[str, str]]:
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        raise UnreadableFile(
            f"The file has no column “{missing[0]}”. Please choose the school-level CSV of “Pupil absence in schools "
            "in England” or “Suspensions and permanent exclusions in England”, as it was downloaded."
        )
    for kind, taken in (("absence", ABSENCE), ("suspensions", SUSPENSIONS)):
        here = {name: column for name, column in taken.items() if column in columns}
        if "on_roll" in here and len(here) > 1:
            return kind, here
    raise UnreadableFile(
        "The file has schools in it, and neither absence (sess_possible, sess_overall) nor suspensions (suspension, "
        "perm_excl). Please choose another one."
    )


def _take(found: PublishedFile, cells: list[str], columns: Mapping[str, int], taken: Mapping[str, str]) -> None:
    if _at(cells, columns, "geographic_level").casefold() != "school":
        return
    if any(_at(cells, columns, name).casefold() not in _TOTALS for name in _BREAKDOWNS):
        return
    urn = _at(cells, columns, "school_urn")
    when = _at(cells, columns, "time_period"), _at(cells, columns, "time_identifier")
    year, period = year_of(when[0]), period_of(when[1])
    if year is None or period is None:
        found.faults.append(f"{urn}: “{when[1][:30]} {when[0][:12]}” is no term or year that we know.")
        return
    try:
        counts = Counts(**{name: number_of(_at(cells, columns, column)) for name, column in taken.items()})
    except ValueError as error:
        found.faults.append(f"{urn}: “{error}” is no whole number.")
        return
    term = Term.of(year, period)
    if term in found.terms.setdefault(urn, {}):
        found.faults.append(f"{urn}: {term.label} stands in the file twice; the first was taken.")
    elif counts:
        found.terms[urn][term] = counts


def _at(cells: list[str], columns: Mapping[str, int], name: str) -> str:
    place = columns.get(name)
    return cells[place].strip() if place is not None and place < len(cells) else ""
