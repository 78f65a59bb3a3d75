"""From a table to the pupils on it: what each row says, what is wrong with it and what to do, and who gets no slip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from belonging.web.surveys.rules import roster_values as values
from belonging.web.surveys.rules.roster_columns import LABELS, Column, recognised
from belonging.web.surveys.rules.roster_tables import Row, Table

LONGEST_CLASS = 28
"""So that ", catch-up" and the like still fit on a pack's label."""
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Expected:
    """What slips of this round may carry, and what the school has."""

    facts: tuple[str, ...]
    years: tuple[str, ...]
    editions: tuple[str, ...]
    today: date


@dataclass(frozen=True, slots=True)
class Pupil:
    """`sorted_as`: the surname first. Facts that the round's slips do not carry are empty."""

    row: int
    name: str
    sorted_as: str
    group: str
    year_group: str = ""
    sex: str = ""
    sen: str = ""
    edition: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """`row` is the number in the spreadsheet, 0 for the file as a whole."""

    row: int
    words: str


@dataclass(frozen=True, slots=True)
class Roster:
    """`left_out` counts by reason those who get no slip; `roll` is how many the school counts."""

    pupils: tuple[Pupil, ...]
    errors: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    left_out: Mapping[str, int]
    found: tuple[tuple[str, Column], ...]
    ignored: tuple[str, ...]
    roll: int


WORDS = {"year_group": "year group", "sex": "sex", "sen": "SEN status"}
OPTED_OUT = "Marked as not to be invited"
SUBSIDIARY = "Registered here as their second school"
LEFT = "Left the school"
GUEST = "Guests from another school"
YOUNGER = "In nursery or Year 14"
COUNTED = (OPTED_OUT,)
"""Left out of the slips, and still on the roll."""


@dataclass(slots=True)
class _Reading:
    """What is gathered while the rows are read."""

    table: Table
    places: Mapping[str, int]
    expected: Expected
    pupils: list[Pupil] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    without_sen: int = 0

    def cell(self, row: Row, name: str) -> str:
        place = self.places.get(name)
        return "" if place is None else row.cells[place]

    def column(self, name: str) -> str:
        return self.table.columns[self.places[name]].shown

    def wrong(self, row: Row, words: str) -> None:
        self.errors.append(Remark(row.number, words))


def missing_columns(table: Table, expected: Expected, places: Mapping[str, int] | None = None) -> list[str]:
    """The fields that have to be chosen by hand: the class, and the facts that slips of this round carry."""
    known = recognised(table.headings) if places is None else places
    needed = ["class", *(fact for fact in ("year_group", "sex", "sen") if fact in expected.facts)]
    if "year_group" in known:
        needed.remove("class")
    return [name for name in needed if name not in known]


def read(table: Table, expected: Expected, places: Mapping[str, int] | None = None) -> Roster:
    """`places`: field to column, chosen by hand; otherwise by the headings."""
    known = dict(recognised(table.headings) if places is None else places)
    reading = _Reading(table, known, expected)
    for row in table.rows:
        _read_row(reading, row)
    used = set(known.values())
    unused = [column.heading or f"column {column.letter}" for at, column in enumerate(table.columns) if at not in used]
    gone = sum(count for reason, count in reading.left_out.items() if reason in COUNTED)
    return Roster(
        pupils=tuple(reading.pupils),
        errors=tuple(reading.errors),
        warnings=tuple(_about_empty_sen(reading.without_sen)),
        left_out=dict(reading.left_out),
        found=tuple(
            (LABELS[name], table.columns[place]) for name, place in sorted(known.items(), key=lambda kv: kv[1])
        ),
        ignored=tuple(unused),
        roll=len(reading.pupils) + gone,
    )


def _read_row(reading: _Reading, row: Row) -> None:
    before = len(reading.errors)
    for name, place in reading.places.items():
        if row.cells[place] == values.FORMULA:
            reading.wrong(
                row, f"There is a formula in {reading.column(name)}. Copy that column, paste it back as values."
            )
    if len(reading.errors) > before:
        return
    reason = _reason_left_out(reading, row)
    if reason:
        reading.left_out[reason] += 1
        return
    pupil = _pupil(reading, row)
    if pupil.year_group == values.NOT_ASKED:
        reading.left_out[YOUNGER] += 1
    elif len(reading.errors) == before:
        reading.pupils.append(pupil)


def _reason_left_out(reading: _Reading, row: Row) -> str:
    registration = reading.cell(row, "registration")
    if values.is_subsidiary(registration):
        return SUBSIDIARY
    if values.is_guest(registration):
        return GUEST
    left = values.day(reading.cell(row, "left"))
    if left and left <= reading.expected.today:
        return LEFT
    not_asked = _yes_or_no(reading, row, "do_not_invite")
    asked = _yes_or_no(reading, row, "invite") if reading.cell(row, "invite") else True
    return OPTED_OUT if not_asked or not asked else ""


def _pupil(reading: _Reading, row: Row) -> Pupil:
    facts = reading.expected.facts
    name, sorted_as = _name(reading, row)
    year = _valued(reading, row, "year_group", values.year_group, "Write R, a number from 1 to 13, or X.")
    if not year and "year_group" in facts:
        _missing(reading, row, "year_group", "Write the pupil’s year group there.")
    group = " ".join(reading.cell(row, "class").split())
    if not group and "class" in reading.places:
        _missing(reading, row, "class", "Write the pupil’s class there.")
    if len(group) > LONGEST_CLASS:
        reading.wrong(row, f"“{group[:40]}” in {reading.column('class')} is too long for a class. Please shorten it.")
    sex = _valued(reading, row, "sex", values.sex, "Write M, F, or leave it empty.") if "sex" in facts else ""
    sen = _valued(reading, row, "sen", values.sen, "Write N, K or E.") if "sen" in facts else ""
    reading.without_sen += "sen" in facts and "sen" in reading.places and not reading.cell(row, "sen")
    return Pupil(
        row=row.number,
        name=name,
        sorted_as=sorted_as,
        group=group or _year_words(year),
        year_group=year if "year_group" in facts or year == values.NOT_ASKED else "",
        sex=sex,
        sen=(sen or "N") if "sen" in facts and "sen" in reading.places else "",
        edition=_edition(reading, row),
        joined=_yes_or_no(reading, row, "joined"),
    )


def _about_empty_sen(count: int) -> Iterator[Remark]:
    if count:
        who = (
            "1 pupil has no SEN status in the list, and is"
            if count == 1
            else f"{count} pupils have no SEN status and are"
        )
        yield Remark(0, f"{who} taken as having no SEN. If that is wrong, fill the column in.")


def _missing(reading: _Reading, row: Row, name: str, do: str) -> None:
    if name in reading.places and not any(each.row == row.number for each in reading.errors):
        where = reading.column(name)
        merged = " Its cells are merged: split them, and fill in each row." if _is_merged(reading, row, name) else ""
        reading.wrong(row, f"{where[0].upper()}{where[1:]} is empty.{merged or ' ' + do}")


def _is_merged(reading: _Reading, row: Row, name: str) -> bool:
    letter = reading.table.columns[reading.places[name]].letter
    return any(_covers(span, letter, row.number) for span in reading.table.merged)


def _covers(span: str, letter: str, number: int) -> bool:
    first, _colon, last = span.partition(":")
    columns = (first.rstrip("0123456789"), last.rstrip("0123456789"))
    rows = (int(first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")), int(last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
    wide = [(len(each), each) for each in (*columns, letter)]
    return wide[0] <= wide[2] <= wide[1] and rows[0] <= number <= rows[1]


def _valued(reading: _Reading, row: Row, name: str, meaning: Callable[[str], str | None], do: str) -> str:
    text = reading.cell(row, name)
    found = meaning(text)
    if found is not None:
        return found
    where = reading.column(name)
    if name == "year_group" and values.is_date(text):
        words = f"“{text[:20]}” in {where} is a date, not a year group. Set the column to text, type the year."
    else:
        words = f"“{text[:40]}” in {where} is no {WORDS[name]}. {do}"
    reading.wrong(row, words)
    return ""


def _yes_or_no(reading: _Reading, row: Row, name: str) -> bool:
    text = reading.cell(row, name)
    found = values.yes_or_no(text)
    if found is None:
        reading.wrong(
            row, f"“{text[:40]}” in {reading.column(name)} is neither yes nor no. Write yes, or leave it empty."
        )
    return bool(found)


def _edition(reading: _Reading, row: Row) -> str:
    text = reading.cell(row, "edition")
    plain = "_".join(text.casefold().replace("-", " ").split())
    if not plain or plain in reading.expected.editions:
        return plain
    offered = ", ".join(each.replace("_", " ") for each in reading.expected.editions)
    reading.wrong(
        row, f"“{text[:40]}” in {reading.column('edition')} is no edition of this questionnaire. There are: {offered}."
    )
    return ""


def _name(reading: _Reading, row: Row) -> tuple[str, str]:
    """As printed, and as sorted. "Khan, Aisha" becomes Aisha Khan."""
    forename, surname = reading.cell(row, "forename"), reading.cell(row, "surname")
    whole = reading.cell(row, "name")
    if not (forename or surname) and "," in whole:
        surname, _comma, forename = (part.strip() for part in whole.partition(","))
    if forename or surname:
        whole, sorted_as = f"{forename} {surname}".strip(), f"{surname} {forename}".strip()
    else:
        sorted_as = " ".join([*whole.split()[-1:], *whole.split()[:-1]])
    has_names = any(name in reading.places for name in ("name", "forename", "surname"))
    if has_names and not whole:
        reading.wrong(row, "There is no name. Write it there, or take the row out.")
    if len(whole) > LONGEST_NAME:
        reading.wrong(row, f"The name is {len(whole)} letters long. Please shorten it to {LONGEST_NAME}.")
    return " ".join(whole.split()), " ".join(sorted_as.split()).casefold()


def _year_words(year: str) -> str:
    if year in ("R", "X"):
        return {"R": "Reception", "X": "Mixed years"}[year]
    return f"Year {year}" if year else "All pupils"


def by_group(pupils: Sequence[Pupil]) -> Iterator[tuple[str, list[Pupil]]]:
    """Each class with its pupils by surname; "4 maple" and "4 Maple" are one class, spelt as it stands first."""
    groups: dict[str, tuple[str, list[Pupil]]] = {}
    for pupil in pupils:
        groups.setdefault(pupil.group.casefold(), (pupil.group, []))[1].append(pupil)
    for name, members in groups.values():
        yield name, sorted(members, key=lambda pupil: (pupil.sorted_as, pupil.row))
