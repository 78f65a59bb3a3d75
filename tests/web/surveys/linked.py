"""A cohort that links its waves, and a school that holds both of them."""

from __future__ import annotations

from datetime import timedelta

from belonging.web.programme.models import Cohort, CohortState
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.services.linking import make_key
from belonging.web.surveys.services.rounds import close_round, open_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.surveys.given import ACTOR, ALL_FOURS, CLOSES, a_draft, answer, opened, slips

LATER = NOW + timedelta(days=300)
LATER_CLOSES = LATER + timedelta(days=14)
LATER_AFTER = LATER_CLOSES + timedelta(hours=73)


def linking(cohort: Cohort) -> Cohort:
    """The cohort, linked and open, with its key made."""
    Cohort.objects.filter(pk=cohort.pk).update(links_waves=True)
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.OPEN, opened_at=NOW)
    cohort.refresh_from_db()
    make_key(cohort=cohort, now=NOW)
    return cohort


def sealed_at(round_: Round, days: int = 0) -> Round:
    close_round(round_=round_, actor=ACTOR, now=CLOSES + timedelta(days=days))
    seal_round(round_=round_, actor=ACTOR, now=CLOSES + timedelta(days=days, hours=73))
    return round_


def baseline(school: School, cohort: Cohort, *, pupils: int = 12) -> tuple[Round, list[str]]:
    """Answered by all and sealed, with the codes that the pupils keep."""
    round_ = opened(a_draft(school, cohort, facts=("year_group", "sen")))
    codes = slips(round_, pupils, year_group="4", sen="N")
    for code in codes:
        answer(round_, code)
    return sealed_at(round_), codes


def endline(school: School, cohort: Cohort) -> Round:
    round_ = a_draft(school, cohort, wave="endline", facts=("year_group", "sen"))
    open_round(round_=round_, closes_at=LATER_CLOSES, actor=ACTOR, now=LATER)
    return round_


def both_waves(school: School, cohort: Cohort, *, pupils: int = 12) -> tuple[Round, Round]:
    """The same pupils twice, all fours and then all threes."""
    before, codes = baseline(school, cohort, pupils=pupils)
    after = endline(school, cohort)
    for code in reversed(codes):
        answer(after, code, dict.fromkeys(ALL_FOURS, 3), now=LATER)
    return before, sealed_at(after, days=300)
