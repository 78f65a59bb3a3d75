"""Allowed amendments of plans: evaluated with everything that is out, and stored, or held back in words."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from belonging.evaluation import Plan
from belonging.evaluation.amending import Adds, Amending, NotReleasable, amended
from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.released import Findings
from belonging.evaluation.run import ENGINE_VERSION
from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.findings.engine.making import counted, keyed, plan_of, policy_of, same_rows
from belonging.web.findings.engine.verifying import due_of
from belonging.web.findings.errors import OtherRows
from belonging.web.findings.models import AmendedRelease, PlanAmendment, Release
from belonging.web.findings.queries.amendments import FAILED, amended_before, amendments_due, latest_of
from belonging.web.findings.rules import Strand, signature_of_plan
from belonging.web.journal.services import Act, record_act

ACTOR = "findings engine"

log = logging.getLogger(__name__)


def make_amendments(*, now: datetime) -> int:
    """Make what is allowed and not made yet, one transaction each; how many failed.

    A failure is entered in the journal, where its page reads it, and is tried again a day later.
    """
    failed = 0
    with programme_scope("findings: amendments that are due"):
        due = amendments_due(now=now)
    for amendment in due:
        try:
            make_amendment(amendment, now=now)
        except Exception as error:  # one amendment's fault must not keep the others waiting; it is logged
            log.exception("Amendment %s could not be made", amendment.pk)
            _tell_failure(amendment, error, now)
            failed += 1
    return failed


def _tell_failure(amendment: PlanAmendment, error: Exception, now: datetime) -> None:
    because = str(error) if isinstance(error, Refused) else "The service’s log says why."
    act = Act(FAILED, f"amendment:{amendment.pk}", {"because": because})
    with transaction.atomic(), programme_scope("findings: an amendment failed"):
        record_act(act=act, actor=ACTOR, now=now)


def make_amendment(amendment: PlanAmendment, *, now: datetime) -> AmendedRelease | None:
    """None where somebody was faster. Raises PlanAltered, OtherRows."""
    with programme_scope("findings: amend"):
        latest = latest_of(amendment)
        out = amended_before(amendment)
    answers, rolls = counted(due_of(latest))
    if not same_rows(answers.digest, latest.input_digest):
        raise OtherRows("Other rows are counted than for the release that is out. Run 'belonging verify-releases'.")
    amending = Amending(
        plan=Plan.from_json(plan_of(_strand(latest)).plan),
        earlier=tuple(adds_of(each.amendment) for each in out.amended),
        now=adds_of(amendment),
        released=tuple(Findings.from_json(text) for text in (*out.findings, *(each.findings for each in out.amended))),
    )
    try:
        found = amended(answers, amending, policy_of(amendment.instrument), rolls).to_json()
        held = ""
    except NotReleasable as refusal:
        found, held = "", str(refusal)
    try:
        return _store(_made(amendment, latest, amending, answers), found, held, now=now)
    except IntegrityError:
        with programme_scope("findings: amend"):
            if AmendedRelease.objects.filter(amendment=amendment).exists():
                return None
        raise


def adds_of(amendment: PlanAmendment) -> Adds:
    return Adds(tuple(amendment.adds["items"]), tuple(amendment.adds["by"]), tuple(amendment.adds["waves"]))


def _strand(release: Release) -> Strand:
    return Strand(release.cohort_id, release.audience, release.instrument)


def _made(amendment: PlanAmendment, latest: Release, amending: Amending, answers: AnswerSet) -> AmendedRelease:
    plan = amending.whole.to_json()
    return AmendedRelease(
        amendment=amendment,
        waves=latest.waves,
        plan=plan,
        signature=signature_of_plan(plan, pepper=settings.BELONGING_PEPPER),
        rounds=latest.rounds,
        policy=policy_of(amendment.instrument).name,
        engine_version=ENGINE_VERSION,
        input_digest=keyed(answers.digest),
    )


def _store(release: AmendedRelease, found: str, held: str, *, now: datetime) -> AmendedRelease:
    with transaction.atomic(), programme_scope("findings: store an amendment"):
        release.findings, release.held_because, release.released_at = found, held, now
        release.save(force_insert=True)
        details = {"rounds": release.rounds, "shown": bool(found), "held": held}
        record_act(act=Act("amendment-made", f"amendment:{release.amendment_id}", details), actor=ACTOR, now=now)
    return release
