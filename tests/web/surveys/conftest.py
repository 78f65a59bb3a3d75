from __future__ import annotations

import pytest

from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from tests.web.surveys.given import a_draft, opened


@pytest.fixture
def draft(in_maple: School, cohort: Cohort) -> Round:
    """Maple Tree's pupils at baseline, on slips that carry year group and SEN status."""
    return a_draft(in_maple, cohort, facts=("year_group", "sen"))


@pytest.fixture
def open_round_(draft: Round) -> Round:
    return opened(draft)
