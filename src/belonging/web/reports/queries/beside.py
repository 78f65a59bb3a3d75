"""What all schools said together, for a school to read beside its own."""

from __future__ import annotations

from dataclasses import replace

from belonging.evaluation.released import Findings
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.queries.voices import Voices, programme_voices

OF_SINGLE_SCHOOLS = "school"


def programme_beside_school(cohort: Cohort) -> Voices | None:
    """As released of all schools together, without the tables that set schools apart. In any scope."""
    with programme_scope("report of a school: the results of all schools beside it"):
        voices = programme_voices(cohort)
    if voices is None:
        return None
    return replace(voices, findings={name: _together(findings) for name, findings in voices.findings.items()})


def _together(findings: Findings) -> Findings:
    tables = tuple(table for table in findings.tables if table.by != OF_SINGLE_SCHOOLS)
    return replace(findings, tables=tables, supplements=())
