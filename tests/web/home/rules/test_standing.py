"""Where a school stands, and when it is going quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from belonging.web.home.rules.standing import (
    AuditFacts,
    Facts,
    Place,
    PromiseFacts,
    Quiet,
    Quietness,
    RoundFacts,
    place_of,
    quiet,
    response_of,
    waves_answered,
)

TODAY = date(2026, 11, 25)
JOINED = Facts(has_left=False, invited_on=date(2026, 11, 20), agreed_on=date(2026, 11, 23), last_sign_in=TODAY)


def weekdays(first: date, last: date) -> int:
    days = (first + timedelta(days=count) for count in range((last - first).days))
    return sum(day.weekday() < 5 for day in days)


def a_round(wave: str = "baseline", state: str = "open", **changed: object) -> RoundFacts:
    given = RoundFacts(wave, "pupil", state, answered=50, expected=100, closes_on=date(2026, 12, 4))
    return replace(given, **changed)  # type: ignore[arg-type]  # the fields of a round, by name


@pytest.mark.parametrize(
    ("rounds", "place"),
    [
        ((), Place.SETTING_UP),
        ((a_round(state="draft"),), Place.SETTING_UP),
        ((a_round(), a_round("endline", "draft")), Place.BASELINE),
        ((a_round(state="closed"),), Place.BASELINE),
        ((a_round(state="sealed"), a_round("endline", "draft")), Place.BETWEEN),
        ((a_round(state="sealed"), a_round("endline")), Place.ENDLINE),
        ((a_round(state="sealed"), a_round("endline", "sealed")), Place.FINISHED),
    ],
)
def test_a_schools_place_is_told_by_its_rounds(rounds: tuple[RoundFacts, ...], place: Place) -> None:
    assert place_of(replace(JOINED, rounds=rounds)) == place


def test_before_the_agreement_a_school_is_invited_and_after_leaving_it_has_left() -> None:
    assert place_of(replace(JOINED, agreed_on=None)) == Place.INVITED
    assert place_of(replace(JOINED, has_left=True, rounds=(a_round(),))) == Place.LEFT


def test_a_school_that_gets_on_gives_no_reason_to_ring() -> None:
    assert quiet(replace(JOINED, rounds=(a_round(),)), TODAY, weekdays) == ()


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (replace(JOINED, last_sign_in=date(2026, 11, 3)), Quiet(Quietness.NO_SIGN_IN, 16)),
        (replace(JOINED, agreed_on=None, invited_on=date(2026, 11, 10)), Quiet(Quietness.NO_AGREEMENT, 11)),
        (
            replace(JOINED, windows=(("baseline", date(2026, 11, 17), date(2026, 12, 4)),)),
            Quiet(Quietness.NOT_OPENED, 6),
        ),
        (
            replace(JOINED, rounds=(a_round(answered=15, closes_on=date(2026, 11, 27)),)),
            Quiet(Quietness.LOW_RESPONSE, 15),
        ),
        (replace(JOINED, step_due=date(2026, 11, 22)), Quiet(Quietness.STEP_OVERDUE, 3)),
    ],
)
def test_each_reason_to_ring_is_said_with_its_number(facts: Facts, reason: Quiet) -> None:
    assert quiet(facts, TODAY, weekdays) == (reason,)


def test_a_day_earlier_there_is_no_reason_yet() -> None:
    assert quiet(replace(JOINED, last_sign_in=date(2026, 11, 4)), TODAY, weekdays) == ()
    assert quiet(replace(JOINED, agreed_on=None, invited_on=date(2026, 11, 11)), TODAY, weekdays) == ()
    assert quiet(replace(JOINED, rounds=(a_round(answered=20, closes_on=TODAY),)), TODAY, weekdays) == ()
    assert quiet(replace(JOINED, step_due=TODAY), TODAY, weekdays) == ()


def test_who_has_left_or_finished_is_not_rung() -> None:
    silent = replace(JOINED, last_sign_in=date(2026, 1, 5), step_due=date(2026, 1, 9))
    assert quiet(replace(silent, has_left=True), TODAY, weekdays) == ()
    assert quiet(replace(silent, rounds=(a_round("endline", "sealed"),)), TODAY, weekdays) == ()


def test_the_response_is_of_the_pupils_who_are_asked_now() -> None:
    closed, parents = a_round(state="closed", answered=90), a_round(audience="parent", answered=1)
    assert response_of(replace(JOINED, rounds=(closed, parents, a_round(answered=45)))) == 45
    assert response_of(replace(JOINED, rounds=(closed, a_round(expected=0)))) is None


def test_a_wave_is_answered_when_all_that_was_opened_is_sealed() -> None:
    sealed, open_ = a_round(state="sealed"), a_round("endline")
    assert waves_answered(replace(JOINED, rounds=(sealed, a_round(state="draft"), open_))) == {"baseline"}
    assert waves_answered(replace(JOINED, rounds=(sealed, a_round(audience="parent")))) == frozenset()
    assert waves_answered(JOINED) == frozenset()


IN_BASELINE = replace(JOINED, windows=(("baseline", date(2026, 11, 2), date(2026, 12, 4)),), rounds=(a_round(),))


def test_an_audit_in_which_nobody_wrote_for_three_school_weeks_is_a_reason_to_ring() -> None:
    touched = AuditFacts("baseline", date(2026, 11, 3), rated=14, signed_off=False)
    assert quiet(replace(IN_BASELINE, audit=touched), TODAY, weekdays) == (Quiet(Quietness.AUDIT_UNTOUCHED, 16),)
    assert quiet(replace(IN_BASELINE, audit=replace(touched, touched_on=TODAY)), TODAY, weekdays) == ()
    assert quiet(replace(IN_BASELINE, audit=replace(touched, signed_off=True)), TODAY, weekdays) == ()


def test_an_audit_not_begun_counts_from_the_first_day_of_the_baseline() -> None:
    assert quiet(IN_BASELINE, TODAY, weekdays) == (Quiet(Quietness.AUDIT_UNTOUCHED, 17),)
    not_yet = replace(IN_BASELINE, windows=(("baseline", date(2026, 11, 30), date(2026, 12, 4)),))
    assert quiet(not_yet, TODAY, weekdays) == ()


def test_results_that_parents_wait_for_are_a_reason_until_the_lead_gives_one_even_after_the_end() -> None:
    finished = replace(JOINED, rounds=(a_round(state="sealed"), a_round("endline", "sealed")))
    late = PromiseFacts(date(2026, 11, 20))
    assert quiet(replace(finished, promise=late), TODAY, weekdays) == (Quiet(Quietness.RESULTS_LATE, 5),)
    with_reason = replace(late, reason="Our head has left; we tell families in January.")
    assert quiet(replace(finished, promise=with_reason), TODAY, weekdays) == ()
    assert quiet(replace(finished, promise=late, has_left=True), TODAY, weekdays) == ()
