"""What the evaluator has asked for: packs, released and waiting; and tables that the plan has not."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.cli.loading.people import Team
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term
from belonging.web.findings.models import Ground, PlanAmendment
from belonging.web.packs.models import Detail, Pack
from belonging.web.packs.queries.packs import anything_released
from belonging.web.packs.rules.agreement import TERMS
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.packs.services.agreements import Wording, sign_agreement
from belonging.web.packs.services.amendments import Asked, allow_amendment, propose_amendment, refuse_amendment
from belonging.web.packs.services.asking import ask_for_pack
from belonging.web.packs.services.releasing import release_pack
from belonging.web.programme.models import Cohort

PURPOSE = (
    "Whether pupils who say that adults at school know them also say more often that they feel safe, and whether that "
    "holds for pupils with SEND."
)
FOR_RESEARCH = "The analysis in our protocol, section 4. The report does not look at two statements together."
TO_REPRODUCE = "We check every figure of the report before we sign our statement."
AGREED_FOR = timedelta(days=365)
EDITIONS = Asked(
    instrument="pupil_v1",
    items=("belong", "safe"),
    by=("edition",),
    waves=("baseline", "endline"),
    reason="Our protocol asks whether the wording of an edition alone makes a difference.",
)
NEWCOMERS = Asked(
    instrument="pupil_v1",
    items=("belong", "lonely"),
    by=("joined",),
    waves=("endline",),
    reason="Pupils who came during the year may have found it harder to settle.",
)
REFUSED = (
    "In a small school one or two pupils came during the year, and every teacher knows who they are. Please ask for it "
    "where more have come."
)


def tell_of_packs(story: Story, term: Term, cohort: Cohort, team: Team) -> None:
    """Called when the pilot is over. Of a small demo nothing is released: its schools are fewer than ten."""
    with programme_scope("is there anything to ask for"):
        if not anything_released(cohort):
            return
    story.then(term.ago(9, 11, 20), partial(_sign, cohort, team))
    story.then(term.ago(9, 11, 35), partial(_ask, cohort, team, PackKind.RESEARCH, FOR_RESEARCH))
    story.then(term.ago(7, 9, 15), partial(_release, cohort, team.manager))
    story.then(term.ago(5, 16, 10), partial(_release, cohort, team.director))
    story.then(term.ago(2, 10, 45), partial(_ask, cohort, team, PackKind.REPRODUCTION, TO_REPRODUCE))
    story.then(term.ago(8, 10, 5), partial(_propose, cohort, team, NEWCOMERS))
    story.then(term.ago(5, 11, 30), partial(_refuse, cohort, team))
    story.then(term.ago(2, 11, 0), partial(_propose, cohort, team, EDITIONS))
    # A moment ago: the worker makes the tables, as soon as the demo is served.
    story.then(term.now, partial(_allow, cohort, team))


def _sign(cohort: Cohort, team: Team, now: datetime) -> None:
    wording = Wording(
        organisation="Quill Research (simulated)",
        purpose=PURPOSE,
        detail=Detail.FULL,
        until=timezone.localdate(now) + AGREED_FOR,
        ticked=[term.key for term in TERMS],
    )
    with programme_scope("the evaluator signs"):
        evaluator = User.objects.get(pk=team.evaluator)
        sign_agreement(cohort=cohort, evaluator=evaluator, wording=wording, now=now)


def _ask(cohort: Cohort, team: Team, kind: PackKind, why: str, now: datetime) -> None:
    with programme_scope("the evaluator asks"):
        ask_for_pack(cohort=cohort, kind=kind, why=why, actor=team.evaluator, now=now)


def _release(cohort: Cohort, by: str, now: datetime) -> None:
    with programme_scope("the team releases"):
        pack = Pack.objects.get(cohort=cohort, kind=PackKind.RESEARCH)
        release_pack(pack=pack, actor=by, now=now)


def _propose(cohort: Cohort, team: Team, asked: Asked, now: datetime) -> None:
    with programme_scope("the evaluator asks for tables"):
        propose_amendment(cohort=cohort, asked=asked, actor=team.evaluator, now=now)


def _refuse(cohort: Cohort, team: Team, now: datetime) -> None:
    with programme_scope("the team refuses tables"):
        asked, ground = _asked_for(cohort, NEWCOMERS), Ground.KNOWN_PEOPLE
        refuse_amendment(amendment=asked, ground=ground, because=REFUSED, actor=team.manager, now=now)


def _allow(cohort: Cohort, team: Team, now: datetime) -> None:
    with programme_scope("the team allows tables"):
        allow_amendment(amendment=_asked_for(cohort, EDITIONS), actor=team.manager, now=now)


def _asked_for(cohort: Cohort, asked: Asked) -> PlanAmendment:
    return PlanAmendment.objects.get(cohort=cohort, reason=asked.reason)
