"""What the tests of findings begin from: schools whose rounds are answered and sealed through the services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import enrolled
from tests.web.surveys.given import AFTER, CLOSES, ITEMS, a_draft, answer, opened, slips

RELEASED = AFTER + timedelta(hours=1)
YEARS = ("3", "4", "5", "6")
SEN = ("N", "N", "N", "K")


def codes_of(people: int, favourable: float) -> Iterable[dict[str, int]]:
    """Answers of so many people: the first `favourable` part of them "all of the time", the others "rarely"."""
    for person in range(people):
        yield dict.fromkeys(ITEMS, 4 if person < favourable * people else 2)


def an_answered_round(
    school: School, cohort: Cohort, *, wave: str = "baseline", people: int = 40, favourable: float = 0.5
) -> Round:
    """Open, with so many sent answers on slips that carry year group and SEN status."""
    with school_scope(school.pk):
        round_ = opened(a_draft(school, cohort, wave=wave, facts=("year_group", "sen")))
        packs = [
            slips(round_, people // len(YEARS) + 1, label=f"Year {year}", year_group=year, sen=sen)
            for year, sen in zip(YEARS, SEN, strict=True)
        ]
        codes = [code for pack in packs for code in pack]
        for code, answers in zip(codes, codes_of(people, favourable), strict=False):
            answer(round_, code, answers)
    return round_


def sealed(round_: Round, now: datetime = AFTER) -> Round:
    with school_scope(round_.host_id):
        close_round(round_=round_, actor="test", now=CLOSES)
        seal_round(round_=round_, actor="test", now=now)
    return round_


def a_sealed_round(
    school: School, cohort: Cohort, *, wave: str = "baseline", people: int = 40, favourable: float = 0.5
) -> Round:
    return sealed(an_answered_round(school, cohort, wave=wave, people=people, favourable=favourable))


def schools(cohort: Cohort, names: Iterable[str]) -> list[School]:
    return [
        enrolled(cohort, name=f"{name} School", slug=name.lower(), mask=mask)
        for mask, name in zip("ABCDEFGH", names, strict=False)
    ]
