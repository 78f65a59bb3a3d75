"""What people said after the pilot's training sessions, and what its leads said at the end."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from belonging.instruments.load import load
from belonging.simulation.professional import TrainingForm, lead_forms, training_forms
from belonging.web.base.scope import programme_scope
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.diaries import Diary
from belonging.web.cli.loading.sittings import ACTOR
from belonging.web.cli.loading.stage import Stage
from belonging.web.findings.services import fix_plans, order_release
from belonging.web.programme.models import Cohort
from belonging.web.surveys.models import CommentState, Round, State
from belonging.web.surveys.rules.codes import read_code
from belonging.web.surveys.services.answering import Submission, Wishes, key_of, record_response
from belonging.web.surveys.services.comments import Verdict, give_verdict, unread_comments
from belonging.web.surveys.services.leads import lead_link, leads_occasion
from belonging.web.surveys.services.occasions import open_occasion, plan_occasion
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.sealing import seal_round

TRAINING, LEADS = "training_v1", "leads_v1"
OPEN_FOR = timedelta(days=14)
LEADS_HAVE = timedelta(days=5)
SEALED_AFTER = timedelta(days=3, hours=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """One form: what was chosen and written, and the code that it came with, if any."""

    answers: Mapping[str, int]
    comments: Mapping[str, str]
    code: str = ""


def feedback_on(*, cohort: Cohort, session: tuple[int, datetime], number: int, seed: int) -> Diary:
    """The forms of one session, given as (id, end), the pilot's `number`-th; from the minute after its end.

    A questionnaire that is planned or open already is gone on with.
    """
    key, ended = session
    opens = ended + timedelta(minutes=5)
    yield opens
    sent = [Sent(_with_role(form), form.comments) for form in training_forms(seed) if form.session == number]
    round_ = plan_occasion(cohort=cohort, instrument=TRAINING, occasion=f"training:{key}", actor=ACTOR, now=opens)
    fix_plans(now=opens)
    if round_.state == State.DRAFT:
        open_occasion(round_=round_, closes_at=ended + OPEN_FOR, actor=ACTOR, now=opens)
    yield from _answered(round_, sent, ended + timedelta(hours=1), ended + OPEN_FOR)


def release_feedback(*, cohort: Cohort, last: datetime, actor: str) -> Diary:
    """All sessions together, once the last one that ended then is sealed."""
    over = last + OPEN_FOR + SEALED_AFTER + timedelta(hours=1)
    yield over
    order_release(cohort=cohort, instrument=TRAINING, actor=actor, now=over)


def leads_survey(stage: Stage, year: SchoolYear, seed: int) -> Diary:
    """Asked when the endline has closed, and sealed before the pilot ends. A small demo has a few of the schools."""
    opens = year.wave("endline", 0).closes
    yield opens
    round_ = plan_occasion(
        cohort=stage.cohort, instrument=LEADS, occasion=leads_occasion(stage.cohort), actor=ACTOR, now=opens
    )
    fix_plans(now=opens)
    open_occasion(round_=round_, closes_at=opens + LEADS_HAVE, actor=stage.team.manager, now=opens)
    sent = []
    for form in lead_forms(seed):
        school = stage.schools.get(form.school)
        link = lead_link(school) if school else None
        if link is not None:
            sent.append(Sent(form.answers, form.comments, read_code(link[1].partition("#")[2])))
    yield from _answered(round_, sent, opens + timedelta(days=1), opens + LEADS_HAVE)


def _answered(round_: Round, sent: Iterable[Sent], now: datetime, closes: datetime) -> Diary:
    """Answered, closed, read and sealed."""
    yield now
    with programme_scope("demo: an occasion is answered"):
        for each in sent:
            submission = Submission.of(
                answers=each.answers,
                comments=each.comments,
                wishes=Wishes(may_print=len(each.comments) == 1),
                submission_id=secrets.token_hex(16),
            )
            key = key_of(round_=round_, secret=each.code or submission.submission_id)
            record_response(round_=round_, key=key, submission=submission, now=now)
    yield closes
    with programme_scope("demo: an occasion closes"):
        close_round(round_=round_, actor=ACTOR, now=closes)
        for comment in unread_comments(round_):
            verdict = Verdict(CommentState.RELEASED, comment.text)
            give_verdict(round_=round_, handle=comment.handle, verdict=verdict)
    yield closes + SEALED_AFTER
    with programme_scope("demo: an occasion is sealed"):
        seal_round(round_=round_, actor=ACTOR, now=closes + SEALED_AFTER)


def _with_role(form: TrainingForm) -> dict[str, int]:
    (role,) = load(TRAINING).about_me
    return {**form.answers, role.key: next(each.code for each in role.options if each.value == form.role)}
