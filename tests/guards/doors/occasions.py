"""Of a cohort: what was released of its training sessions and of its leads' survey. Nothing of it is a school's."""

from __future__ import annotations

from belonging.web.programme.models import Cohort
from tests.web.reports.conftest import store
from tests.web.reports.test_occasion_pages import findings


def occasions(cohort: Cohort) -> None:
    """In a programme-wide scope."""
    for instrument in ("training_v1", "leads_v1"):
        store(findings(instrument), cohort)
