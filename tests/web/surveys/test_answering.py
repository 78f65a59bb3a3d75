"""Exactly one answer for each slip, whatever comes twice, late or at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belonging.instruments.model import InvalidAnswer
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.errors import (
    AnswersDeleted,
    CodeUnknown,
    CodeUsed,
    ReceiptTaken,
    ReceiptUnknown,
    ResponseWithdrawn,
    RoundClosed,
)
from belonging.web.surveys.models import Response
from belonging.web.surveys.services.answering import (
    Receipt,
    Submission,
    key_of,
    record_response,
    withdraw_response,
)
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.surveys.answering_rounds import (
    ACTOR,
    ID,
    OTHER_ID,
    Answering,
    all_of_the_time,
    open_link,
    open_slips,
    submission,
)


@pytest.fixture
def slips(in_maple: School, cohort: Cohort) -> Answering:
    return open_slips(in_maple, cohort, NOW)


def record(here: Answering, secret: str, sent: Submission, now: datetime = NOW) -> Receipt:
    key = key_of(round_=here.round, secret=secret)
    return record_response(round_=here.round, key=key, submission=sent, now=now)


def test_a_second_send_of_the_same_answers_gets_the_same_receipt(slips: Answering) -> None:
    first = record(slips, slips.codes[0], submission(safe=4))
    again = record(slips, slips.codes[0], submission(safe=4))

    assert again == first
    assert Response.objects.count() == 1


def test_other_answers_with_a_used_code_change_nothing(slips: Answering) -> None:
    record(slips, slips.codes[0], submission(safe=4))

    with pytest.raises(CodeUsed):
        record(slips, slips.codes[0], submission(OTHER_ID, safe=1))
    assert Response.objects.get().answers == {"safe": 4}


def test_the_row_holds_neither_code_nor_receipt_nor_time(slips: Answering) -> None:
    receipt = record(slips, slips.codes[0], submission(answers=all_of_the_time()))

    row = Response.objects.values().get()
    stored = str({name: value for name, value in row.items() if name != "answers"})
    assert slips.codes[0] not in stored
    assert receipt.symbols not in stored
    assert ID not in stored
    assert not any(isinstance(value, datetime) for value in row.values())
    assert not set(row) & {"year_group", "sex", "sen", "pack_id"}


def test_recording_and_withdrawing_leave_no_mark_in_the_journal(slips: Answering) -> None:
    before = Entry.objects.count()
    receipt = record(slips, slips.codes[0], submission(safe=4))
    withdraw_response(round_=slips.round, receipt=receipt.symbols, now=NOW)

    assert Entry.objects.count() == before


def test_a_code_of_no_slip_is_unknown(slips: Answering) -> None:
    with pytest.raises(CodeUnknown):
        record(slips, "22222222", submission(safe=4))
    assert not Response.objects.exists()


def test_answers_that_the_questionnaire_cannot_hold_are_refused(slips: Answering) -> None:
    with pytest.raises(InvalidAnswer):
        record(slips, slips.codes[0], submission(safe=7))
    assert not Response.objects.exists()


def test_a_submission_id_met_twice_under_two_codes_asks_for_a_new_one(slips: Answering) -> None:
    record(slips, slips.codes[0], submission(ID, safe=4))

    with pytest.raises(ReceiptTaken):
        record(slips, slips.codes[1], submission(ID, safe=4))
    assert record(slips, slips.codes[1], submission(OTHER_ID, safe=4))


def test_an_open_link_keeps_each_submission_once(in_maple: School, cohort: Cohort) -> None:
    parents = open_link(in_maple, cohort, NOW)
    for submission_id in (ID, OTHER_ID, ID):
        record(parents, submission_id, submission(submission_id, child_safe=5))

    assert Response.objects.count() == 2
    with pytest.raises(CodeUsed):
        record(parents, ID, submission(ID, child_safe=1))


def test_withdrawing_blanks_the_row_and_leaves_the_code_used(slips: Answering) -> None:
    receipt = record(slips, slips.codes[0], submission(safe=4))
    for _ in range(2):
        withdraw_response(round_=slips.round, receipt=receipt.symbols, now=NOW)

    row = Response.objects.get()
    assert (row.answers, row.comments, row.digest, row.withdrawn) == ({}, {}, "", True)
    with pytest.raises(ResponseWithdrawn):
        record(slips, slips.codes[0], submission(OTHER_ID, safe=1))
    for code in slips.codes[:2]:
        with pytest.raises(AnswersDeleted):
            record(slips, code, submission(safe=4))


def test_a_receipt_of_another_round_withdraws_nothing(slips: Answering, in_maple: School, cohort: Cohort) -> None:
    receipt = record(slips, slips.codes[0], submission(safe=4))
    parents = open_link(in_maple, cohort, NOW)

    with pytest.raises(ReceiptUnknown):
        withdraw_response(round_=parents.round, receipt=receipt.symbols, now=NOW)
    assert not Response.objects.get().withdrawn


def test_a_closed_round_takes_sends_for_72_hours_more(slips: Answering) -> None:
    close_round(round_=slips.round, actor=ACTOR, now=NOW)

    record(slips, slips.codes[0], submission(ID, safe=4), NOW + timedelta(hours=71, minutes=59))
    with pytest.raises(RoundClosed):
        record(slips, slips.codes[1], submission(OTHER_ID, safe=4), NOW + timedelta(hours=72))


def test_a_round_that_nobody_closed_ends_by_itself(slips: Answering) -> None:
    assert slips.round.closes_at is not None
    late = slips.round.closes_at + timedelta(hours=72)

    with pytest.raises(RoundClosed):
        record(slips, slips.codes[0], submission(safe=4), late)


def test_a_sealed_round_takes_and_gives_back_nothing(slips: Answering) -> None:
    receipt = record(slips, slips.codes[0], submission(safe=4))
    key = key_of(round_=slips.round, secret=slips.codes[1])
    stale = slips.round
    close_round(round_=slips.round, actor=ACTOR, now=NOW)
    seal_round(round_=slips.round, actor=ACTOR, now=NOW, early=True)

    with pytest.raises(RoundClosed):
        record_response(round_=stale, key=key, submission=submission(OTHER_ID, safe=4), now=NOW)
    with pytest.raises(RoundClosed):
        withdraw_response(round_=stale, receipt=receipt.symbols, now=NOW)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["send", "withdraw"]),
        st.integers(0, 2),
        st.sampled_from([ID, OTHER_ID, "1" * 32]),
        st.integers(1, 2),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_any_order_of_sends_and_withdrawals_agrees_with_the_model(
    slips: Answering, acts: list[tuple[str, int, str, int]]
) -> None:
    """The model: the first send of a code wins for ever; a receipt blanks it; nothing else changes it."""
    Response.objects.all().delete()
    kept: dict[int, tuple[str, int]] = {}
    withdrawn: set[int] = set()
    receipts: dict[str, str] = {}
    for act, code, submission_id, answer in acts:
        owner = next((held for held, (used_id, _) in kept.items() if used_id == submission_id), None)
        if act == "send":
            sent = submission(submission_id, safe=answer)
            if owner in withdrawn:
                expect_refusal(slips, code, sent, AnswersDeleted)
            elif code in withdrawn:
                expect_refusal(slips, code, sent, ResponseWithdrawn)
            elif code in kept and kept[code] != (submission_id, answer):
                expect_refusal(slips, code, sent, CodeUsed)
            elif code not in kept and owner is not None:
                expect_refusal(slips, code, sent, ReceiptTaken)
            else:
                receipt = record(slips, slips.codes[code], sent).symbols
                assert receipts.setdefault(submission_id, receipt) == receipt
                kept[code] = (submission_id, answer)
        elif submission_id in receipts:
            withdraw_response(round_=slips.round, receipt=receipts[submission_id], now=NOW)
            withdrawn |= {owner} if owner is not None else set()
    rows = {row.key: row for row in Response.objects.all()}
    assert rows.keys() == {key_of(round_=slips.round, secret=slips.codes[code]) for code in kept}
    for code, (_, answer) in kept.items():
        row = rows[key_of(round_=slips.round, secret=slips.codes[code])]
        assert (row.answers, row.withdrawn) == (({}, True) if code in withdrawn else ({"safe": answer}, False))


def expect_refusal(here: Answering, code: int, sent: Submission, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        record(here, here.codes[code], sent)
