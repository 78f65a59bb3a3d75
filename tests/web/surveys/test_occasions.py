"""Rounds of the programme's own occasions: of no school, and otherwise as safe as every other round."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.errors import CannotPlan, CodeUsed, ReceiptUnknown, RoundAlreadyOpened, RoundClosed
from belonging.web.surveys.models import Response, Round, SealedAnswers, State
from belonging.web.surveys.queries import occasion_columns, occasion_round, sealing_is_whole
from belonging.web.surveys.services.answering import Submission, key_of, record_response, withdraw_response
from belonging.web.surveys.services.occasions import open_occasion, plan_occasion
from belonging.web.surveys.services.upkeep import tick
from tests.web.conftest import NOW
from tests.web.surveys.occasions import ACTOR, AFTER, CLOSES, PLEASED, a_survey, an_occasion, code_of, sealed, send


def test_a_session_s_forms_are_taken_closed_and_sealed_by_time_alone(cohort: Cohort) -> None:
    round_ = an_occasion(cohort)
    for _ in range(6):
        send(round_, PLEASED | {"role": 4})

    tick(now=CLOSES)
    tick(now=AFTER)

    found = occasion_round("training:1")
    assert found is not None
    assert (found.state, found.sealed_rows, found.salt) == (State.SEALED, 6, None)
    with programme_scope("test"):
        assert not Response.objects.exists()
        assert sealing_is_whole(found)
        columns = occasion_columns([found])
    assert columns["role"] == ["leader"] * 6
    assert columns["wave"] == ["once"] * 6
    assert columns["school"] == ["training:1"] * 6


def test_a_session_is_planned_once_and_found_by_what_it_is_of(cohort: Cohort) -> None:
    first = plan_occasion(cohort=cohort, instrument="training_v1", occasion="training:7", actor=ACTOR, now=NOW)
    again = plan_occasion(cohort=cohort, instrument="training_v1", occasion="training:7", actor=ACTOR, now=NOW)

    assert first == again
    assert occasion_round("training:8") is None
    assert occasion_round("") is None
    with programme_scope("test"):
        assert Entry.objects.filter(act="round-planned").count() == 1


def test_what_is_asked_of_schools_is_no_occasion_and_one_occasion_asks_one_thing(cohort: Cohort) -> None:
    with pytest.raises(CannotPlan, match="asked of a school"):
        plan_occasion(cohort=cohort, instrument="staff_v1", occasion="training:7", actor=ACTOR, now=NOW)
    with pytest.raises(CannotPlan, match="what the questionnaire is about"):
        plan_occasion(cohort=cohort, instrument="training_v1", occasion="", actor=ACTOR, now=NOW)
    plan_occasion(cohort=cohort, instrument="training_v1", occasion="training:7", actor=ACTOR, now=NOW)
    with pytest.raises(CannotPlan, match="planned for training:7 already"):
        plan_occasion(cohort=cohort, instrument="leads_v1", occasion="training:7", actor=ACTOR, now=NOW)


def test_it_opens_without_any_school_s_agreement_and_only_once(cohort: Cohort) -> None:
    round_ = an_occasion(cohort)

    assert round_.state == State.OPEN
    assert round_.is_occasion
    with pytest.raises(RoundAlreadyOpened):
        open_occasion(round_=round_, closes_at=CLOSES, actor=ACTOR, now=NOW)


def test_no_school_sees_an_occasion_or_its_forms(cohort: Cohort, maple: School) -> None:
    round_ = an_occasion(cohort)
    send(round_)

    with school_scope(maple.pk):
        assert not Round.objects.exists()
        assert not Response.objects.exists()
    sealed(round_)
    with school_scope(maple.pk):
        assert not SealedAnswers.objects.exists()


def test_the_same_bytes_are_one_form_and_other_bytes_are_refused(cohort: Cohort) -> None:
    round_ = an_occasion(cohort)
    first = Submission.of(answers=PLEASED, submission_id="a" * 32)
    other = Submission.of(answers={"equipped": 1}, submission_id="a" * 32)

    with programme_scope("test"):
        key = key_of(round_=round_, secret="a" * 32)
        receipt = record_response(round_=round_, key=key, submission=first, now=NOW)
        assert record_response(round_=round_, key=key, submission=first, now=NOW) == receipt
        with pytest.raises(CodeUsed):
            record_response(round_=round_, key=key, submission=other, now=NOW)
        withdraw_response(round_=round_, receipt=receipt.symbols, now=NOW)
        with pytest.raises(ReceiptUnknown):
            withdraw_response(round_=round_, receipt="C" * 10, now=NOW)
        assert [row.answers for row in Response.objects.all()] == [{}]


def test_a_form_begun_in_time_is_taken_until_the_sealing_and_not_after(cohort: Cohort) -> None:
    round_ = an_occasion(cohort)
    tick(now=CLOSES)

    send(round_, now=CLOSES + timedelta(hours=71))
    tick(now=AFTER)
    round_.refresh_from_db()
    with pytest.raises(RoundClosed):
        send(round_, now=AFTER)
    assert round_.sealed_rows == 1


def test_of_fewer_than_five_forms_no_role_is_kept(cohort: Cohort) -> None:
    few, enough = an_occasion(cohort, "training:1"), an_occasion(cohort, "training:2")
    for round_, forms in ((few, 4), (enough, 5)):
        for _ in range(forms):
            send(round_, PLEASED | {"role": 4})
        sealed(round_)

    with programme_scope("test"):
        assert occasion_columns([few])["role"] == [None] * 4
        assert occasion_columns([enough])["role"] == ["leader"] * 5


def test_what_was_not_asked_is_not_stored(cohort: Cohort, maple: School) -> None:
    """Who says "yes", answers on, and goes back to "no" has sent both."""
    round_ = a_survey(cohort, maple)
    send(round_, {"hub_used": 1, "hub_useful": 5, "overall_rating": 4}, code=code_of(maple))

    with programme_scope("test"):
        assert Response.objects.get().answers == {"hub_used": 1, "overall_rating": 4}


WRONG = [
    {"occasion": "", "wave": ""},
    {"occasion": "training:9", "wave": "baseline"},
    {"occasion": "", "wave": "baseline"},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_the_database_stores_no_round_that_is_of_neither(cohort: Cohort, wrong: dict[str, str]) -> None:
    with programme_scope("test"), pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(cohort=cohort, instrument="training_v1", audience="training", handle="cccccc", **wrong)


def test_a_school_s_round_is_of_no_occasion(cohort: Cohort, in_maple: School) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(
            cohort=cohort,
            school=in_maple,
            wave="baseline",
            occasion="training:9",
            instrument="staff_v1",
            audience="staff",
            handle="cccccc",
        )


def test_what_an_open_occasion_is_of_is_frozen(cohort: Cohort) -> None:
    round_ = an_occasion(cohort)

    with programme_scope("test"), pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(occasion="training:99")
