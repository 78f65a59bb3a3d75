"""Minutes, the best time, when to remind, when to forget."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.sets.models import Step
from belonging.web.sets.rules.keeping import forgotten_on
from belonging.web.sets.rules.minutes import SHARES, for_each, minutes_of
from belonging.web.sets.rules.times import LOOKS_AHEAD, Option, best_of, reminded_from

MONDAY = datetime(2026, 12, 7, 16, tzinfo=UTC)


@given(st.integers(30, 240))
def test_the_minutes_of_the_parts_add_up_and_questions_get_most(total: int) -> None:
    minutes = minutes_of(total)
    assert sum(minutes.values()) == total
    assert max(minutes, key=lambda step: minutes[step]) == "questions"
    assert min(minutes.values()) >= 3


def test_every_part_has_its_share() -> None:
    assert list(SHARES) == [step.value for step in Step]
    assert minutes_of(90) == SHARES


def test_everybody_has_a_minute_at_least() -> None:
    assert for_each(20, 5) == 4
    assert for_each(3, 8) == 1
    assert for_each(3, 0) == 3


def option(number: int, *, yes: int = 0, if_need_be: int = 0, no: int = 0, closed: tuple[str, ...] = ()) -> Option:
    counted = {"yes": yes, "if_need_be": if_need_be, "no": no, "silent": 6 - yes - if_need_be - no}
    return Option(number, MONDAY + timedelta(days=number), **counted, closed=closed)


@pytest.mark.parametrize(
    ("options", "best"),
    [
        ([option(1), option(2)], None),
        ([option(1, yes=5, no=1), option(2, yes=3, if_need_be=3)], 2),
        ([option(1, yes=6, closed=("Oak",)), option(2, yes=4)], 2),
        ([option(1, yes=4, if_need_be=2), option(2, yes=5)], 2),
        ([option(2, yes=6), option(1, yes=6)], 1),
        ([option(1, no=1), option(2)], 2),
    ],
)
def test_the_best_time_leaves_fewest_out(options: list[Option], best: int | None) -> None:
    found = best_of(options)
    assert (found.time_id if found else None) == best


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))
def test_a_reminder_comes_two_weekdays_before_and_within_what_the_duty_looks_at(starts: datetime) -> None:
    moment = reminded_from(starts)
    assert moment.weekday() < 5
    assert timedelta(days=2) <= starts - moment <= LOOKS_AHEAD


def test_before_a_monday_it_comes_on_thursday() -> None:
    assert reminded_from(MONDAY) == datetime(2026, 12, 3, 16, tzinfo=UTC)


def test_notes_are_kept_for_twelve_months() -> None:
    assert forgotten_on(date(2026, 7, 10)) == date(2027, 7, 10)
    assert forgotten_on(date(2028, 2, 29)) == date(2029, 3, 1)
