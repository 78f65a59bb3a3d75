"""The days of the cohort under way fit the rules for cohorts and rounds, whatever today is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from belonging.web.cli.loading.calendar import LONDON, SchoolYear
from belonging.web.cli.loading.story import Story
from belonging.web.cli.loading.term import Term, at, out_of_august, weekday
from belonging.web.programme.rules.planning import Window, window_faults
from belonging.web.schools.queries.calendar import calendar
from belonging.web.schools.rules.calendar import Calendar
from belonging.web.schools.rules.templates import shipped_templates
from belonging.web.surveys.rules.rounds import OPEN_AT_MOST

moments = st.datetimes(datetime(2024, 1, 1), datetime(2035, 12, 31), timezones=st.just(UTC))


def eastreach() -> Calendar:
    return calendar("england", shipped_templates()["eastreach"].spans)


@given(moments)
def test_its_waves_can_be_planned(now: datetime) -> None:
    term = Term(now, eastreach())
    windows = {"baseline": term.baseline, "endline": term.endline}
    starts_on = min(term.baseline.opens_on, term.ago(40).date())
    assert window_faults(windows, starts_on=starts_on, ends_on=term.results_on) == {}
    assert term.results_on > term.endline.closes_on


@given(moments)
def test_the_visitors_cohort_can_be_planned_too(now: datetime) -> None:
    year = SchoolYear.before(now)
    baseline, endline = (
        out_of_august(Window(each.opens.date(), each.closes.date())) for each in (year.own_baseline, year.own_endline)
    )
    windows = {"baseline": baseline, "endline": endline}
    assert window_faults(windows, starts_on=baseline.opens_on, ends_on=endline.closes_on) == {}


@given(moments)
def test_the_school_with_few_answers_is_open_and_closes_soon(now: datetime) -> None:
    term = Term(now, eastreach())
    assert term.opened_on < term.today < term.closes_on
    assert at(term.closes_on, datetime.max.time()) - at(term.opened_on, datetime.min.time()) <= OPEN_AT_MOST


def test_of_november_2026() -> None:
    """A Wednesday in term."""
    term = Term(datetime(2026, 11, 25, 12, tzinfo=UTC), eastreach())
    assert (term.opened_on, term.closes_on) == (date(2026, 11, 19), date(2026, 11, 27))
    assert term.calendar.school_days_between(term.today, term.closes_on) == 3
    assert term.season == "Spring 2027"


@given(moments, st.integers(0, 60), st.integers(3, 20))
def test_days_that_are_three_apart_keep_their_order(now: datetime, ago: int, apart: int) -> None:
    term = Term(now, eastreach())
    later, earlier = term.ago(ago, 8), term.ago(ago + apart, 20)
    assert earlier < later <= now
    assert earlier.astimezone(LONDON).weekday() < 5


@given(moments)
def test_a_pupil_asks_to_talk_in_school_time_where_there_was_any(now: datetime) -> None:
    term = Term(now, eastreach())
    opened = SchoolYear.before(now).own_endline.opens
    asked = term.lately(opened, timedelta(minutes=40))
    assert opened < asked <= now - timedelta(minutes=40)
    days = [opened.date() + timedelta(days=n) for n in range(1, (term.today - opened.date()).days)]
    if any(map(term.calendar.is_school_day, days)):
        assert term.calendar.is_school_day(asked.astimezone(LONDON).date())


def test_weekdays_are_counted_over_the_weekend() -> None:
    friday = date(2026, 11, 27)
    assert weekday(friday, 1) == date(2026, 11, 30)
    assert weekday(date(2026, 11, 30), -1) == friday


def test_no_wave_is_held_in_august() -> None:
    assert out_of_august(Window(date(2027, 7, 31), date(2027, 8, 20))) == Window(date(2027, 7, 25), date(2027, 7, 31))
    assert out_of_august(Window(date(2027, 8, 9), date(2027, 8, 27))) == Window(date(2027, 9, 1), date(2027, 9, 21))


def test_a_story_is_told_by_the_clock_and_never_beyond_its_ends(db: None) -> None:
    begins, ends = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
    story = Story(since=begins, until=ends)
    told: list[tuple[str, datetime]] = []

    def heard(name: str, now: datetime) -> None:
        told.append((name, now))

    for name, moment in (("late", datetime(2027, 1, 1, tzinfo=UTC)), ("early", datetime(2026, 1, 1, tzinfo=UTC))):
        story.then(moment, partial(heard, name))
    story.then(datetime(2026, 10, 1, tzinfo=UTC), partial(heard, "between"))
    story.tell()
    assert told == [("early", begins), ("between", datetime(2026, 10, 1, tzinfo=UTC)), ("late", ends)]
