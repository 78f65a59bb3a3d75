"""An edition as a file, the same from a click and from the command."""

from __future__ import annotations

from datetime import datetime

from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.heard import Heard
from belonging.web.reports.presenters.programme.printed import printed
from belonging.web.reports.presenters.programme.printed import template as template_of_the_summary
from belonging.web.reports.presenters.technical.printed import printed_tables, template
from belonging.web.reports.presenters.technical.report import Kind, edition_report
from belonging.web.reports.queries.technical import TechnicalEvidence, interim_evidence, technical_evidence
from belonging.web.ui.typeset import Typeset, typeset


def evidence_for(kind: Kind, cohort: Cohort, now: datetime) -> TechnicalEvidence | None:
    """None while nothing that belongs into it is released. Call in the programme's scope."""
    return interim_evidence(cohort, now) if kind.is_interim else technical_evidence(cohort, now)


def edition_file(kind: Kind, evidence: TechnicalEvidence, heard: Heard) -> Typeset:
    report = edition_report(kind, evidence, heard, paper=True)
    source = template() if kind.is_technical else template_of_the_summary()
    data, pictures = printed_tables(kind, report) if kind.is_technical else printed(report)
    return typeset(source, data, made_at=evidence.whole.voices.released_at, assets=pictures)


def file_name(kind: Kind, cohort: Cohort) -> str:
    return f"belonging-{kind.name}-{cohort.slug}.pdf"
