"""A school's questionnaires: one that is open, one that is sealed with a comment to read, and what was counted."""

from __future__ import annotations

import secrets
from datetime import timedelta
from functools import cache

from belonging.evaluation import AnswerSet, Findings, Plan, Policy, evaluate
from belonging.instruments.load import load
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.services.backlogs import note_backlog
from belonging.web.schools.models import School
from belonging.web.surveys.models import CommentState, Entrance, Round
from belonging.web.surveys.rules.comments import FEWEST_WITH_COMMENTS
from belonging.web.surveys.services.answering import Submission, key_of, record_response
from belonging.web.surveys.services.comments import Verdict, give_verdict, unread_comments
from belonging.web.surveys.services.rounds import close_round, open_round, plan_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW

ACTOR = "test"
OPENED = NOW - timedelta(days=35)
CLOSED = NOW - timedelta(days=14)


def an_open_round(school: School, cohort: Cohort) -> Round:
    round_ = plan_round(
        school=school,
        cohort=cohort,
        wave="baseline",
        instrument="pupil_v1",
        entrance=Entrance.SLIPS,
        slip_facts=("year_group", "sen"),
        actor=ACTOR,
        now=NOW,
    )
    open_round(round_=round_, closes_at=NOW + timedelta(days=14), actor=ACTOR, now=NOW)
    return round_


def a_parents_round(school: School, cohort: Cohort, instrument: str, comment: str, answers: int) -> Round:
    """Open since OPENED, with so many answers, of which the first has the comment."""
    round_ = plan_round(
        school=school,
        cohort=cohort,
        wave="baseline",
        instrument=instrument,
        entrance=Entrance.OPEN_LINK,
        actor=ACTOR,
        now=OPENED,
    )
    open_round(round_=round_, closes_at=CLOSED, actor=ACTOR, now=OPENED)
    chosen = {item.key: item.scale.options[0].code for item in load(instrument).items}
    for number in range(answers):
        comments = {} if number else {load(instrument).comment_boxes[0].key: comment}
        sent = Submission.of(answers=chosen, comments=comments, submission_id=secrets.token_hex(16))
        key = key_of(round_=round_, secret=sent.submission_id)
        record_response(round_=round_, key=key, submission=sent, now=OPENED + timedelta(hours=1))
    return round_


def a_released_comment(school: School, cohort: Cohort, comment: str) -> str:
    """The handle of the sealed round in which it may be read. A second comment, of staff, still waits."""
    round_ = a_parents_round(school, cohort, "parent_v1", comment, FEWEST_WITH_COMMENTS)
    (unread,) = unread_comments(round_)
    give_verdict(round_=round_, handle=unread.handle, verdict=Verdict(CommentState.RELEASED, unread.text))
    close_round(round_=round_, actor=ACTOR, now=CLOSED)
    seal_round(round_=round_, actor=ACTOR, now=CLOSED + timedelta(days=4))
    note_backlog(round_=a_parents_round(school, cohort, "staff_v1", comment, 1), now=NOW)
    return round_.handle


@cache
def findings() -> Findings:
    """Of a school with enough pupils to show something."""
    instrument = load("pupil_v1")
    pupils = range(120)
    columns: dict[str, list[object]] = {
        "school": ["S"] * len(pupils),
        "setting": ["primary"] * len(pupils),
        "wave": ["baseline"] * len(pupils),
        "year_group": [str(3 + pupil % 4) for pupil in pupils],
    }
    for item in instrument.items:
        codes = [option.code for option in item.scale.options]
        columns[item.key] = [codes[pupil % len(codes)] for pupil in pupils]
    answers = AnswerSet.from_columns(instrument, columns)
    rolls = {("S", "baseline"): len(pupils)}
    return evaluate(answers, Plan.default(instrument, "school"), Policy.release(), rolls)
