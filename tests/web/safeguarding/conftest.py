from __future__ import annotations

import pytest

from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.safeguarding.given import PEOPLE, named
from tests.web.surveys.answering_rounds import Answering, open_link, open_slips


@pytest.fixture
def pupils(in_maple: School, cohort: Cohort) -> Answering:
    """Maple Tree's pupils at their questionnaire; everybody who can be asked is named and there."""
    opened = open_slips(in_maple, cohort, NOW)
    named(in_maple, *PEOPLE)
    return opened


@pytest.fixture
def parents(in_maple: School, cohort: Cohort) -> Answering:
    opened = open_link(in_maple, cohort, NOW)
    named(in_maple, *PEOPLE)
    return opened
