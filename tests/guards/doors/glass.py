"""A break-glass at a school that two of the programme have confirmed."""

from __future__ import annotations

import secrets
from datetime import timedelta

from belonging.instruments.load import load
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.models import Ground
from belonging.web.safeguarding.services.breaking import Reason, confirm, propose
from belonging.web.schools.models import School
from belonging.web.surveys.models import Entrance
from belonging.web.surveys.services.answering import Submission, key_of, record_response
from belonging.web.surveys.services.comments import unread_comments
from belonging.web.surveys.services.rounds import open_round, plan_round
from belonging.web.surveys.services.slips import SlipOrder, issue_slips
from tests.web.conftest import NOW

ACTOR = "test"
TWO = ("00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002")
"""Accounts that are gone."""
INSTRUMENT = "staff_v1"


def break_glass(school: School, cohort: Cohort, comment: str) -> dict[str, str]:
    """In the school's scope; the comment is of a staff round by slips."""
    round_ = plan_round(
        school=school,
        cohort=cohort,
        wave="midpoint",
        instrument=INSTRUMENT,
        entrance=Entrance.SLIPS,
        actor=ACTOR,
        now=NOW,
    )
    open_round(round_=round_, closes_at=NOW + timedelta(days=14), actor=ACTOR, now=NOW)
    (code,) = issue_slips(round_=round_, pack_label="Staff", orders=[SlipOrder(1)], actor=ACTOR, now=NOW)
    comments = {load(INSTRUMENT).comment_boxes[0].key: comment}
    sent = Submission.of(answers={}, comments=comments, submission_id=secrets.token_hex(16))
    record_response(round_=round_, key=key_of(round_=round_, secret=code), submission=sent, now=NOW)
    (unread,) = unread_comments(round_)
    glass = propose(reference=unread.handle[:12], reason=Reason(Ground.CHILD, comment), actor=TWO[0], now=NOW)
    confirm(glass=glass, actor=TWO[1], now=NOW)
    return {"glass": glass.handle}
