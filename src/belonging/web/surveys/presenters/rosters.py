"""What is on a school's list of pupils, in words, before anything is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils import timezone

from belonging.instruments.load import load
from belonging.web.surveys.models import Round
from belonging.web.surveys.rules.roster import (
    GUEST,
    LEFT,
    OPTED_OUT,
    SUBSIDIARY,
    YOUNGER,
    Expected,
    Remark,
    Roster,
    by_group,
)
from belonging.web.surveys.rules.roster_columns import discarded_as
from belonging.web.surveys.rules.rounds import by_number
from belonging.web.surveys.rules.year_groups import years_of
from belonging.web.ui.components import SummaryRow, Table

SHOWN = 20
"""Remarks on the page; more are counted."""
ROWS_NAMED = 8
"""Rows named in one remark; more are counted."""
WHY = {
    OPTED_OUT: "They stay on the roll. Nobody can tell from the slips who they are.",
    SUBSIDIARY: "Their main school asks them. If they spend most of their week with you, agree with that school who "
    "asks, and empty that cell.",
    LEFT: "The leaving date in the list has passed.",
    GUEST: "Their own school asks them.",
    YOUNGER: "There is no questionnaire for them.",
}
SEN_WORDS = {"N": "No SEN", "K": "SEN support", "E": "EHC plan"}


@dataclass(frozen=True, slots=True)
class Preview:
    title: str
    sentence: str
    errors: tuple[str, ...]
    more_errors: str
    warnings: tuple[str, ...]
    more_warnings: str
    classes: Table | None
    facts: tuple[SummaryRow, ...]
    left_out: tuple[SummaryRow, ...]
    roll: int


def expected_of(round_: Round) -> Expected:
    school = round_.host
    return Expected(
        facts=tuple(round_.slip_facts),
        years=years_of(school.setting, has_sixth_form=school.has_sixth_form),
        editions=tuple(str(edition) for edition in load(round_.instrument).editions),
        today=timezone.localdate(),
    )


def preview(*, roster: Roster, taken: frozenset[str], discarded: Sequence[str]) -> Preview:
    groups = sorted(by_group(roster.pupils), key=lambda group: by_number(group[0]))
    errors = len({each.row for each in roster.errors if each.row})
    good = f"{_pupils(len(roster.pupils))} in {_many(len(groups), 'class', 'classes')} will each get a slip."
    wrong = (
        f"{_many(errors, 'row has', 'rows have')} something to mend. Nothing has been printed. "
        "Please mend the file and choose it again."
        if errors
        else "The list cannot be used like this. Nothing has been printed."
    )
    return Preview(
        title="Mend the list" if roster.errors else "Check the list",
        sentence=wrong if roster.errors else f"{good} Nothing has been printed yet.",
        errors=_worded(roster.errors),
        more_errors=_more(roster.errors),
        warnings=_worded(roster.warnings),
        more_warnings=_more(roster.warnings),
        classes=_classes(roster, taken) if groups and not roster.errors else None,
        facts=tuple(_facts(roster, discarded)),
        left_out=() if roster.errors else tuple(_left_out(roster)),
        roll=roster.roll,
    )


def _worded(remarks: Sequence[Remark]) -> tuple[str, ...]:
    """The same thing wrong in many rows is said once."""
    rows: dict[str, list[int]] = {}
    for each in remarks:
        rows.setdefault(each.words, []).append(each.row)
    said = (f"{_rows(numbers)}{words}" for words, numbers in rows.items())
    return tuple(islice(said, SHOWN))


def _rows(numbers: Sequence[int]) -> str:
    """ "Row 5: ", "Rows 2, 3 and 4: ", "Rows 2, 3, 4 and 9 more: "; nothing for the file as a whole."""
    if not any(numbers):
        return ""
    if len(numbers) == 1:
        return f"Row {numbers[0]}: "
    named = numbers if len(numbers) <= ROWS_NAMED + 1 else numbers[:ROWS_NAMED]
    left = len(numbers) - len(named)
    *first, last = [str(number) for number in named] + ([f"{left:,} more"] if left else [])
    return f"Rows {', '.join(first)} and {last}: "


def _more(remarks: Sequence[Remark]) -> str:
    left = len({each.words for each in remarks}) - SHOWN
    return f"And {left:,} more." if left > 0 else ""


def _classes(roster: Roster, taken: frozenset[str]) -> Table:
    rows = []
    for name, members in sorted(by_group(roster.pupils), key=lambda group: by_number(group[0])):
        years = sorted({pupil.year_group for pupil in members if pupil.year_group}, key=by_number)
        new = sum(pupil.joined for pupil in members)
        state = "Printed already" if name.casefold() in taken else ""
        rows.append((name, ", ".join(years) or "Not stated", len(members), new or "–", state))
    return Table("Classes", ("Class", "Year", "Slips", "New", ""), rows, numeric=frozenset({2, 3}))


def _facts(roster: Roster, discarded: Sequence[str]) -> list[SummaryRow]:
    rows = [SummaryRow("Columns used", ", ".join(f"{label} ({column.letter})" for label, column in roster.found))]
    status = Counter(SEN_WORDS[pupil.sen] for pupil in roster.pupils if pupil.sen)
    if status:
        rows.append(SummaryRow("SEN status", ", ".join(f"{words} {count}" for words, count in status.items())))
    sexes = Counter(pupil.sex for pupil in roster.pupils if pupil.sex)
    if sexes:
        rows.append(SummaryRow("Sex", f"boys {sexes['boy']}, girls {sexes['girl']}"))
    if discarded:
        kinds = list(dict.fromkeys(discarded_as(heading) for heading in discarded))
        rows.append(SummaryRow("Thrown away unread", ", ".join(kinds)))
    if roster.ignored:
        rows.append(SummaryRow("Columns not used", ", ".join(heading[:40] for heading in roster.ignored)))
    return rows


def _left_out(roster: Roster) -> list[SummaryRow]:
    return [
        SummaryRow(reason, f"{_pupils(count)}. {WHY[reason]}") for reason, count in roster.left_out.items() if count
    ]


def _pupils(count: int) -> str:
    return _many(count, "pupil", "pupils")


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"
