"""What the tests of packs begin from: an evaluator, two who release, an agreement, a pack that was asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.test import Client

from belonging.evaluation.released import Findings
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.findings.models import Release
from belonging.web.packs.models import Agreement, Detail, Pack
from belonging.web.packs.rules.agreement import TERMS
from belonging.web.packs.rules.kinds import PackKind
from belonging.web.packs.services.agreements import Wording, sign_agreement
from belonging.web.packs.services.asking import ask_for_pack
from belonging.web.packs.services.releasing import release_pack
from belonging.web.programme.models import Cohort
from tests.web.conftest import NOW

LATER = NOW + timedelta(hours=2)


def a_person(name: str, role: Role) -> User:
    user = User.objects.create(email=f"{name.lower()}@programme.example", name=name)
    Membership.objects.create(user=user, role=role.value)
    return user


def signed_in_as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def figures_out(cohort: Cohort) -> None:
    """Figures of the programme, as little of them as there can be."""
    findings = Findings(
        instrument="pupil_v1",
        instrument_digest="",
        audience="pupil",
        policy="release",
        policy_version=1,
        engine_version="2",
        plan_digest="",
        input_digest="",
        scope="programme",
        waves=("baseline",),
        responses=(),
        headlines=(),
        tables=(),
    )
    with programme_scope("test"):
        Release.objects.create(
            cohort=cohort,
            audience="pupil",
            instrument="pupil_v1",
            waves="baseline",
            policy="release",
            engine_version="2",
            input_digest="",
            rounds=[1],
            findings=findings.to_json(),
            released_at=NOW,
        )


def wording(**changes: object) -> Wording:
    usual: dict[str, object] = {
        "organisation": "A university",
        "purpose": "Whether feeling known goes with feeling safe.",
        "detail": Detail.FULL,
        "until": (NOW + timedelta(days=100)).date(),
        "ticked": [term.key for term in TERMS],
    }
    return Wording(**{**usual, **changes})  # type: ignore[arg-type]  # a test names what it changes


def an_agreement(cohort: Cohort, evaluator: User, *, now: datetime = NOW, **changes: object) -> Agreement:
    with programme_scope("test"):
        return sign_agreement(cohort=cohort, evaluator=evaluator, wording=wording(**changes), now=now)


def a_pack(cohort: Cohort, evaluator: User, kind: PackKind = PackKind.RESEARCH, *, now: datetime = NOW) -> Pack:
    with programme_scope("test"):
        return ask_for_pack(cohort=cohort, kind=kind, why="For the protocol.", actor=str(evaluator.pk), now=now)


def released_by(pack: Pack, *people: User, now: datetime = NOW) -> Pack:
    with programme_scope("test"):
        for person in people:
            pack = release_pack(pack=pack, actor=str(person.pk), now=now)
    return pack
