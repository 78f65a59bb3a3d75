"""Outcomes of all schools in the programme's report: drawn below what pupils said, and as a table in the same units."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from belonging.figures import Axis
from belonging.web.base.scope import programme_scope
from belonging.web.outcomes.queries import PooledTerm
from belonging.web.outcomes.queries.waves import Wave
from belonging.web.outcomes.rules.counts import Group
from belonging.web.outcomes.rules.pooling import Pool
from belonging.web.outcomes.rules.terms import Period, Term
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.pictures import Easel
from belonging.web.reports.presenters.programme.content import Chart, Grid
from belonging.web.reports.presenters.programme.practice import practice_sections
from belonging.web.reports.queries.programme import programme_evidence
from tests.web.conftest import NOW

SCHOOLS = frozenset({1, 2, 3})
TERMS = [
    PooledTerm(
        Term.of(year, Period.AUTUMN),
        {Group.ALL: {"missed": Pool(missed, 100_000, 1_000, SCHOOLS), "suspensions": Pool(38, 1_000, 1_000, SCHOOLS)}},
    )
    for year, missed in ((2024, 8_500), (2025, 7_900))
]
DAYS = {"baseline": Wave("Baseline", date(2024, 10, 1)), "endline": Wave("Endline", date(2025, 11, 10))}


def test_outcomes_stand_below_what_pupils_said_and_are_told_in_the_same_units(programme_released: Cohort) -> None:
    with programme_scope("test"):
        evidence = programme_evidence(programme_released, "summary", NOW)
    assert evidence is not None
    told = replace(evidence, outcomes=tuple(TERMS), days=DAYS)
    easel = Easel(Axis.holding(table for found in told.voices.findings.values() for table in found.tables))

    (section,) = (one for one in practice_sections(told, {}, easel) if one.key == "outcomes")

    (chart,) = (block for block in section.blocks if isinstance(block, Chart))
    (grid,) = (block for block in section.blocks if isinstance(block, Grid))
    assert chart.tables == ("belong-by-all",)
    assert "91.5" in chart.picture.wide
    assert [row[1:4] for row in grid.rows] == [("8.5", "not shown", "3.8"), ("7.9", "not shown", "3.8")]
    assert "per 100 pupils" in " ".join(grid.head)


def test_without_outcomes_there_is_no_section(programme_released: Cohort) -> None:
    with programme_scope("test"):
        evidence = programme_evidence(programme_released, "summary", NOW)
    assert evidence is not None
    easel = Easel(Axis.holding(table for found in evidence.voices.findings.values() for table in found.tables))

    assert "outcomes" not in [one.key for one in practice_sections(evidence, {}, easel)]
