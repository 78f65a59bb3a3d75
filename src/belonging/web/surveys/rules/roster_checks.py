"""What looks wrong about a list of pupils as a whole. Errors have to be mended; warnings are to be looked at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from belonging.web.surveys.rules.roster import Expected, Remark, Roster, by_group

LARGE_CLASS = 60
FEW = 10


def checked(roster: Roster, expected: Expected, notes: tuple[str, ...] = ()) -> Roster:
    """With its warnings, and with the errors that only the whole list shows."""
    errors = (*_about_columns(roster), *roster.errors)
    if not roster.pupils and not errors:
        errors = (Remark(0, "Nobody on this list gets a slip. Please check the list, and choose the file again."),)
    warnings = (*(Remark(0, note) for note in notes), *roster.warnings, *_warnings(roster, expected))
    return replace(roster, errors=errors, warnings=warnings)


def _about_columns(roster: Roster) -> Iterator[Remark]:
    """Values in the wrong column fail in every row: said once, before the rows."""
    pupils, wrong = len(roster.pupils), len(roster.errors)
    if wrong >= FEW and pupils < wrong / 10:
        columns = Counter(
            part.partition(")")[0] + ")" for each in roster.errors if (part := each.words.partition(" in ")[2])
        )
        if columns:
            [(column, _times)] = columns.most_common(1)
            yield Remark(0, f"Nearly every row is wrong in {column}. Is it the right column under that heading?")
    groups = len({pupil.group.casefold() for pupil in roster.pupils})
    if pupils >= FEW and groups > pupils * 2 / 3:
        where = next((column.shown for label, column in roster.found if label.startswith("Class")), "the class column")
        yield Remark(
            0,
            f"There are {groups} classes for {pupils} pupils. Does {where} hold something else, names for instance? "
            "Please put the class there.",
        )


def _warnings(roster: Roster, expected: Expected) -> Iterator[Remark]:
    yield from _duplicates(roster)
    for pupil in roster.pupils:
        if pupil.year_group and pupil.year_group not in expected.years:
            yield Remark(
                pupil.row, f"Year group {pupil.year_group} is none of your school’s. Please check it before you print."
            )
    for name, members in by_group(roster.pupils):
        if len(members) > LARGE_CLASS:
            yield Remark(
                0,
                f"{name} has {len(members)} pupils. Is it a class? So large a pack has no picture codes.",
            )
    unstated = sum(not pupil.sex for pupil in roster.pupils)
    if "sex" in expected.facts and unstated:
        yield Remark(
            0, f"{_many(unstated)} no sex in the list. Their slips say nothing of it, and the form does not ask."
        )


def _duplicates(roster: Roster) -> Iterator[Remark]:
    rows: dict[tuple[str, str], list[int]] = defaultdict(list)
    for pupil in roster.pupils:
        if pupil.name:
            rows[pupil.group.casefold(), pupil.name.casefold()].append(pupil.row)
    for same in rows.values():
        for again in same[1:]:
            yield Remark(
                again,
                f"The same name is in this class in row {same[0]}. If it is the same pupil, take one row out; "
                "each row gets a slip.",
            )


def _many(count: int) -> str:
    return "1 pupil has" if count == 1 else f"{count} pupils have"
