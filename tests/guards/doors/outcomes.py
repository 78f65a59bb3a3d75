"""What a school has put down of a term, with its own words for what it counts."""

from __future__ import annotations

from belonging.web.outcomes.rules.counts import Counts, Group
from belonging.web.outcomes.rules.terms import term_before, term_on
from belonging.web.outcomes.services.keeping import Version, keep_term
from belonging.web.schools.models import School
from tests.web.conftest import NOW

TERM = term_before(term_on(NOW.date()))
COUNTS = Counts(on_roll=120, possible=16_800, missed=900, persistent=14, incidents=33)


def outcomes(school: School, text: str) -> dict[str, str]:
    """In the school's scope."""
    keep_term(school=school, version=Version(TERM, {Group.ALL: COUNTS}, text), actor="test", now=NOW)
    return {"outcome_term": TERM.key}
