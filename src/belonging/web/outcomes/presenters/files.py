"""A school's outcomes as a file to fill in, to take away, and to look at before it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from belonging.web.outcomes.models import Source
from belonging.web.outcomes.presenters.tables import HEAD, school_row
from belonging.web.outcomes.queries import TermOutcome
from belonging.web.outcomes.rules.counts import COLUMNS, GROUP_NAMES, Counts, Group
from belonging.web.outcomes.rules.school_file import HEAD as FILE_HEAD
from belonging.web.outcomes.rules.school_file import SchoolFile, template_rows
from belonging.web.outcomes.rules.terms import NAMES, Term, year_name
from belonging.web.ui.components import Table
from belonging.web.ui.tables import csv_text

MOST_FAULTS = 30
NUMBERS = frozenset(range(1, len(HEAD)))


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do. With `faults` nothing of it can be kept."""

    faults: tuple[str, ...]
    more_faults: int
    tables: tuple[Table, ...]
    ignored: str
    says: str
    replaces: str


def template_csv(term: Term) -> str:
    return csv_text(FILE_HEAD, template_rows(term))


def outcomes_csv(outcomes: Iterable[TermOutcome]) -> str:
    """The school's own counts, exact, in the form of the file to fill in: it can be brought back."""
    return csv_text(FILE_HEAD, _rows(outcomes))


def preview_of(file: SchoolFile, standing: Iterable[TermOutcome]) -> Preview:
    own = {each.term for each in standing if each.source != Source.PUBLISHED}
    both = sorted(own & set(file.terms))
    tables = [
        Table(
            term.label,
            ("Group", *HEAD[1:]),
            list(_read(counts)),
            numeric=NUMBERS,
            caption_size="s",
        )
        for term, counts in sorted(file.terms.items())
    ]
    said = [f"Row {fault.row}: {fault.sentence}" for fault in sorted(file.faults, key=lambda fault: fault.row)]
    many = len(file.terms)
    return Preview(
        faults=tuple(said[:MOST_FAULTS]),
        more_faults=max(len(said) - MOST_FAULTS, 0),
        tables=tuple(tables),
        ignored=", ".join(f"“{name}”" for name in file.ignored[:10]),
        says=f"{many} terms were read." if many != 1 else "One term was read.",
        replaces=", ".join(term.label for term in both),
    )


def _rows(outcomes: Iterable[TermOutcome]) -> Iterator[tuple[object, ...]]:
    for each in outcomes:
        if each.source == Source.PUBLISHED:
            continue
        for group, counts in each.counts.items():
            numbers = ["" if counts.of(name) is None else counts.of(name) for name in COLUMNS]
            yield year_name(each.term.year), NAMES[each.term.period], GROUP_NAMES[group], *numbers


def _read(counts: Mapping[Group, Counts]) -> Iterator[tuple[str, ...]]:
    for group, found in counts.items():
        row = school_row(GROUP_NAMES[group], found, frozenset())
        if row is not None:
            yield row
