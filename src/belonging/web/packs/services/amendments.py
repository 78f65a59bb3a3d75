"""Asking for tables after a plan was fixed, and the programme's word on it. In a programme-wide scope."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from belonging.evaluation.plan import BREAKDOWNS, InvalidPlan, Plan
from belonging.evaluation.released import Findings
from belonging.instruments.load import load
from belonging.instruments.model import Audience
from belonging.web.base.scope import programme_scope
from belonging.web.findings.errors import CannotAmend
from belonging.web.findings.models import Ground, PlanAmendment
from belonging.web.findings.models.amendments import Decision
from belonging.web.findings.queries import fixed_plan
from belonging.web.findings.queries.amendments import amendments_due, amendments_of, released_instruments
from belonging.web.journal.services import Act, record_act
from belonging.web.programme.models import Cohort
from belonging.web.surveys.queries.archives import archived_cohort

ENGINE = (sys.executable, "-m", "belonging.web.findings.engine", "--amendments")
SETTINGS = "belonging.web.config.engine_settings"
OF_PUPILS = ("edition", "joined")
MOST_WAITING = 5
"""Of one cohort: each is read by a person."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The tables that somebody asks for: these statements by these breakdowns, in these waves."""

    instrument: str
    items: tuple[str, ...]
    by: tuple[str, ...]
    waves: tuple[str, ...]
    reason: str


@transaction.atomic
def propose_amendment(*, cohort: Cohort, asked: Asked, actor: str, now: datetime) -> PlanAmendment:
    """Raises CannotAmend."""
    if archived_cohort(cohort):
        raise CannotAmend("This cohort is archived: its sealed answers were destroyed, so no table can be added.")
    found = released_instruments(cohort.pk).get(asked.instrument)
    fixed = fixed_plan(cohort_id=cohort.pk, instrument=asked.instrument, scope="programme")
    if found is None or fixed is None:
        raise CannotAmend(
            "Nothing of this questionnaire is released yet. What you need can still stand in the plan that is fixed "
            "before it opens: write to the programme’s team."
        )
    _check(Plan.from_json(fixed.plan), asked, found.waves)
    told = amendments_of(cohort.pk)
    if sum(each.amendment.decision == "" for each in told) >= MOST_WAITING:
        raise CannotAmend(f"{MOST_WAITING} amendments wait for a decision. Ask for more when these are decided.")
    adds = {"items": list(asked.items), "by": list(asked.by), "waves": list(asked.waves)}
    same = [each.amendment for each in told if each.amendment.instrument == asked.instrument]
    if any(each.adds == adds and each.decision != Decision.REFUSED for each in same):
        raise CannotAmend("These very tables have been asked for already. Its page says where that stands.")
    last = PlanAmendment.objects.filter(cohort=cohort, instrument=asked.instrument).aggregate(Max("number"))
    amendment = PlanAmendment.objects.create(
        cohort=cohort,
        instrument=asked.instrument,
        number=(last["number__max"] or 0) + 1,
        adds=adds,
        reason=asked.reason,
        proposed_by=actor,
        proposed_at=now,
    )
    act = Act("amendment-proposed", f"amendment:{amendment.pk}", {"instrument": asked.instrument, "adds": adds})
    record_act(act=act, actor=actor, now=now)
    return amendment


@transaction.atomic
def allow_amendment(*, amendment: PlanAmendment, actor: str, now: datetime) -> PlanAmendment:
    """The engine then makes the tables, if they give nothing away beside what is out. Raises CannotAmend."""
    return _decide(amendment, Decision.ALLOWED, ("", ""), actor, now)


@transaction.atomic
def refuse_amendment(
    *, amendment: PlanAmendment, ground: Ground, because: str, actor: str, now: datetime
) -> PlanAmendment:
    """For disclosure and for nothing else, in writing. Raises CannotAmend."""
    if not because.strip():
        raise CannotAmend("Say in your own words what could be learned of whom. An amendment is refused in writing.")
    return _decide(amendment, Decision.REFUSED, (ground.value, because.strip()), actor, now)


def make_amendments_due(*, now: datetime) -> bool:
    """Have the engine make what was allowed; whether anything was due. Outside any scope and transaction."""
    with programme_scope("packs: amendments that are due"):
        due = amendments_due(now=now)
    if due:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": SETTINGS}
        subprocess.run([*ENGINE, "--now", now.isoformat()], env=environment, check=False)
    return bool(due)


def _decide(
    amendment: PlanAmendment, decision: Decision, why: tuple[str, str], actor: str, now: datetime
) -> PlanAmendment:
    held = PlanAmendment.objects.select_for_update().get(pk=amendment.pk)
    if held.decision:
        raise CannotAmend("Somebody has decided this a moment ago. The page says how.")
    if held.proposed_by == actor:
        raise CannotAmend("You asked for this yourself. Somebody else of the programme decides.")
    held.decision, held.decided_by, held.decided_at = decision.value, actor, now
    held.ground, held.because = why
    held.save(update_fields=["decision", "decided_by", "decided_at", "ground", "because"])
    details = {"decision": held.decision, "ground": held.ground}
    record_act(act=Act("amendment-decided", f"amendment:{held.pk}", details), actor=actor, now=now)
    return held


def _check(plan: Plan, asked: Asked, waves: Sequence[str]) -> None:
    known = {item.key for item in load(asked.instrument).items}
    if not (asked.items and asked.by and asked.waves) or not set(asked.items) <= known:
        raise CannotAmend("Choose one statement or more, one breakdown or more, and one wave or more.")
    if not set(asked.waves) <= set(waves):
        raise CannotAmend(f"Only waves that are released can be asked for: {', '.join(waves)}.")
    there = [by for by in asked.by if by in plan.by and set(asked.items) <= set(plan.items)]
    if there:
        raise CannotAmend("The plan has these tables already, so the report shows them, or says why not.")
    try:
        Plan(plan.instrument, "programme", asked.items, asked.by)
    except InvalidPlan as error:
        raise CannotAmend(str(error)) from error


def breakdowns_open(plan: Plan) -> tuple[str, ...]:
    """Breakdowns that the plan has not and an amendment may ask for; of adults none that only pupils have."""
    of_pupils = load(plan.instrument).audience is Audience.PUPIL
    taken = (*plan.by, "all", "school", *(() if of_pupils else OF_PUPILS))
    return tuple(by for by in BREAKDOWNS if by not in taken)


def still_open(cohort: Cohort) -> dict[str, Findings]:
    """The latest findings of each questionnaire that can be asked further."""
    found = dict[str, Findings]()
    for name, findings in released_instruments(cohort.pk).items():
        fixed = fixed_plan(cohort_id=cohort.pk, instrument=name, scope="programme")
        if fixed is not None and breakdowns_open(Plan.from_json(fixed.plan)):
            found[name] = findings
    return found
