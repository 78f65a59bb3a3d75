"""A whole programme whose figures are out: twelve schools, two waves, written down as sealing leaves them."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings

from belonging.evaluation import Plan
from belonging.instruments.load import load
from belonging.web.base.scope import school_scope
from belonging.web.findings.engine.making import make
from belonging.web.findings.models import FixedPlan
from belonging.web.findings.queries import releases_due
from belonging.web.findings.rules import signature_of_plan
from belonging.web.programme.models import Cohort
from belonging.web.programme.rules.masks import mask_number
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round, SealedAnswers, State
from tests.web.conftest import NOW, enrolled
from tests.web.surveys.given import CLOSES, ITEMS

PUPILS = load("pupil_v1")
SUPPLEMENTS = ("average-school", "movers", "scale")
PLAN = Plan("pupil_v1", "programme", ("safe", "happy", "belong"), ("all", "send"), supplements=SUPPLEMENTS)
OUT = NOW + timedelta(days=60)
SCHOOLS = 12

Facts = Callable[[random.Random], dict[str, str]]


def mixed(draw: random.Random) -> dict[str, str]:
    return {"sex": draw.choice(("girl", "boy")), "sen": draw.choices(("N", "K", "E"), (6, 2, 1))[0]}


def sealed_programme(cohort: Cohort, *, people: int = 30, facts: Facts = mixed) -> Cohort:
    """Nothing is released of it yet; a small plan is fixed."""
    draw = random.Random(7)
    for number in range(SCHOOLS):
        # Letters run against the order of the schools: whoever sorts by one has not sorted by the other.
        mask = mask_number(SCHOOLS - 1 - number)
        school = enrolled(cohort, name=f"School {number}", slug=f"school-{number}", mask=mask)
        with school_scope(school.pk):
            for wave, favourable in (("baseline", 0.5), ("endline", 0.7)):
                _seal(school, cohort, wave, [_row(draw, facts, favourable) for _ in range(people + number)])
    text = PLAN.to_json()
    FixedPlan.objects.create(
        cohort=cohort,
        instrument=PUPILS.name,
        scope="programme",
        version=PLAN.version,
        plan=text,
        signature=signature_of_plan(text, pepper=settings.BELONGING_PEPPER),
        before_sealing=True,
        fixed_at=NOW,
    )
    return cohort


def out_programme(cohort: Cohort, *, people: int = 30, facts: Facts = mixed) -> Cohort:
    """With the programme's release; the schools' own stay due."""
    sealed_programme(cohort, people=people, facts=facts)
    for due in releases_due():
        if due.strand.is_programme and "endline" in due.waves:
            make(due, now=OUT)
    return cohort


def _row(draw: random.Random, facts: Facts, favourable: float) -> dict[str, object]:
    answers = {item: 4 if draw.random() < favourable else 2 for item in ITEMS}
    return {"answers": answers, "edition": "standard", "language": "en", **facts(draw)}


def _seal(school: School, cohort: Cohort, wave: str, rows: list[dict[str, object]]) -> None:
    round_ = Round.objects.create(
        school=school,
        cohort=cohort,
        wave=wave,
        instrument=PUPILS.name,
        instrument_digest=PUPILS.digest,
        audience="pupil",
        entrance="slips",
        slip_facts=["sex", "sen"],
        handle=f"{wave[0]}{school.pk}",
        state=State.CLOSED,
        salt=b"salt",
        opens_at=NOW,
        closes_at=CLOSES,
        closed_at=CLOSES,
        roll=len(rows) + 5,
    )
    SealedAnswers.objects.bulk_create(
        SealedAnswers(key=f"{round_.pk}-{place}", school=school, round=round_, **row) for place, row in enumerate(rows)
    )
    Round.objects.filter(pk=round_.pk).update(
        state=State.SEALED, salt=None, sealed_on=CLOSES.date(), sealed_rows=len(rows)
    )
