"""What came of an action: what the report says of the same table, word for word, and never why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from belonging.evaluation.readings import change_text
from belonging.evaluation.released import Change, Interval, Reading, Refusal, Share, Withheld
from belonging.web.actions.models import Action
from belonging.web.actions.queries.outcomes import outcome_of, outcomes_of
from belonging.web.actions.rules.measures import HOLD, MORE, Measure
from belonging.web.actions.rules.outcomes import (
    BEGAN_LATER,
    HOLD_SEEN,
    HOLD_WORDS,
    NEVER_A_CAUSE,
    NEXT_AWAITED,
    NOT_SHOWN,
    UNLIKE,
    WORDS,
    Besides,
    Came,
    Outcome,
    began_in_time,
    outcome,
)
from belonging.web.audit.rules.heard import SchoolVoices
from belonging.web.programme.models import Cohort, CohortWave
from belonging.web.schools.models import School
from tests.web.actions.plans import planned
from tests.web.audit.hearing import TOO_SMALL, cell, findings, table, third, voices

BOTH = ("baseline", "endline")
CAUSES = re.compile(r"because|caused|led to|thanks to|worked|effect|impact|due to|result", re.IGNORECASE)
SAME = {
    Reading.MORE: Came.MOVED,
    Reading.FEWER: Came.MOVED_BACK,
    Reading.NO_CLEAR_CHANGE: Came.NO_CLEAR_CHANGE,
    Reading.TOO_FEW: Came.TOO_FEW,
}
SAFE = Measure("pupil", "safe", "send", "send")
readings = st.sampled_from(list(Reading))
shares = st.integers(0, 95).map(lambda low: Share(low, low + 5, f"between {low} and {low + 5} in 100"))


def change(reading: Reading, earlier: Share, later: Share, *, refusal: Refusal | None = None) -> Change:
    return Change(
        group="send",
        group_label="With SEND",
        earlier="baseline",
        later="endline",
        estimate_low=later.low - earlier.high,
        estimate_high=later.high - earlier.low,
        interval=Interval(-10, 10, "by hand"),
        reading=reading,
        text=change_text(reading, earlier, later, "pupils with SEND"),
        refusal=refusal,
        id="safe-by-send:change:send",
    )


def heard(found: Change | None, *, waves: tuple[str, ...] = BOTH, withheld: str = "") -> SchoolVoices:
    shown = [cell(60, group="send", wave=wave) for wave in waves if wave != withheld]
    held = (Withheld(withheld, TOO_SMALL),) if withheld else ()
    asked = replace(table("safe", *shown, withheld=held), changes=(found,) if found else ())
    return voices(findings(asked, waves=waves))


MOVED = change(Reading.MORE, Share(60, 65, "between 60 and 65 in 100"), Share(75, 80, "between 75 and 80 in 100"))


@pytest.fixture
def action(in_maple: School, cohort: Cohort) -> Action:
    CohortWave.objects.create(cohort=cohort, wave="endline", opens_on=date(2027, 6, 14), closes_on=date(2027, 7, 2))
    return planned(in_maple, cohort, measure=SAFE, starts_on=date(2026, 12, 1))


def came(action: Action, said: SchoolVoices | None) -> Outcome:
    found = outcome_of(action, said)
    assert found is not None
    return found


def test_what_moved_is_told_as_the_report_tells_it(action: Action) -> None:
    found = came(action, heard(MOVED))

    assert (found.reading, found.words) == (Came.MOVED, "Moved")
    assert found.sentence == "More pupils with SEND: between 75 and 80 in 100, up from between 60 and 65"
    assert (found.earlier, found.later, found.finding) == ("baseline", "endline", "safe-by-send:change:send")


def test_an_action_without_a_measure_has_no_outcome(in_maple: School, cohort: Cohort) -> None:
    assert outcome_of(planned(in_maple, cohort), heard(MOVED)) is None


def test_before_anything_is_released_and_before_the_next_wave_it_is_awaited(action: Action) -> None:
    for said in (None, heard(None, waves=("baseline",))):
        found = came(action, said)
        assert (found.reading, found.sentence) == (Came.NOT_YET, NEXT_AWAITED)


def test_of_another_group_than_the_measures_nothing_is_told(action: Action) -> None:
    action.measure_group = "no_send"

    assert came(action, heard(MOVED)).words == NOT_SHOWN


@pytest.mark.parametrize("withheld", BOTH)
def test_a_wave_that_is_not_shown_says_why(action: Action, withheld: str) -> None:
    found = came(action, heard(None, withheld=withheld))

    assert (found.reading, found.words, found.sentence) == (Came.TOO_FEW, NOT_SHOWN, TOO_SMALL.sentence)


def test_a_change_that_is_refused_says_why(action: Action) -> None:
    refused = replace(MOVED, reading=Reading.TOO_FEW, refusal=TOO_SMALL, text="")

    assert came(action, heard(refused)).sentence == TOO_SMALL.sentence


def test_where_no_change_is_shown_the_two_shares_stand_as_printed(action: Action) -> None:
    few = Refusal("no-change-from-words", "Fewer than 30 answers in a group: no change is worked out.")
    found = came(action, heard(replace(MOVED, reading=Reading.TOO_FEW, refusal=few, text="")))

    assert found.beside == "Baseline: between 60 and 65 in 100. Endline: between 60 and 65 in 100."
    assert (found.words, found.sentence) == ("Too few to tell", few.sentence)


def test_shares_told_in_unlike_steps_are_not_set_side_by_side_as_if_they_could_be_compared(action: Action) -> None:
    cells = cell(60, group="send"), third("most", group="send", wave="endline")
    found = came(action, voices(findings(table("safe", *cells), waves=BOTH)))

    assert found.beside == f"Baseline: between 60 and 65 in 100. Endline: most. {UNLIKE}"
    assert (found.words, found.sentence) == ("Too few to tell", "No change is worked out for this group.")


def test_a_whole_wave_that_is_not_shown_is_not_called_awaited(action: Action) -> None:
    note = Refusal("wave-too-few", "The endline is not shown. Fewer than 10 answered.")
    said = voices(findings(table("safe", cell(60, group="send")), notes=(note,)))

    found = came(action, said)
    assert (found.words, found.sentence) == (NOT_SHOWN, note.sentence)


def test_what_was_asked_before_the_action_began_tells_nothing_of_it(action: Action) -> None:
    action.starts_on = date(2027, 6, 14)

    found = came(action, heard(MOVED))
    assert (found.reading, found.sentence) == (Came.NOT_YET, BEGAN_LATER)


def test_without_a_first_day_the_day_it_was_added_counts(action: Action) -> None:
    action.starts_on = None
    assert came(action, heard(MOVED)).reading is Came.MOVED

    CohortWave.objects.update(opens_on=date(2026, 11, 23))
    assert came(action, heard(MOVED)).reading is Came.NOT_YET


def test_of_waves_that_are_shown_as_one_the_first_counts(action: Action) -> None:
    action.starts_on = date(2027, 6, 1)
    together = heard(replace(MOVED, later="midpoint+endline"), waves=("baseline", "midpoint+endline"))
    assert came(action, together).reading is Came.MOVED

    CohortWave.objects.create(
        cohort=action.cohort, wave="midpoint", opens_on=date(2027, 2, 1), closes_on=date(2027, 2, 12)
    )
    assert came(action, together).reading is Came.NOT_YET


def test_where_no_fewer_is_success_that_is_not_claimed_from_nothing_clear(action: Action) -> None:
    action.measure_direction = HOLD
    share = Share(60, 65, "between 60 and 65 in 100")

    level = came(action, heard(change(Reading.NO_CLEAR_CHANGE, share, share)))
    assert (level.words, level.beside) == ("No clear change", HOLD_SEEN)
    assert came(action, heard(change(Reading.FEWER, share, share))).words == "Fewer than before"
    assert came(action, heard(MOVED)).words == "More than before"


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_one_action_as_for_three(
    action: Action, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    said = heard(MOVED)
    with django_assert_num_queries(1):
        assert len(outcomes_of([action] * number, said)) == 1
    with django_assert_num_queries(0):
        outcomes_of([action] * number, heard(None, waves=("baseline",)))


@given(readings, shares, shares, st.sampled_from([MORE, HOLD]))
def test_the_reading_is_the_reports_whatever_was_hoped_for(
    reading: Reading, earlier: Share, later: Share, direction: str
) -> None:
    found = change(reading, earlier, later)
    said = outcome(found, BOTH, direction=direction)

    assert said.reading is SAME[reading]
    assert said.sentence == found.text
    assert said.finding == found.id
    assert not CAUSES.search(f"{said.words} {said.sentence} {said.beside}")


@given(readings, st.text(max_size=20), st.booleans(), st.sampled_from([(), ("baseline",), BOTH]))
def test_what_is_not_released_is_never_called_moved(
    reading: Reading, why_not: str, in_time: bool, waves: tuple[str, ...]
) -> None:
    share = Share(60, 65, "between 60 and 65 in 100")
    refused = change(reading, share, share, refusal=TOO_SMALL)

    for found in (None, refused):
        said = outcome(found, waves, besides=Besides(why_not=why_not), in_time=in_time)
        assert said.reading is (Came.TOO_FEW if len(waves) == 2 and in_time else Came.NOT_YET)


@given(st.dates(), st.dates())
def test_on_its_first_day_a_questionnaire_is_too_early_for_an_action(began: date, opened: date) -> None:
    assert began_in_time(began, opened) == (began < opened)
    assert began_in_time(began, None)


def test_no_fixed_words_name_a_cause() -> None:
    fixed = [
        *WORDS.values(),
        *HOLD_WORDS.values(),
        NOT_SHOWN,
        NEXT_AWAITED,
        BEGAN_LATER,
        HOLD_SEEN,
        UNLIKE,
        NEVER_A_CAUSE,
    ]

    assert not [words for words in (*fixed, NEVER_A_CAUSE) if CAUSES.search(words)]
