"""Packs of the evaluator: one that is ready, and one that waits for a release."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from django.utils import timezone

from belonging.evaluation.plan import Plan
from belonging.instruments.load import load
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.findings.models import FixedPlan, PlanAmendment
from belonging.web.packs.engine import making
from belonging.web.packs.models import Detail, Pack
from belonging.web.packs.rules.agreement import TERMS
from belonging.web.packs.rules.kinds import Built, PackKind
from belonging.web.packs.services.agreements import Wording, sign_agreement
from belonging.web.packs.services.asking import ask_for_pack
from belonging.web.packs.services.downloading import token_of
from belonging.web.packs.services.releasing import release_pack
from belonging.web.programme.models import Cohort
from tests.guards.doors.places import ACTOR, Samples


def packs(cohort: Cohort) -> Samples:
    """Call in a programme-wide scope."""
    evaluator = User.objects.get(pk=Membership.objects.filter(role=Role.EVALUATOR).earliest("pk").user_id)
    now = timezone.now()
    wording = Wording(
        "A university",
        "To see.",
        Detail.FULL,
        timezone.localdate(now) + timedelta(days=90),
        [each.key for each in TERMS],
    )
    sign_agreement(cohort=cohort, evaluator=evaluator, wording=wording, now=now)
    account = str(evaluator.pk)
    ready = ask_for_pack(cohort=cohort, kind=PackKind.RESEARCH, why="To see.", actor=account, now=now)
    for one in (ACTOR, f"{ACTOR} too"):
        release_pack(pack=ready, actor=one, now=now)
    with patch.object(making, "_built", _built):
        making.make(ready.handle, now=now)
    waiting = ask_for_pack(cohort=cohort, kind=PackKind.REPRODUCTION, why="To check.", actor=account, now=now)
    ready.refresh_from_db()
    _fix_plan(cohort, now)
    amendment = PlanAmendment.objects.create(
        cohort=cohort,
        instrument="pupil_v1",
        number=1,
        adds={"items": ["safe"], "by": ["joined"], "waves": ["baseline"]},
        reason="To see.",
        proposed_by=account,
        proposed_at=now,
    )
    asked = {"amended": amendment.instrument, "amendment": str(amendment.number)}
    return {"ready_pack": ready.handle, "pack_link": token_of(ready), "waiting_pack": waiting.handle, **asked}


def _fix_plan(cohort: Cohort, now: datetime) -> None:
    """Only what has a plan can be asked further."""
    plan = Plan.default(load("pupil_v1"), "programme")
    FixedPlan.objects.get_or_create(
        cohort=cohort,
        instrument=plan.instrument,
        scope="programme",
        defaults={
            "version": plan.version,
            "plan": plan.to_json(),
            "signature": "s" * 64,
            "before_sealing": True,
            "fixed_at": now,
        },
    )


def _built(_pack: Pack, out: Path, _now: object) -> Built:
    out.write_bytes(b"rows")
    return Built(("README.txt",), "d" * 64, ())
