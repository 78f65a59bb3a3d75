"""A school's own CSV: one row for each term and group, columns in any order and under their usual names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from belonging.web.outcomes.errors import UnreadableFile
from belonging.web.outcomes.rules.counts import (
    COLUMN_NAMES,
    COLUMNS,
    GROUP_NAMES,
    LARGEST,
    Counts,
    Group,
    faults,
)
from belonging.web.outcomes.rules.symbols import number_of
from belonging.web.outcomes.rules.terms import TERMS, Term, period_of, year_of

LARGEST_FILE: Final = 256 * 1024
MOST_ROWS: Final = 500
HEAD: Final = ("School year", "Term", "Group", *COLUMN_NAMES.values())
_ALIASES: Final[Mapping[str, str]] = {
    "schoolyear": "year", "academicyear": "year", "year": "year", "timeperiod": "year",
    "term": "term", "timeidentifier": "term", "period": "term",
    "group": "group", "pupilgroup": "group", "pupils": "group", "characteristic": "group",
    "pupilsonroll": "on_roll", "onroll": "on_roll", "roll": "on_roll", "enrolments": "on_roll", "headcount": "on_roll",
    "numberonroll": "on_roll", "nor": "on_roll",
    "possiblesessions": "possible", "sessionspossible": "possible", "sesspossible": "possible",
    "missedsessions": "missed", "sessionsmissed": "missed", "absences": "missed", "sessoverall": "missed",
    "overallabsence": "missed", "absencesessions": "missed",
    "pupilspersistentlyabsent": "persistent", "persistentlyabsent": "persistent", "persistentabsentees": "persistent",
    "persistentabsence": "persistent", "pa": "persistent", "enrolmentspa10exact": "persistent",
    "suspensions": "suspensions", "suspension": "suspensions", "fixedperiodexclusions": "suspensions",
    "pupilssuspendedatleastonce": "suspended", "pupilssuspended": "suspended", "onepluslsusp": "suspended",
    "oneplussusp": "suspended",
    "permanentexclusions": "excluded", "permanentlyexcluded": "excluded", "permexcl": "excluded",
    "behaviourincidents": "incidents", "incidents": "incidents", "behaviour": "incidents",
}  # fmt: skip
_GROUPS: Final[Mapping[str, Group]] = {
    "": Group.ALL, "all": Group.ALL, "allpupils": Group.ALL, "total": Group.ALL, "everyone": Group.ALL,
    "send": Group.SEND, "sen": Group.SEND, "pupilswithsend": Group.SEND, "withsend": Group.SEND, "ek": Group.SEND,
    "ke": Group.SEND, "anysen": Group.SEND, "anyspecialeducationalneed": Group.SEND,
    "nosend": Group.NO_SEND, "nosen": Group.NO_SEND, "pupilswithoutsend": Group.NO_SEND, "withoutsend": Group.NO_SEND,
    "noidentifiedspecialeducationalneed": Group.NO_SEND, "notsend": Group.NO_SEND,
    "girls": Group.GIRLS, "girl": Group.GIRLS, "female": Group.GIRLS, "f": Group.GIRLS,
    "boys": Group.BOYS, "boy": Group.BOYS, "male": Group.BOYS, "m": Group.BOYS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileFault:
    """`row` as a spreadsheet numbers it; the header is 1."""

    row: int
    sentence: str


@dataclass(frozen=True, slots=True)
class SchoolFile:
    """What could be read, and what is wrong. Nothing of a file with a fault is kept."""

    terms: Mapping[Term, Mapping[Group, Counts]]
    faults: tuple[FileFault, ...]
    ignored: tuple[str, ...]


def template_rows(term: Term) -> list[tuple[str, ...]]:
    """Rows to fill in, one for each group."""
    from_label = term.label.rsplit(" ", 1)[0]
    blanks = ("",) * len(COLUMNS)
    return [(f"{term.year}/{(term.year + 1) % 100:02d}", from_label, name, *blanks) for name in GROUP_NAMES.values()]


def read_school_file(content: bytes) -> SchoolFile:
    """Raises UnreadableFile where nothing can be made of it as a whole."""
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        rows = _bounded(reader)
    except csv.Error as error:
        raise UnreadableFile(
            f"Reading stopped at line {reader.line_num}. Please save the table as CSV again, and choose that file."
        ) from error
    columns, ignored = _columns(rows[0] if rows else [])
    reading = _Reading(columns)
    for number, cells in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in cells):
            reading.take(number, cells)
    if not reading.terms and not reading.faults:
        raise UnreadableFile("The file has a header and no row below it. Please fill in at least one term.")
    return SchoolFile(reading.terms, tuple(reading.all_faults()), ignored)


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise UnreadableFile(
            f"The file is larger than {LARGEST_FILE // 1024} kB, far more than terms and groups need. Please choose "
            "the table of counts, without names of pupils."
        )
    if content[:2] == b"PK":
        raise UnreadableFile("This is a workbook or a zip file. Please save the sheet as CSV, and choose that file.")
    if b"\0" in content[:2000]:
        raise UnreadableFile("This is not a CSV. Please save the sheet as “CSV UTF-8”, and choose that file.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _bounded(reader: Iterator[list[str]]) -> list[list[str]]:
    rows: list[list[str]] = []
    for cells in reader:
        rows.append(cells)
        if len(rows) > MOST_ROWS + 1:
            raise UnreadableFile(
                f"The file has more than {MOST_ROWS} rows. One row is one term and one group; lists of pupils do not "
                "belong here."
            )
    return rows


def _plain(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words.casefold())


def _columns(header: list[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    found: dict[str, int] = {}
    ignored = []
    for place, heading in enumerate(header):
        name = _ALIASES.get(_plain(heading))
        if name is None:
            if heading.strip():
                ignored.append(heading.strip()[:40])
        elif name in found:
            raise UnreadableFile(
                f"Two columns of the file stand for “{_said(name)}”. Please keep one, and choose the file again."
            )
        else:
            found[name] = place
    missing = [_said(name) for name in ("year", "term") if name not in found]
    if missing or not set(found) & set(COLUMNS):
        wanted = " and ".join(f"“{name}”" for name in missing) or "with any of the counts"
        raise UnreadableFile(
            f"The file has no column {wanted}. The first row has to name the columns, as the file to fill in does."
        )
    return found, tuple(ignored)


def _said(name: str) -> str:
    return {"year": "School year", "term": "Term", "group": "Group"}.get(name) or COLUMN_NAMES[name]


class _Reading:
    """Terms as they fill, and faults with their rows."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self.terms: dict[Term, dict[Group, Counts]] = {}
        self.faults: list[FileFault] = []
        self._columns = columns
        self._rows: dict[tuple[Term, Group], int] = {}

    def take(self, number: int, cells: list[str]) -> None:
        term, group = self._term(number, cells), self._group(number, cells)
        counts = self._counts(number, cells)
        if term is None or group is None or counts is None or not counts:
            return
        if (term, group) in self._rows:
            self._say(number, f"{term.label}, {GROUP_NAMES[group]}: stands in row {self._rows[term, group]} already.")
            return
        self._rows[term, group] = number
        self.terms.setdefault(term, {})[group] = counts

    def all_faults(self) -> Iterator[FileFault]:
        yield from self.faults
        for term, counts in self.terms.items():
            for group, _, sentence in faults(counts):
                yield FileFault(self._rows[term, group], f"{term.label}. {sentence}")

    def _term(self, number: int, cells: list[str]) -> Term | None:
        year_words, term_words = self._cell(cells, "year"), self._cell(cells, "term")
        year, period = year_of(year_words), period_of(term_words)
        if year is None:
            self._say(number, f"“{year_words[:20]}” is no school year. Please write it as 2025/26.")
        if period not in TERMS:
            self._say(number, f"“{term_words[:20]}” is no term. Please write Autumn, Spring or Summer.")
        return None if year is None or period not in TERMS else Term.of(year, period)

    def _group(self, number: int, cells: list[str]) -> Group | None:
        words = self._cell(cells, "group")
        group = _GROUPS.get(_plain(words))
        if group is None:
            names = ", ".join(GROUP_NAMES.values())
            self._say(number, f"“{words[:30]}” is none of the groups: {names}.")
        return group

    def _counts(self, number: int, cells: list[str]) -> Counts | None:
        values: dict[str, int | None] = {}
        for name in COLUMNS:
            words = self._cell(cells, name)
            try:
                values[name] = number_of(words)
            except ValueError:
                self._say(
                    number,
                    f"“{words[:20]}” under “{COLUMN_NAMES[name]}” is no whole number from 0 to {LARGEST:,}. "
                    "Leave it empty where you do not know.",
                )
                return None
        return Counts(**values)

    def _cell(self, cells: list[str], name: str) -> str:
        place = self._columns.get(name)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def _say(self, number: int, sentence: str) -> None:
        self.faults.append(FileFault(number, sentence))
