"""At the same moment: two sends with one code, and a send while the round is being sealed (PostgreSQL)."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client

from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.errors import CodeUsed, RoundClosed
from belonging.web.surveys.models import Response, Round
from belonging.web.surveys.queries import scope_of
from belonging.web.surveys.services.answering import key_of, record_response
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import ACTOR, Answering, open_slips, submission
from tests.web.surveys.occasions import a_survey, code_of

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
    pytest.mark.django_db(transaction=True),
]
PEOPLE = 8


@pytest.fixture(params=["a school", "an occasion"])
def slips(request: pytest.FixtureRequest, transactional_db: None, maple: School, cohort: Cohort) -> Answering:
    """A school's pupils, or the leads of a cohort."""
    if request.param == "an occasion":
        return Answering(a_survey(cohort, maple), (code_of(maple),), Client())
    with school_scope(maple.pk):
        return open_slips(maple, cohort, NOW)


def at_once(act: Callable[[int], str]) -> Counter[str]:
    """What each of PEOPLE threads met, begun together, each with its own connection."""
    start = threading.Barrier(PEOPLE)

    def one(number: int) -> str:
        start.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(PEOPLE) as pool:
        return Counter(pool.map(one, range(PEOPLE)))


def send(here: Answering, number: int, code: str) -> str:
    with scope_of(here.round):
        key = key_of(round_=here.round, secret=code)
        answers = {"overall_rating": 4} if here.round.is_occasion else {"safe": 4}
        try:
            record_response(
                round_=here.round, key=key, submission=submission(f"{number:032x}", answers=answers), now=NOW
            )
        except CodeUsed:
            return "used"
        except RoundClosed:
            return "closed"
    return "kept"


def test_one_code_is_kept_once(slips: Answering) -> None:
    assert at_once(lambda number: send(slips, number, slips.codes[0])) == {"kept": 1, "used": PEOPLE - 1}


def test_an_answer_is_sealed_or_refused_but_never_left_behind(slips: Answering) -> None:
    """The sender is held after its first look at the round, until the sealing has ended."""
    with scope_of(slips.round):
        close_round(round_=slips.round, actor=ACTOR, now=NOW)
    sealing, sent = threading.Event(), threading.Event()

    def seal() -> None:
        with scope_of(slips.round), transaction.atomic():
            seal_round(round_=Round.objects.get(pk=slips.round.pk), actor=ACTOR, now=NOW, early=True)
            sealing.set()
            sent.wait(1.5)
        connection.close()

    def late() -> str:
        sealing.wait()
        try:
            return send(slips, 1, slips.codes[0])
        finally:
            sent.set()
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sealed, outcome = pool.submit(seal), pool.submit(late)
        sealed.result()
        assert outcome.result() == "closed"
    with scope_of(slips.round):
        assert not Response.objects.exists()
