"""Rounds of occasions for tests: planned, opened, answered and sealed through the services."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.rules.codes import read_code
from belonging.web.surveys.services.answering import Submission, Wishes, key_of, record_response
from belonging.web.surveys.services.leads import lead_link, leads_occasion
from belonging.web.surveys.services.occasions import open_occasion, plan_occasion
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW

ACTOR = "test"
CLOSES = NOW + timedelta(days=14)
AFTER = CLOSES + timedelta(hours=73)
PLEASED = {"safety_understanding": 5, "equipped": 4, "confident": 4, "daily_strategies": 5}


def an_occasion(
    cohort: Cohort, occasion: str = "training:1", instrument: str = "training_v1", now: datetime = NOW
) -> Round:
    """Open."""
    round_ = plan_occasion(cohort=cohort, instrument=instrument, occasion=occasion, actor=ACTOR, now=now)
    open_occasion(round_=round_, closes_at=now + timedelta(days=14), actor=ACTOR, now=now)
    return round_


def send(
    round_: Round,
    answers: Mapping[str, int] = PLEASED,
    *,
    code: str = "",
    comments: Mapping[str, str] | None = None,
    wishes: Wishes | None = None,
    now: datetime = NOW,
) -> None:
    submission = Submission.of(answers=answers, comments=comments, wishes=wishes, submission_id=secrets.token_hex(16))
    with programme_scope("test: answer an occasion"):
        key = key_of(round_=round_, secret=code or submission.submission_id)
        record_response(round_=round_, key=key, submission=submission, now=now)


def sealed_occasion(
    cohort: Cohort, forms: Iterable[Mapping[str, int]], occasion: str = "training:1", instrument: str = "training_v1"
) -> Round:
    round_ = an_occasion(cohort, occasion, instrument)
    for each in forms:
        send(round_, each)
    return sealed(round_)


def sealed(round_: Round) -> Round:
    with programme_scope("test: seal an occasion"):
        close_round(round_=round_, actor=ACTOR, now=CLOSES)
        seal_round(round_=round_, actor=ACTOR, now=AFTER)
    return round_


def a_lead(school: School) -> User:
    user = User.objects.create(email=f"lead@{school.slug}.example", name="Amara Linden")
    Membership.objects.create(user=user, role=Role.LEAD, school=school)
    return user


def a_survey(cohort: Cohort, *schools: School) -> Round:
    for school in schools:
        a_lead(school)
    return an_occasion(cohort, leads_occasion(cohort), "leads_v1")


def code_of(school: School) -> str:
    found = lead_link(school)
    assert found is not None
    return read_code(found[1].partition("#")[2])
