"""Attendance, suspensions and behaviour of the pretend schools: most entered, one from a file, one not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from belonging.simulation import Pilot, SimulatedSchool
from belonging.simulation.outcomes import TermNumbers, simulate_outcomes
from belonging.web.base.scope import school_scope
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.people import Team
from belonging.web.cli.loading.stage import SHARED_AFTER, Stage
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term as SchoolTerm
from belonging.web.outcomes.rules.counts import COLUMNS, GROUP_NAMES, Counts, Group
from belonging.web.outcomes.rules.school_file import HEAD, read_school_file
from belonging.web.outcomes.rules.terms import NAMES, Period, Term, terms_until, year_name
from belonging.web.outcomes.services.keeping import Version, bring_file, keep_term
from belonging.web.schools.models import School
from belonging.web.ui.tables import csv_text

TERMS_OF_PILOT: Final = (
    (-1, Period.SPRING), (-1, Period.SUMMER), (0, Period.AUTUMN), (0, Period.SPRING), (0, Period.SUMMER),
)  # fmt: skip
"""By years from the pilot's."""
FROM_FILE, NOTHING = 1, 2
"""Places in the list of schools: the one that brings a file, and the one that has entered nothing."""
INCIDENTS: Final = (
    "Every time a pupil was sent out of a lesson, and every entry of a fight.",
    "Entries of levels 3 and 4 of our behaviour policy.",
    "Removals to the reflection room of half an hour or more.",
)
ENTERED_AFTER: Final = SHARED_AFTER + timedelta(hours=2)
Numbers = Mapping[Group, Counts]


def enter_outcomes(stage: Stage, pilot: Pilot, year: SchoolYear) -> None:
    """Once the pilot is over, its schools put down five terms."""
    terms = [Term.of(year.autumn + years, period) for years, period in TERMS_OF_PILOT]
    now = year.released("endline") + ENTERED_AFTER
    staying = [each for each in pilot.schools if not each.dropped_out]
    for place, pretend in enumerate(staying):
        if place == NOTHING:
            continue
        school, actor = stage.schools[pretend.key], str(stage.circles[pretend.key].senco.pk)
        found = _simulated(pilot.seed, pretend, terms)
        with school_scope(school.pk):
            if place == FROM_FILE:
                file = read_school_file(_file(found))
                bring_file(school=school, terms=file.terms, replaces=False, actor=actor, now=now)
            else:
                _enter(school, found, INCIDENTS[place % len(INCIDENTS)], actor, now)


def tell_of_outcomes(story: Story, term: SchoolTerm, pretend: SimulatedSchool, school: School, team: Team) -> None:
    """The visitor's school has entered the three terms before this one."""
    terms = terms_until(term.now.date(), 4)[:0:-1]
    found = _simulated(0, pretend, terms)
    story.then(term.ago(12, 15, 45), partial(_told, school, found, team.senco))


def _told(school: School, found: Mapping[Term, Numbers], actor: str, now: datetime) -> None:
    with school_scope(school.pk):
        _enter(school, found, INCIDENTS[0], actor, now)


def _enter(school: School, found: Mapping[Term, Numbers], words: str, actor: str, now: datetime) -> None:
    for term, counts in found.items():
        keep_term(school=school, version=Version(term, counts, words), actor=actor, now=now)


def _simulated(seed: int, pretend: SimulatedSchool, terms: list[Term]) -> dict[Term, Numbers]:
    made = simulate_outcomes(seed, pretend, [term.period.value for term in terms])
    return {term: _counts(groups) for term, groups in zip(terms, made, strict=True)}


def _counts(groups: Mapping[str, TermNumbers]) -> Numbers:
    return {Group(group): Counts(**asdict(numbers)) for group, numbers in groups.items()}


def _file(found: Mapping[Term, Numbers]) -> bytes:
    rows = [
        (year_name(term.year), NAMES[term.period], GROUP_NAMES[group], *(counts.of(name) for name in COLUMNS))
        for term, groups in found.items()
        for group, counts in groups.items()
    ]
    return csv_text(HEAD, rows).encode()
