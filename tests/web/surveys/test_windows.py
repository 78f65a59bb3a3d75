"""A round closes on a school day, 28 days after its opening at most, and gets more time only forwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.schools.rules.calendar import Calendar, Span
from belonging.web.surveys.errors import CannotExtend, RoundClosed, RoundNotOpen
from belonging.web.surveys.models import Round
from belonging.web.surveys.rules.windows import (
    closing_day_fault,
    end_of,
    last_possible,
    proposed_day,
    sitting_day_fault,
)
from belonging.web.surveys.services.extending import extend_round
from tests.web.conftest import NOW
from tests.web.surveys.given import ACTOR, CLOSES, a_draft, closed

TERM = Calendar(terms=(Span(date(2026, 11, 2), date(2026, 12, 18)), Span(date(2027, 1, 4), date(2027, 3, 25))))
TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2026, 11, 2), date(2027, 3, 1))


class TestTheClosingDay:
    @pytest.mark.parametrize(
        ("day", "fault"),
        [
            (date(2026, 12, 4), ""),
            (date(2026, 11, 20), "Monday 23 November 2026 or later"),
            (date(2026, 12, 5), "Saturday 5 December 2026 is not a school day, so nobody could sit or help on it. "
                                "The next school day is Monday 7 December 2026."),
            (date(2026, 12, 19), "The school day before it is Friday 18 December 2026."),
            (date(2026, 12, 21), "28 days at most. Please choose Friday 18 December 2026 or an earlier day."),
        ],
    )  # fmt: skip
    def test_what_will_not_do_is_said_with_a_day_that_will(self, day: date, fault: str) -> None:
        said = closing_day_fault(day, calendar=TERM, earliest=TODAY, latest=last_possible(TODAY))
        assert fault in said
        assert bool(said) == bool(fault)

    @given(today=DAYS, first=DAYS, lasts=st.integers(0, 60))
    def test_what_is_proposed_will_do_whenever_anything_would(self, today: date, first: date, lasts: int) -> None:
        day = proposed_day(calendar=TERM, today=today, window=(first, first + timedelta(days=lasts)))
        latest = last_possible(today)
        assert today <= day <= latest
        if any(TERM.is_school_day(today + timedelta(days=n)) for n in range(28)):
            assert closing_day_fault(day, calendar=TERM, earliest=today, latest=latest) == ""

    def test_the_schools_own_dates_are_proposed_where_they_can_be_kept(self) -> None:
        own = (date(2026, 11, 30), date(2026, 12, 11))
        assert proposed_day(calendar=TERM, today=TODAY, window=own) == own[1]
        assert proposed_day(calendar=TERM, today=date(2026, 11, 2), window=own) == date(2026, 11, 16)
        assert proposed_day(calendar=TERM, today=TODAY, window=None) == date(2026, 12, 7)

    @given(day=DAYS, first=DAYS, lasts=st.integers(0, 27))
    def test_a_class_sits_on_a_school_day_of_the_window(self, day: date, first: date, lasts: int) -> None:
        last = first + timedelta(days=lasts)
        good = not sitting_day_fault(day, calendar=TERM, first=first, last=last)
        assert good == (first <= day <= last and TERM.is_school_day(day))


def extend(round_: Round, day: date, reason: str = "Snow") -> None:
    extend_round(round_=round_, last_day=day, reason=reason, actor=ACTOR, now=NOW + timedelta(days=1))


class TestMoreTime:
    """The round is open from Monday 23 November to Monday 7 December 2026."""

    def test_it_is_given_with_its_reason(self, open_round_: Round) -> None:
        extend(open_round_, date(2026, 12, 11), reason="  Snow,\n two days shut ")
        assert open_round_.closes_at == end_of(date(2026, 12, 11))
        entry = Entry.objects.get(act="round-extended")
        assert entry.details == {"from": "2026-12-07", "to": "2026-12-11", "reason": "Snow, two days shut"}

    @pytest.mark.parametrize(
        ("day", "reason", "words"),
        [
            (date(2026, 12, 4), "Snow", "not less"),
            (date(2026, 12, 7), "Snow", "not less"),
            (date(2026, 12, 12), "Snow", "not a school day"),
            (date(2026, 12, 21), "Snow", "28 days at most"),
            (date(2026, 12, 11), " ", "why more time"),
            (date(2026, 12, 11), "x" * 201, "200 characters"),
        ],
    )
    def test_what_is_refused_changes_nothing(self, open_round_: Round, day: date, reason: str, words: str) -> None:
        with pytest.raises(CannotExtend, match=words):
            extend(open_round_, day, reason)
        assert Round.objects.get().closes_at == CLOSES
        assert not Entry.objects.filter(act="round-extended").exists()

    def test_only_an_open_round_gets_it(self, in_maple: School, cohort: Cohort, open_round_: Round) -> None:
        with pytest.raises(RoundNotOpen):
            extend(a_draft(in_maple, cohort, wave="endline"), date(2026, 12, 11))
        with pytest.raises(RoundClosed, match="last day"):
            extend_round(round_=open_round_, last_day=date(2026, 12, 11), reason="Late", actor=ACTOR, now=CLOSES)
        with pytest.raises(RoundClosed):
            extend(closed(open_round_), date(2026, 12, 11))
