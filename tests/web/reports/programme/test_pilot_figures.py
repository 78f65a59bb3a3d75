"""The programme's report of the simulated pilot prints what the pilot's summary printed, and its file is accessible."""

from __future__ import annotations

import pytest
from django.utils import timezone

from belonging.web.base.scope import programme_scope
from belonging.web.home.presenters.results import FAVOURABLE, Pair
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.heard import Heard
from belonging.web.reports.presenters.programme.content import Band, GroupLine, ProgrammeReport, Statement
from belonging.web.reports.presenters.programme.files import programme_file
from belonging.web.reports.presenters.programme.report import programme_report
from belonging.web.reports.queries.programme import Evidence, programme_evidence


@pytest.fixture
def evidence(programme_released: Cohort) -> Evidence:
    with programme_scope("test"):
        found = programme_evidence(programme_released, "summary", timezone.now())
    assert found is not None
    return found


def statements(report: ProgrammeReport) -> dict[str, Statement]:
    return {block.item: block for block in report.blocks() if isinstance(block, Statement)}


def test_every_published_share_is_the_printed_one_or_inside_its_band(evidence: Evidence) -> None:
    found = statements(programme_report(evidence, Heard()))
    for item, (everyone, send) in FAVOURABLE.items():
        number = found[item].number
        assert number is not None
        assert number.figure == f"{everyone[1]} in 100"
        if everyone[0] is not None:
            assert number.before == f"{everyone[0]} in 100"
        if send is not None:
            assert_inside(line_of(found[item], "With SEND"), send)


def line_of(statement: Statement, label: str) -> GroupLine:
    return next(line for group in statement.groups for line in group.lines if line.label == label)


def assert_inside(line: GroupLine, published: Pair) -> None:
    for band, value in ((line.before, published[0]), (line.now, published[1])):
        assert isinstance(band, Band)
        assert value is None or band.low <= value <= band.high, line


def test_the_print_is_pdf_ua_and_the_same_each_time(evidence: Evidence) -> None:
    first, second = (programme_file(evidence, Heard()) for _ in range(2))
    assert (first.accessible, first.reason) == (True, "")
    assert first.pdf == second.pdf
