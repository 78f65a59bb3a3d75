"""A school's report, opened to staff, pupils and families."""

from __future__ import annotations

from datetime import timedelta

from belonging.web.programme.models import Cohort
from belonging.web.reports.services.openings import ToOpen, open_report
from belonging.web.schools.models import School
from tests.web.conftest import NOW

ACTOR = "test"
TOLD_TO_ALL = "Thank you for telling us."
"""Anybody with an address reads it, so none of the school's own words are in it."""


def openings(school: School, cohort: Cohort) -> dict[str, str]:
    """In the school's scope, after its release."""
    opened = [
        open_report(
            school=school,
            cohort=cohort,
            wanted=ToOpen(reader, TOLD_TO_ALL),
            actor=ACTOR,
            now=NOW - timedelta(hours=1),
        )
        for reader in ("staff", "pupils", "families")
    ]
    return {"opened": opened[-1].token}
