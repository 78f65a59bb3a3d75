"""A school with findings, and a case study on its way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
import time_machine

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.cases.models import CaseStudy, Treatment
from belonging.web.cases.queries.composing import marked_words, versions_of
from belonging.web.cases.queries.studies import whole
from belonging.web.cases.rules.redacting import Replaced
from belonging.web.cases.services.beside import ConsentWords, add_quote
from belonging.web.cases.services.publishing import Where, publish
from belonging.web.cases.services.reviewing import ask_review, decide_words, recommend
from belonging.web.cases.services.signing import sign_off
from belonging.web.cases.services.writing import StudyWords, change_study, start_study
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import person
from tests.web.conftest import NOW
from tests.web.reports.conftest import OF_MAPLE, RELEASED_AT, released

TODAY = NOW.date()
WORDS = StudyWords(
    title="A breakfast club for everybody at Maple Tree",
    phase="primary",
    summary="We opened the hall at eight, for pupils with SEND first.",
    context="Maple Tree School has 210 places on roll in a busy part of town.",
    aims="Nobody should begin the day alone.",
    actions="Mrs Okafor opens the hall at eight each morning.",
    impact="The hall is full, and mornings are calm.",
    lessons="Begin small, and ask pupils what they would come for.",
)
HUB_CONSENT = ConsentWords("the parent who said it", date(2026, 11, 2), "hub")
PUBLIC_CONSENT = replace(HUB_CONSENT, use="public")


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@cache
def _findings() -> dict[str, str]:
    found = released("pupil", OF_MAPLE)
    return {
        "audience": found.audience,
        "instrument": found.instrument,
        "waves": "+".join(found.waves),
        "policy": found.policy,
        "engine_version": found.engine_version,
        "input_digest": found.input_digest,
        "findings": found.to_json(),
    }


@pytest.fixture
def release(maple: School, cohort: Cohort) -> Release:
    with school_scope(maple.pk):
        return Release.objects.create(school=maple, cohort=cohort, rounds=[], released_at=RELEASED_AT, **_findings())


@pytest.fixture
def in_maple(maple: School) -> Iterator[School]:
    with school_scope(maple.pk):
        yield maple


@pytest.fixture
def lead(maple: School) -> User:
    return person(Role.LEAD, maple, "Asha Lead")


@pytest.fixture
def adviser(maple: School) -> User:
    return person(Role.ADVISER, maple, "Cleo Adviser")


@pytest.fixture
def manager(db: None) -> User:
    user = User.objects.create(email="manager@programme.example", name="Tom Manager")
    Membership.objects.create(user=user, role=Role.MANAGER)
    return user


@pytest.fixture
def study(in_maple: School, cohort: Cohort, lead: User) -> CaseStudy:
    return written(in_maple, cohort, lead)


def written(school: School, cohort: Cohort, lead: User, words: StudyWords = WORDS) -> CaseStudy:
    begun = start_study(school=school, cohort=cohort, title=words.title, actor=str(lead.pk), now=NOW)
    return change_study(study=begun, words=words, revision=begun.revision, actor=str(lead.pk), now=NOW)


def recommended(study: CaseStudy, lead: User) -> CaseStudy:
    """Read and recommended; every word that was found is replaced as suggested."""
    actor = str(lead.pk)
    ask_review(study=study, actor=actor, now=NOW)
    found = recommend(study=study, actor=actor, now=NOW)
    marked = marked_words(whole(found))
    decisions = [Replaced(each.words, each.treatment or Treatment.KEPT, each.replacement) for each in marked]
    return decide_words(study=found, decisions=decisions, actor=actor, now=NOW)


def signed(study: CaseStudy, lead: User, *, named: bool = False, use: str = "public") -> CaseStudy:
    return as_read(recommended(study, lead), lead, named=named, use=use)


def as_read(found: CaseStudy, lead: User, *, named: bool = False, use: str = "public") -> CaseStudy:
    """Signed off as it stands."""
    read = versions_of(whole(found), TODAY).digest
    return sign_off(study=found, read=read, may_be_named=named, may_be_used=use, actor=str(lead.pk), now=NOW)


def out(study: CaseStudy, lead: User, *, named: bool = False, hub: bool = True, public: bool = True) -> CaseStudy:
    """Signed off and published."""
    found = signed(study, lead, named=named)
    where = Where("named" if named else "masked", in_hub=hub, in_public=public)
    publish(study=found, where=where, read=found.signed_digest, actor="team", now=NOW)
    return CaseStudy.objects.select_related("school", "cohort", "publication").get(pk=study.pk)


def quoted(study: CaseStudy, lead: User, consent: ConsentWords = PUBLIC_CONSENT) -> int:
    made = add_quote(
        study=study, words="My son runs to school now.", whose="a parent", consent=consent, actor=str(lead.pk), now=NOW
    )
    return made.pk
