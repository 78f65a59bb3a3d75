"""The Send's own transaction: stored once, or refused in the same words, whatever comes twice or at once."""

from __future__ import annotations

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.errors import (
    AnswersDeleted,
    CodeUnknown,
    CodeUsed,
    ReceiptTaken,
    ResponseWithdrawn,
    RoundClosed,
)
from belonging.web.surveys.models import Response, Round
from belonging.web.surveys.queries import scope_of
from belonging.web.surveys.rules.acceptance import GRACE, takes_sends
from belonging.web.surveys.rules.codes import new_code, receipt_of
from belonging.web.surveys.rules.helping import Help, Manner
from belonging.web.surveys.services import answer_at_once
from belonging.web.surveys.services.answering import (
    Submission,
    key_of,
    record_durably,
    withdraw_response,
)
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import ACTOR, Answering, open_slips, submission
from tests.web.surveys.occasions import a_survey, code_of

ON_POSTGRESQL = connection.vendor == "postgresql"
pytestmark = pytest.mark.django_db(transaction=ON_POSTGRESQL)
"""SQLite's tables that only grow can't be emptied after a test: there it has the transaction of the test."""


@pytest.fixture
def slips(maple: School, cohort: Cohort) -> Answering:
    with school_scope(maple.pk):
        return open_slips(maple, cohort, NOW, slips=12)


def send(here: Answering, code: str, sent: Submission) -> str:
    return record_durably(
        round_=here.round, key=key_of(round_=here.round, secret=code), submission=sent, now=NOW
    ).symbols


def rows(here: Answering) -> list[Response]:
    with scope_of(here.round):
        return list(Response.objects.all())


def test_a_row_has_what_was_sent_and_how(slips: Answering) -> None:
    how = Manner("younger", "ur", Help.READ)
    receipt = send(slips, slips.codes[0], Submission.of(answers={"safe": 13}, submission_id="a" * 32, manner=how))

    [row] = rows(slips)
    assert (row.answers, row.comments, row.screening, row.withdrawn) == ({"safe": 13}, {}, {}, False)
    assert (row.edition, row.language, row.help, row.way) == ("younger", "ur", "read", "screen")
    assert receipt == receipt_of("a" * 32)


def test_every_refusal_is_said_and_leaves_nothing(slips: Answering) -> None:
    first = submission("a" * 32, safe=4)
    receipt = send(slips, slips.codes[0], first)
    assert send(slips, slips.codes[0], first) == receipt
    with pytest.raises(CodeUsed):
        send(slips, slips.codes[0], submission("b" * 32, safe=1))
    with pytest.raises(ReceiptTaken):
        send(slips, slips.codes[1], first)
    with pytest.raises(CodeUnknown):
        send(slips, new_code(), submission("c" * 32, safe=4))
    with scope_of(slips.round):
        withdraw_response(round_=slips.round, receipt=receipt, now=NOW)
    with pytest.raises(ResponseWithdrawn):
        send(slips, slips.codes[0], submission("d" * 32, safe=4))
    for ticket in slips.codes[:2]:
        with pytest.raises(AnswersDeleted):
            send(slips, ticket, first)

    assert [row.answers for row in rows(slips)] == [{}]


def test_a_round_sealed_since_it_was_looked_up_takes_nothing(slips: Answering) -> None:
    with scope_of(slips.round):
        current = Round.objects.get(pk=slips.round.pk)
        close_round(round_=current, actor=ACTOR, now=NOW)
        seal_round(round_=current, actor=ACTOR, now=NOW, early=True)

    with pytest.raises(RoundClosed):
        send(slips, slips.codes[0], submission("a" * 32, safe=4))
    assert rows(slips) == []


def test_an_occasion_s_answers_belong_to_no_school(maple: School, cohort: Cohort) -> None:
    leads = Answering(a_survey(cohort, maple), (code_of(maple),), Client())
    send(leads, leads.codes[0], submission("a" * 32, overall_rating=4))

    assert [row.school_id for row in rows(leads)] == [None]


@pytest.mark.postgres
@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite takes no pipeline, and has one writer")
class TestOnPostgreSQL:
    @pytest.fixture(autouse=True)
    def at_once(self, monkeypatch: pytest.MonkeyPatch) -> Counter[bool]:
        """How often one message was enough."""
        met: Counter[bool] = Counter()
        whole = answer_at_once.stored_at_once

        def counted(*given: object) -> bool:
            met[done := whole(*given)] += 1  # type: ignore[arg-type]  # handed through
            return done

        monkeypatch.setattr("belonging.web.surveys.services.answering.stored_at_once", counted)
        return met

    def test_one_message_is_enough_for_a_new_answer(self, slips: Answering, at_once: Counter[bool]) -> None:
        for number, code in enumerate(slips.codes):
            send(slips, code, submission(f"{number:032x}", safe=4))

        assert at_once == {True: 12}
        assert len(rows(slips)) == 12

    @pytest.mark.parametrize("state", ["open", "closed"])
    def test_it_takes_answers_for_as_long_as_the_rule_says(
        self, slips: Answering, at_once: Counter[bool], state: str
    ) -> None:
        with scope_of(slips.round):
            round_ = Round.objects.get(pk=slips.round.pk)
            if state == "closed":
                close_round(round_=round_, actor=ACTOR, now=NOW)
        closed = NOW if state == "closed" else round_.closes_at
        assert closed is not None
        passed = [timedelta(0), GRACE - timedelta(seconds=1), GRACE, GRACE + timedelta(days=1)]
        for number, now in enumerate(closed + after for after in passed):
            key, sent = key_of(round_=slips.round, secret=slips.codes[number]), submission(f"{number:032x}", safe=4)
            taken = takes_sends(state=state, closed=closed, now=now)
            at_once.clear()
            with nullcontext() if taken else pytest.raises(RoundClosed):
                record_durably(round_=slips.round, key=key, submission=sent, now=now)
            assert at_once == {taken: 1}

    def test_of_many_at_once_each_ticket_keeps_one(self, slips: Answering) -> None:
        """Eight tablets, two tabs for each ticket, each Send three times over as if its reply had been lost."""
        sends = [(code, f"{tab}{nth:031x}") for nth, code in enumerate(slips.codes) for tab in "ab" for _ in range(3)]
        random.Random(7).shuffle(sends)
        start = threading.Barrier(8)

        def tablet(nth: int) -> Counter[str]:
            start.wait()
            met: Counter[str] = Counter()
            for code, number in sends[nth::8]:
                try:
                    met[send(slips, code, submission(number, safe=4))] += 1
                except CodeUsed:
                    met["used"] += 1
            connection.close()
            return met

        with ThreadPoolExecutor(8) as pool:
            met = sum(pool.map(tablet, range(8)), Counter())

        assert met.pop("used") == 36
        assert len(met) == len(rows(slips)) == 12, "one receipt for each ticket, and its row"
        assert set(met.values()) == {3}
