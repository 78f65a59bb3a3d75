"""What the tests of rounds, slips and sealing begin from."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from belonging.instruments.load import load
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.services.answering import Receipt, Submission, Wishes, key_of, record_response
from belonging.web.surveys.services.rounds import close_round, open_round, plan_round
from belonging.web.surveys.services.slips import SlipOrder, issue_slips
from tests.web.conftest import NOW

ACTOR = "test"
CLOSES = NOW + timedelta(days=14)
AFTER = CLOSES + timedelta(hours=73)
"""When a round that closed at CLOSES may be sealed."""
ITEMS = tuple(item.key for item in load("pupil_v1").items)
ALL_FOURS = dict.fromkeys(ITEMS, 4)


def a_draft(school: School, cohort: Cohort, *, wave: str = "baseline", facts: Iterable[str] = ()) -> Round:
    return plan_round(
        school=school,
        cohort=cohort,
        wave=wave,
        instrument="pupil_v1",
        entrance="slips",
        slip_facts=tuple(facts),
        actor=ACTOR,
        now=NOW,
    )


def opened(round_: Round) -> Round:
    open_round(round_=round_, closes_at=CLOSES, actor=ACTOR, now=NOW)
    return round_


def a_link_round(school: School, cohort: Cohort, instrument: str = "parent_v1") -> Round:
    planned = plan_round(
        school=school,
        cohort=cohort,
        wave="baseline",
        instrument=instrument,
        entrance="open_link",
        actor=ACTOR,
        now=NOW,
    )
    return opened(planned)


def slips(
    round_: Round, count: int, label: str = "Maple class", *, year_group: str = "", sex: str = "", sen: str = ""
) -> list[str]:
    order = SlipOrder(count, year_group=year_group, sex=sex, sen=sen)
    return issue_slips(round_=round_, pack_label=label, orders=[order], actor=ACTOR, now=NOW)


def answer(
    round_: Round,
    code: str = "",
    answers: Mapping[str, int] = ALL_FOURS,
    comments: Mapping[str, str] | None = None,
    wishes: Wishes | None = None,
    *,
    now: datetime = NOW,
) -> Receipt:
    """With a slip's code, or through the open link when there is none."""
    submission = Submission.of(answers=answers, comments=comments, wishes=wishes, submission_id=secrets.token_hex(16))
    key = key_of(round_=round_, secret=code or submission.submission_id)
    return record_response(round_=round_, key=key, submission=submission, now=now)


def closed(round_: Round) -> Round:
    close_round(round_=round_, actor=ACTOR, now=CLOSES)
    return round_
