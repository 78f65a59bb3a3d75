"""The technical report and the interim editions, as content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from belonging.figures import Axis
from belonging.web.reports.presenters.further import READ_FIRST
from belonging.web.reports.presenters.heard import Heard
from belonging.web.reports.presenters.pictures import Easel
from belonging.web.reports.presenters.programme.amended import LEAD, TITLE
from belonging.web.reports.presenters.programme.closing import checks_sections
from belonging.web.reports.presenters.programme.content import Cover, Edition, Points, ProgrammeReport, Section
from belonging.web.reports.presenters.technical.design import design_sections
from belonging.web.reports.presenters.technical.instruments import instruments_section
from belonging.web.reports.presenters.technical.interim import coming_section, interim_sections
from belonging.web.reports.presenters.technical.method import method_sections
from belonging.web.reports.presenters.technical.practice import (
    benchmarks_section,
    practised_sections,
    themes_section,
)
from belonging.web.reports.presenters.technical.results import amended_section, results_sections
from belonging.web.reports.presenters.wording import SIMULATED, british_date, said_by
from belonging.web.reports.queries.technical import TechnicalEvidence


@dataclass(frozen=True, slots=True)
class Kind:
    """One edition beside the programme's report. `is_technical`: with every table; else in the summary's form."""

    name: Edition
    title: str
    subtitle: str
    link: str
    is_interim: bool
    is_technical: bool


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind(
            "technical",
            "Technical report",
            "Every statement, every group, method and limits",
            "Technical report",
            False,
            True,
        ),
        Kind(
            "interim",
            "Belonging at the beginning",
            "What {who} told us in {schools} schools",
            "Interim report, after the baseline",
            True,
            False,
        ),
        Kind(
            "interim-technical",
            "Interim technical report",
            "Every statement and group at the baseline, method and limits",
            "Interim technical report",
            True,
            True,
        ),
    )
}
"""By their names, as they stand in addresses and after `belonging report`."""


def edition_report(kind: Kind, evidence: TechnicalEvidence, heard: Heard, *, paper: bool = False) -> ProgrammeReport:
    """`evidence`: of the baseline alone where the edition is an interim one."""
    found = evidence.heard
    easel = Easel(Axis.holding(table for findings in found.values() for table in findings.tables), paper)
    made = _technical(evidence, easel, heard) if kind.is_technical else interim_sections(evidence, easel)
    return ProgrammeReport(kind.name, _cover(kind, evidence), tuple(made))


def _technical(evidence: TechnicalEvidence, easel: Easel, heard: Heard) -> Iterator[Section]:
    yield from design_sections(evidence)
    yield instruments_section(evidence)
    yield from results_sections(evidence, easel)
    yield from (_short(section) for section in checks_sections(evidence.whole, easel))
    yield from amended_section(evidence, TITLE, LEAD)
    yield from practised_sections(evidence, easel)
    yield from themes_section(evidence)
    yield from benchmarks_section(evidence)
    if evidence.interim:
        yield coming_section(evidence)
    yield from method_sections(evidence, heard)


def _short(section: Section) -> Section:
    """Of checks, the sentences that are read first: all the others stand in the rows below them."""
    blocks = (
        replace(one, lines=one.lines[: READ_FIRST + 1]) if isinstance(one, Points) else one for one in section.blocks
    )
    return replace(section, blocks=tuple(blocks))


def _cover(kind: Kind, evidence: TechnicalEvidence) -> Cover:
    whole = evidence.whole
    cohort, parties = whole.cohort, whole.parties
    return Cover(
        title=kind.title,
        subtitle=kind.subtitle.format(who=said_by(evidence.heard), schools=len(whole.settings)),
        cohort=cohort.name,
        by=parties.programme if parties else "Belonging Matters",
        released=f"Findings released on {british_date(whole.voices.released_at)}",
        simulated=SIMULATED if cohort.is_demo else "",
    )
