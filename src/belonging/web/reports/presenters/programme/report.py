"""The whole report of a programme, as content."""

from __future__ import annotations

from collections.abc import Iterator

from belonging.figures import Axis
from belonging.web.reports.presenters.heard import Heard
from belonging.web.reports.presenters.pictures import Easel
from belonging.web.reports.presenters.programme.amended import amended_sections
from belonging.web.reports.presenters.programme.closing import checks_sections, closing_sections
from belonging.web.reports.presenters.programme.content import (
    Block,
    Cover,
    Edition,
    KeyFindings,
    Points,
    ProgrammeReport,
    Section,
    Sentence,
    Words,
)
from belonging.web.reports.presenters.programme.opening import opening_sections
from belonging.web.reports.presenters.programme.places import figures_of
from belonging.web.reports.presenters.programme.practice import practice_sections
from belonging.web.reports.presenters.programme.themed import themed_sections
from belonging.web.reports.presenters.programme.voices import voices_sections
from belonging.web.reports.presenters.wording import SIMULATED, british_date, said_by
from belonging.web.reports.queries.programme import Evidence


def programme_report(
    evidence: Evidence, heard: Heard, *, edition: Edition = "summary", paper: bool = False
) -> ProgrammeReport:
    """`heard`: pupils who can use no questionnaire. `paper`: figures are drawn for print."""
    found = evidence.voices.findings
    easel = Easel(Axis.holding(table for findings in found.values() for table in findings.tables), paper)
    places = figures_of(evidence)
    checks = () if paper and edition == "summary" else tuple(checks_sections(evidence, easel))
    sections = (
        *opening_sections(evidence, places),
        *voices_sections(evidence, easel),
        *themed_sections(evidence),
        *practice_sections(evidence, places, easel),
        *checks,
        *amended_sections(evidence, easel),
        *closing_sections(evidence, places, heard),
    )
    changed = tuple(one for section in sections for one in _sentences(section) if one.changed)
    return ProgrammeReport(edition, _cover(evidence), sections, changed)


def _cover(evidence: Evidence) -> Cover:
    cohort, parties = evidence.cohort, evidence.parties
    return Cover(
        title="Does every child here feel they belong?",
        subtitle=f"What {said_by(evidence.voices.findings)} told us in {len(evidence.settings)} schools",
        cohort=cohort.name,
        by=parties.programme if parties else "Belonging Matters",
        released=f"Findings released on {british_date(evidence.voices.released_at)}",
        simulated=SIMULATED if cohort.is_demo else "",
    )


def _sentences(section: Section) -> Iterator[Sentence]:
    for block in section.blocks:
        yield from _said(block)


def _said(block: Block) -> Iterator[Sentence]:
    if isinstance(block, Words):
        yield from block.sentences
    elif isinstance(block, Points):
        yield from block.lines
    elif isinstance(block, KeyFindings):
        yield from (sentence for found in block.found for sentence in found.sentences)
