"""When an action is overdue, and when it has stalled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from belonging.web.actions.rules.stalling import (
    OPEN,
    QUIET_SCHOOL_DAYS,
    is_overdue,
    is_stalled,
    standing_words,
)
from belonging.web.schools.rules.calendar import Calendar

TODAY = date(2026, 11, 23)
DAYS = Calendar().school_days_between
CLOSED = ("proposed", "done", "stopped")


@dataclass(frozen=True)
class Timed:
    status: str = "planned"
    starts_on: date | None = None
    due_on: date | None = None


days = st.dates(date(2025, 9, 1), date(2027, 7, 1))
timed = st.builds(Timed, st.sampled_from([*OPEN, *CLOSED]), st.none() | days, st.none() | days)


def test_it_is_overdue_from_the_day_after_its_day() -> None:
    assert not is_overdue(Timed(due_on=TODAY), TODAY)
    assert is_overdue(Timed(due_on=TODAY - timedelta(days=1)), TODAY)
    assert standing_words(Timed(due_on=date(2026, 11, 22)), TODAY, TODAY, DAYS) == "Overdue by 1 day"


def test_thirty_school_days_without_a_word_are_too_many() -> None:
    """They are the days after the last word: 30 of them since Monday 12 October is Monday 23 November."""
    quiet = Calendar().add_school_days(TODAY, -QUIET_SCHOOL_DAYS)
    assert is_stalled(Timed(), quiet, TODAY, DAYS)
    assert not is_stalled(Timed(), quiet + timedelta(days=1), TODAY, DAYS)
    assert standing_words(Timed(), quiet, TODAY, DAYS) == "No news for 6 weeks"


def test_holidays_do_not_count_as_silence() -> None:
    summer = Calendar()
    assert not is_stalled(Timed(), date(2027, 7, 20), date(2027, 9, 1), summer.school_days_between)


def test_nobody_has_to_write_before_it_starts() -> None:
    assert not is_stalled(Timed(starts_on=TODAY + timedelta(days=5)), date(2026, 1, 5), TODAY, DAYS)


@given(timed, days, days)
def test_what_is_not_open_never_stalls(action: Timed, heard: date, today: date) -> None:
    if action.status in CLOSED:
        assert not is_stalled(action, heard, today, DAYS)


@given(timed, days, days)
def test_it_says_why_exactly_where_it_is_marked(action: Timed, heard: date, today: date) -> None:
    assert bool(standing_words(action, heard, today, DAYS)) == is_stalled(action, heard, today, DAYS)


@given(timed, days, days, st.integers(0, 200))
def test_what_has_stalled_does_not_recover_by_waiting(action: Timed, heard: date, today: date, later: int) -> None:
    if is_stalled(action, heard, today, DAYS):
        assert is_stalled(action, heard, today + timedelta(days=later), DAYS)
