"""Quiet hours and the waits between tries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.notices.rules import LONDON, LONGEST_WAIT, TRIES, may_remind, reminder_time, wait_after

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@given(MOMENTS)
def test_a_reminder_goes_out_in_working_hours_and_soon(at: datetime) -> None:
    then = reminder_time(at)
    assert may_remind(then)
    assert at <= then < at + timedelta(days=5)
    assert 8 <= then.astimezone(LONDON).hour < 18


@given(MOMENTS)
def test_where_a_reminder_may_go_it_does_not_wait(at: datetime) -> None:
    assert (reminder_time(at) == at) is may_remind(at)


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("2026-11-24T09:30", "2026-11-24T09:30"),
        ("2026-11-24T07:59", "2026-11-24T08:00"),
        ("2026-11-24T18:00", "2026-11-25T08:00"),
        ("2026-11-27T19:00", "2026-11-30T08:00"),  # Friday evening
        ("2026-12-24T18:30", "2026-12-29T08:00"),  # Christmas Day, a weekend, and the day instead of Boxing Day
        ("2026-10-25T01:30", "2026-10-26T08:00"),  # the night the clocks go back
    ],
)
def test_days_off_are_stepped_over(asked: str, goes: str) -> None:
    assert reminder_time(london(asked)) == london(goes)


def test_the_waits_double_up_to_six_hours_and_end() -> None:
    waits = [wait_after(tries) for tries in range(1, TRIES)]
    assert waits[:4] == [timedelta(minutes=number) for number in (1, 2, 4, 8)]
    assert waits[-1] == LONGEST_WAIT
    assert wait_after(TRIES) is None
