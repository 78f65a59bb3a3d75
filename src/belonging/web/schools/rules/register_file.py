"""The CSV of "Get Information About Schools": bytes in, rows and faults out.

Columns are found by their headers, whose spelling drifts from year to year; those that we do not need may be missing.
Codes, dates (day-month-year) and character set (Windows-1252) are the file's own.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from belonging.web.schools.errors import UnreadableRegister
from belonging.web.schools.rules.register_types import OPEN_STATUSES, setting_of

REQUIRED: Final = (
    "URN",
    "EstablishmentName",
    "TypeOfEstablishment (code)",
    "EstablishmentStatus (code)",
    "PhaseOfEducation (code)",
)
LONGEST_NAME: Final = 120
_NO_SEND_UNIT: Final = frozenset({"", "not applicable", "none"})


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One school, in the order and the types of the table's columns."""

    urn: str
    authority_code: str
    authority: str
    establishment_number: str
    name: str
    type_code: str
    type_name: str
    type_group: str
    status_code: str
    status_name: str
    is_open: bool
    phase_code: str
    low_age: int | None
    high_age: int | None
    has_sixth_form: bool
    has_send_unit: bool
    gender: str
    pupils: int | None
    trust_code: str
    trust: str
    street: str
    locality: str
    town: str
    postcode: str
    website: str
    opened_on: date | None
    closed_on: date | None
    setting: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row of the file (the header is row 1). A refused row is left out; others lose one value."""

    row: int
    urn: str
    reason: str
    refused: bool = True


@dataclass(frozen=True, slots=True)
class RegisterFile:
    rows: dict[str, RegisterRow]
    """By URN, in the file's order."""
    faults: tuple[Fault, ...]


class _Wrong(ValueError):
    """A row cannot be taken, for this reason."""


def read_register(content: bytes, tell: Callable[[int, int], None] | None = None) -> RegisterFile:
    """Raises UnreadableRegister where the file as a whole is no register; `tell` hears lines read, of how many."""
    text = _decoded(content)
    lines = text.count("\n")
    reader = csv.reader(io.StringIO(text, newline=""))
    rows: dict[str, RegisterRow] = {}
    faults: list[Fault] = []
    try:
        columns = _columns(next(reader, []))
        for number, cells in enumerate(reader, start=2):
            if any(cells):
                _take(number, cells, columns, rows, faults)
            if tell is not None and number % 1000 == 0:
                tell(number, lines)
    except csv.Error as error:
        raise UnreadableRegister(
            f"Reading stopped at line {reader.line_num}: {error}. Please download the file again from Get Information "
            "About Schools, and do not change it in a spreadsheet."
        ) from error
    if not rows:
        raise UnreadableRegister("No row of the file could be taken." + _first_reason(faults))
    return RegisterFile(rows, tuple(faults))


def _first_reason(faults: list[Fault]) -> str:
    return f" Row {faults[0].row}: {faults[0].reason}." if faults else " It has a header and nothing below it."


def _decoded(content: bytes) -> str:
    if content[:2] == b"PK":
        raise UnreadableRegister("This is a ZIP file or a spreadsheet. Please unpack it, and give the CSV inside.")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:2000]:
        raise UnreadableRegister("This is not a CSV in Windows-1252 or UTF-8. Please download the CSV again.")
    try:
        # Windows-1252 with an accent in it is never valid UTF-8 by chance.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableRegister(
            f"Line {line} has a character that is neither Windows-1252 nor UTF-8. Please download the CSV again."
        ) from error


def _plain(header: str) -> str:
    return re.sub(r"[^a-z0-9]", "", header.lower())


def _columns(header: list[str]) -> dict[str, int]:
    """Place of each column by its header in small letters and digits; the first where one stands twice."""
    columns: dict[str, int] = {}
    for place, name in enumerate(header):
        columns.setdefault(_plain(name), place)
    missing = [name for name in REQUIRED if _plain(name) not in columns]
    if missing:
        raise UnreadableRegister(
            f"The file has no column {_listed(missing)}. This command reads the file of all establishment fields "
            "(edubasealldata….csv) from Get Information About Schools, with its header row first."
        )
    columns[""] = len(header)
    return columns


def _listed(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + f" or {quoted[-1]}"


def _take(
    number: int, cells: list[str], columns: Mapping[str, int], rows: dict[str, RegisterRow], faults: list[Fault]
) -> None:
    line = _Line(cells, columns)
    try:
        row = _row(line, rows)
    except _Wrong as wrong:
        faults.append(Fault(number, line.text("URN")[:20], str(wrong)))
    else:
        rows[row.urn] = row
        faults.extend(Fault(number, row.urn, each, refused=False) for each in line.doubts)


@dataclass(slots=True)
class _Line:
    """Cells by header. What cannot be read is empty and noted in `doubts`."""

    cells: list[str]
    columns: Mapping[str, int]
    doubts: list[str] = field(default_factory=list)

    def text(self, header: str, longest: int = 200) -> str:
        place = self.columns.get(_PLAINED[header])
        if place is None or place >= len(self.cells):
            return ""
        return " ".join(self.cells[place].split())[:longest]

    def code(self, header: str) -> str:
        """Without the leading noughts that some years have."""
        found = self.text(header, 12)
        return found.lstrip("0") or found[:1]

    def whole(self, header: str) -> int | None:
        found = self.text(header)
        if not found:
            return None
        if found.isascii() and found.isdigit() and len(found) <= 6:
            return int(found)
        self.doubts.append(f"{header} is “{found[:20]}”, not a whole number: left empty")
        return None

    def day(self, header: str) -> date | None:
        found = self.text(header)
        if not found:
            return None
        try:
            day, month, year = (int(part) for part in re.split(r"[-/]", found))
            return date(year, month, day)
        except (ValueError, OverflowError):  # a year of twenty digits is no error of value
            self.doubts.append(f"{header} is “{found[:20]}”, not a date such as 01-09-2026: left empty")
            return None


_HEADERS: Final = (
    *REQUIRED, "LA (code)", "LA (name)", "EstablishmentNumber", "TypeOfEstablishment (name)",
    "EstablishmentTypeGroup (name)", "EstablishmentStatus (name)", "StatutoryLowAge", "StatutoryHighAge",
    "OfficialSixthForm (code)", "TypeOfResourcedProvision (name)", "Gender (name)", "NumberOfPupils", "Trusts (code)",
    "Trusts (name)", "Street", "Locality", "Town", "Postcode", "SchoolWebsite", "OpenDate", "CloseDate",
)  # fmt: skip
_PLAINED: Final = {header: _plain(header) for header in _HEADERS}


def _row(line: _Line, earlier: Mapping[str, RegisterRow]) -> RegisterRow:
    if len(line.cells) != line.columns[""]:
        raise _Wrong(f"it has {len(line.cells)} columns where the header has {line.columns['']}")
    status = _number(line, "EstablishmentStatus (code)")
    type_code = _number(line, "TypeOfEstablishment (code)")
    phase = line.code("PhaseOfEducation (code)")
    low, high = line.whole("StatutoryLowAge"), line.whole("StatutoryHighAge")
    phase_code = int(phase) if phase.isascii() and phase.isdigit() else None
    return RegisterRow(
        urn=_urn(line, earlier),
        authority_code=_digits(line, "LA (code)", 3),
        authority=line.text("LA (name)", 60),
        establishment_number=_digits(line, "EstablishmentNumber", 4),
        name=_name(line),
        type_code=str(type_code),
        type_name=line.text("TypeOfEstablishment (name)", 80),
        type_group=line.text("EstablishmentTypeGroup (name)", 60),
        status_code=str(status),
        status_name=line.text("EstablishmentStatus (name)", 60),
        is_open=status in OPEN_STATUSES,
        phase_code=phase[:2],
        low_age=low,
        high_age=high,
        has_sixth_form=line.code("OfficialSixthForm (code)") == "1",
        has_send_unit=line.text("TypeOfResourcedProvision (name)").lower() not in _NO_SEND_UNIT,
        gender=line.text("Gender (name)", 40),
        pupils=line.whole("NumberOfPupils"),
        trust_code=line.text("Trusts (code)", 12),
        trust=line.text("Trusts (name)", 120),
        street=line.text("Street", 120),
        locality=line.text("Locality", 120),
        town=line.text("Town", 60),
        postcode=line.text("Postcode", 8).upper(),
        website=line.text("SchoolWebsite"),
        opened_on=line.day("OpenDate"),
        closed_on=line.day("CloseDate"),
        setting=setting_of(type_code=type_code, phase_code=phase_code, low_age=low, high_age=high),
    )


def _urn(line: _Line, earlier: Mapping[str, RegisterRow]) -> str:
    urn = line.text("URN")
    if not (len(urn) == 6 and urn.isascii() and urn.isdigit()):
        raise _Wrong(f"URN is “{urn[:20]}”; it has to have six digits")
    if urn in earlier:
        raise _Wrong(f"URN {urn} stands in an earlier row already")
    return urn


def _name(line: _Line) -> str:
    name = line.text("EstablishmentName", LONGEST_NAME + 1)
    if not name:
        raise _Wrong("EstablishmentName is empty")
    if len(name) > LONGEST_NAME:
        raise _Wrong(f"EstablishmentName is longer than {LONGEST_NAME} characters")
    return name


def _number(line: _Line, header: str) -> int:
    found = line.code(header)
    if not (found.isascii() and found.isdigit() and len(found) <= 2):
        raise _Wrong(f"{header} is “{found[:20]}”, which is no code of one or two digits")
    return int(found)


def _digits(line: _Line, header: str, count: int) -> str:
    """A code kept with its leading noughts; empty where it is missing or of another form."""
    found = line.text(header, 12)
    return found.zfill(count) if found.isascii() and found.isdigit() and len(found) <= count else ""
