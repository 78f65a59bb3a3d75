"""School days and school hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.web.schools.rules.calendar import LONDON, USUAL_WEEK, Calendar, Span

AUTUMN = Span(date(2026, 9, 1), date(2026, 12, 18), "Autumn term")
SPRING = Span(date(2027, 1, 4), date(2027, 3, 25), "Spring term")
HALF_TERM = Span(date(2026, 10, 26), date(2026, 10, 30), "Half-term")
INSET = Span(date(2026, 11, 27), date(2026, 11, 27), "INSET day")
CHRISTMAS = frozenset({date(2026, 12, 25)})
SCHOOL = Calendar(terms=(AUTUMN, SPRING), closed=(HALF_TERM, INSET), bank_holidays=CHRISTMAS)
WEEKEND_NIGHTS = Calendar(week=(*USUAL_WEEK[:6], (time(0, 30), time(4, 0))))
"""In school while the clocks change, on Sundays: nobody's hours, but the sums have to be right."""

FIRST = datetime(2026, 7, 1, tzinfo=UTC)
moments = st.tuples(st.integers(0, 800 * 24 * 60), st.sampled_from([UTC, LONDON])).map(
    lambda drawn: (FIRST + timedelta(minutes=drawn[0])).astimezone(drawn[1])
)
spans = st.integers(0, 60 * 60 * 60).map(lambda seconds: timedelta(seconds=seconds))
calendars = st.sampled_from([SCHOOL, Calendar(), WEEKEND_NIGHTS])


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[arg-type,misc]  # year, month, day, hour, minute


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 25), True),
        (date(2026, 11, 28), False),  # a Saturday
        (date(2026, 10, 28), False),  # half-term
        (date(2026, 11, 27), False),  # INSET
        (date(2026, 12, 21), False),  # between terms
        (date(2027, 6, 14), False),  # no summer term is on record in a known year
        (date(2028, 6, 14), True),  # an unknown year: a weekday counts
        (date(2028, 8, 14), False),  # but not in August
    ],
)
def test_a_school_day_lies_in_a_term_and_nothing_is_closed(day: date, expected: bool) -> None:
    assert SCHOOL.is_school_day(day) is expected
    assert (SCHOOL.hours_on(day) is not None) is expected


def test_the_last_minute_of_school_is_in_and_the_next_is_not() -> None:
    assert SCHOOL.in_school_hours(london(2026, 11, 25, 8, 45))
    assert SCHOOL.in_school_hours(london(2026, 11, 25, 15, 15))
    assert not SCHOOL.in_school_hours(london(2026, 11, 25, 8, 44))
    assert not SCHOOL.in_school_hours(london(2026, 11, 25, 15, 16))


def test_it_says_which_years_are_known() -> None:
    assert [SCHOOL.is_known(date(year, 11, 2)) for year in (2025, 2026, 2027)] == [False, True, False]
    assert SCHOOL.is_known(date(2027, 7, 31))
    assert not Calendar().is_known(date(2026, 11, 2))


@pytest.mark.parametrize(
    ("at", "hours", "then"),
    [
        (london(2026, 11, 25, 10, 0), 1, london(2026, 11, 25, 11, 0)),
        (london(2026, 11, 25, 15, 0), 1, london(2026, 11, 26, 9, 30)),
        (london(2026, 11, 26, 14, 45), 1, london(2026, 11, 30, 9, 15)),  # over an INSET day and a weekend
        (london(2026, 11, 25, 20, 0), 1, london(2026, 11, 26, 9, 45)),
        (london(2026, 10, 23, 15, 15), 1, london(2026, 11, 2, 9, 45)),  # over half-term, and the clocks go back
        (london(2026, 12, 18, 15, 0), 0.25, london(2026, 12, 18, 15, 15)),  # the last minute of term is in
    ],
)
def test_a_clock_counts_school_hours_only(at: datetime, hours: float, then: datetime) -> None:
    assert SCHOOL.add_school_time(at, timedelta(hours=hours)) == then


def test_hours_are_true_on_the_nights_the_clocks_change() -> None:
    spring, autumn = london(2029, 3, 25, 0, 30), london(2029, 10, 28, 0, 30)
    assert WEEKEND_NIGHTS.add_school_time(spring, timedelta(hours=1)) == london(2029, 3, 25, 2, 30)
    assert WEEKEND_NIGHTS.add_school_time(autumn, timedelta(hours=4)) == london(2029, 10, 28, 3, 30)


def test_days_are_counted_forwards_and_back() -> None:
    thursday = date(2026, 11, 26)
    assert SCHOOL.add_school_days(thursday, 1) == date(2026, 11, 30)
    assert SCHOOL.add_school_days(date(2026, 11, 30), -1) == thursday
    assert SCHOOL.add_school_days(thursday, 0) == thursday
    assert SCHOOL.add_school_days(date(2026, 11, 28), 0) == date(2026, 11, 30)
    assert SCHOOL.school_days_between(date(2026, 10, 19), date(2026, 11, 6)) == 10
    assert SCHOOL.school_days_between(thursday, date(2026, 11, 25)) == 0


@settings(deadline=None)
@given(calendar=calendars, at=moments)
def test_the_next_school_time_is_in_school_and_stays(calendar: Calendar, at: datetime) -> None:
    found = calendar.next_school_time(at)
    assert calendar.in_school_hours(found)
    assert found >= at
    assert calendar.next_school_time(found) == found
    assert (found == at) == calendar.in_school_hours(at)


@settings(deadline=None)
@given(calendar=calendars, at=moments, first=spans, then=spans)
def test_school_time_adds_up_and_lands_in_school(
    calendar: Calendar, at: datetime, first: timedelta, then: timedelta
) -> None:
    whole = calendar.add_school_time(at, first + then)
    assert calendar.in_school_hours(whole)
    assert calendar.is_school_day(whole.date())
    assert calendar.add_school_time(calendar.add_school_time(at, first), then) == whole


@settings(deadline=None)
@given(calendar=calendars, day=st.dates(date(2026, 7, 1), date(2028, 9, 1)), count=st.integers(1, 80))
def test_counted_days_are_the_days_between(calendar: Calendar, day: date, count: int) -> None:
    last = calendar.add_school_days(day, count)
    assert calendar.school_days_between(day + timedelta(days=1), last) == count
    assert calendar.add_school_days(last, -count) <= day


@pytest.mark.parametrize("week", [(None,) * 7, ((time(9), time(9)), *USUAL_WEEK[1:])])
def test_a_week_has_hours_that_begin_before_they_end(week: object) -> None:
    with pytest.raises(ValueError, match=r"hours|end"):
        Calendar(week=week)  # type: ignore[arg-type]  # what a careless caller could give


def test_moments_know_their_zone_and_time_runs_forwards() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SCHOOL.in_school_hours(datetime(2026, 11, 25, 10))
    with pytest.raises(ValueError, match="forwards"):
        SCHOOL.add_school_time(london(2026, 11, 25, 10), timedelta(hours=-1))
    with pytest.raises(ValueError, match="before it begins"):
        Span(date(2026, 11, 2), date(2026, 11, 1))
