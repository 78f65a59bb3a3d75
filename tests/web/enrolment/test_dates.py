"""A school's days: what fits, what is proposed, what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.enrolment.errors import BadDates
from belonging.web.enrolment.models import SchoolWave
from belonging.web.enrolment.queries import sitting_window
from belonging.web.enrolment.rules.dates import WaveDates, latest_reply, problems, proposal, school_days
from belonging.web.enrolment.services.dates import set_dates
from belonging.web.programme.errors import NotTakingPart
from belonging.web.programme.models import Cohort, CohortWave
from belonging.web.programme.services import leave_cohort
from belonging.web.schools.models import School
from belonging.web.schools.rules.calendar import Calendar, Span
from tests.web.conftest import NOW
from tests.web.enrolment.given import ACTOR

PLAIN = Calendar()
"""Every weekday but in August."""
GOOD = WaveDates(
    first_day=date(2027, 1, 11),
    last_day=date(2027, 1, 22),
    reply_by=date(2027, 1, 4),
    results_on=date(2027, 2, 26),
)


def changed(**days: date) -> WaveDates:
    return WaveDates(**{name: days.get(name, getattr(GOOD, name)) for name in WaveDates.__slots__})


def test_usual_days_are_fine() -> None:
    assert problems(GOOD, PLAIN, None) == []


@pytest.mark.parametrize(
    ("days", "field", "words"),
    [
        ({"last_day": date(2027, 1, 8)}, "last_day", "has to come after the first day"),
        ({"first_day": date(2027, 1, 10)}, "first_day", "Sunday 10 January 2027 is not a school day"),
        ({"last_day": date(2027, 1, 23)}, "last_day", "Saturday 23 January 2027 is not a school day"),
        ({"last_day": date(2027, 1, 14)}, "last_day", "fewer than 5 school days"),
        ({"last_day": date(2027, 2, 8)}, "last_day", "28 days at most: until Sunday 7 February 2027"),
        ({"reply_by": date(2027, 1, 5)}, "reply_by", "by Monday 4 January 2027"),
        ({"reply_by": date(2027, 1, 11)}, "reply_by", "at least 5 school days before"),
        ({"results_on": date(2027, 1, 21)}, "results_on", "on the last day for answers, or later"),
    ],
)
def test_what_does_not_fit_says_which_day_and_what_to_do(days: dict[str, date], field: str, words: str) -> None:
    found = problems(changed(**days), PLAIN, None)
    assert [problem.field for problem in found] == [field]
    assert words in found[0].sentence


def test_days_lie_in_the_cohorts_window() -> None:
    found = problems(GOOD, PLAIN, (date(2027, 1, 18), date(2027, 2, 12)))
    assert [problem.field for problem in found] == ["first_day"]
    assert "between Monday 18 January 2027 and Friday 12 February 2027" in found[0].sentence


DAYS = st.dates(date(2026, 9, 1), date(2028, 6, 30))


@given(today=DAYS)
def test_what_is_proposed_fits(today: date) -> None:
    assert problems(proposal(today, PLAIN, None), PLAIN, None) == []


def test_what_is_proposed_avoids_holidays() -> None:
    christmas = Span(date(2026, 12, 19), date(2027, 1, 4))
    calendar = Calendar(terms=(Span(date(2026, 9, 1), date(2027, 7, 20)),), closed=(christmas,))
    before = proposal(date(2026, 11, 25), calendar, None)
    assert (before.first_day, before.last_day) == (date(2026, 12, 9), date(2026, 12, 18))
    after = proposal(date(2026, 12, 2), calendar, None)
    assert (after.first_day, after.last_day) == (date(2027, 1, 5), date(2027, 1, 18))


@given(today=DAYS, wait=st.integers(20, 200), length=st.integers(25, 60))
def test_what_is_proposed_lies_in_the_window(today: date, wait: int, length: int) -> None:
    opens = today + timedelta(days=wait)
    window = (opens, opens + timedelta(days=length))
    proposed = proposal(today, PLAIN, window)
    outside_august = window[0].month not in (7, 8) and window[1].month != 8
    if outside_august:
        assert problems(proposed, PLAIN, window) == []


@given(first=DAYS)
def test_the_latest_reply_leaves_five_school_days(first: date) -> None:
    reply = latest_reply(first, PLAIN)
    assert school_days(reply, first - timedelta(days=1), PLAIN) == 5
    assert school_days(reply + timedelta(days=1), first - timedelta(days=1), PLAIN) == 4


@given(days=st.lists(DAYS, min_size=4, max_size=4))
def test_days_without_a_problem_can_be_stored(days: list[date]) -> None:
    dates = WaveDates(*days)
    if not problems(dates, PLAIN, None):
        assert dates.reply_by < dates.first_day <= dates.last_day <= dates.results_on
        assert school_days(dates.first_day, dates.last_day, PLAIN) >= 5


class TestAService:
    def keep(self, school: School, cohort: Cohort, dates: WaveDates = GOOD) -> SchoolWave:
        return set_dates(school=school, cohort=cohort, wave="baseline", dates=dates, actor=ACTOR, now=NOW)

    def test_keeps_the_schools_days(self, in_maple: School, cohort: Cohort) -> None:
        self.keep(in_maple, cohort)
        assert sitting_window(in_maple, cohort, "baseline") == (GOOD.first_day, GOOD.last_day)
        assert sitting_window(in_maple, cohort, "endline") is None

    def test_changes_them(self, in_maple: School, cohort: Cohort) -> None:
        self.keep(in_maple, cohort)
        self.keep(in_maple, cohort, changed(last_day=date(2027, 1, 29)))
        assert SchoolWave.objects.get().last_day == date(2027, 1, 29)

    def test_without_own_days_the_cohorts_stand(self, in_maple: School, cohort: Cohort) -> None:
        window = (date(2027, 1, 4), date(2027, 2, 12))
        CohortWave.objects.create(cohort=cohort, wave="baseline", opens_on=window[0], closes_on=window[1])
        assert sitting_window(in_maple, cohort, "baseline") == window

    def test_refuses_with_the_first_problem(self, in_maple: School, cohort: Cohort) -> None:
        with pytest.raises(BadDates, match="not a school day"):
            self.keep(in_maple, cohort, changed(first_day=date(2027, 1, 10)))

    def test_refuses_a_school_that_left(self, in_maple: School, cohort: Cohort) -> None:
        leave_cohort(cohort=cohort, school=in_maple, actor=ACTOR, now=NOW)
        with pytest.raises(NotTakingPart):
            self.keep(in_maple, cohort)


@pytest.mark.parametrize(
    "days", [{"reply_by": GOOD.first_day}, {"last_day": date(2027, 1, 8)}, {"results_on": date(2027, 1, 1)}], ids=str
)
def test_the_database_refuses_days_out_of_order(in_maple: School, cohort: Cohort, days: dict[str, date]) -> None:
    dates = changed(**days)
    with pytest.raises(IntegrityError, match="in_order"), transaction.atomic():
        SchoolWave.objects.create(
            school=in_maple,
            cohort=cohort,
            wave="baseline",
            **{name: getattr(dates, name) for name in WaveDates.__slots__},
        )
