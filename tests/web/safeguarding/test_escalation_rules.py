"""Who is asked, in which order, and when: by the school's clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belonging.web.safeguarding.rules.escalation import (
    ROUNDED_TO,
    SUBJECTS,
    About,
    Asked,
    Due,
    Person,
    answer_by,
    due,
    in_reach,
    rounded,
    to_ask,
)
from belonging.web.schools.rules.calendar import Calendar, Span

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""The machine may be busy with other things."""
LONDON = ZoneInfo("Europe/London")
HOURS = (time(9), time(15))
TERM = Calendar(
    terms=(Span(date(2026, 9, 1), date(2026, 12, 18)),), week=(HOURS, HOURS, HOURS, HOURS, HOURS, None, None)
)
LEAD, DEPUTY, HEAD, CHAIR, TEAM = Asked.SAFEGUARDING, Asked.DEPUTY, Asked.HEAD, Asked.CHAIR, Asked.PROGRAMME
EVERYONE = [Person(kind, f"{kind.value}@maple.example") for kind in (LEAD, DEPUTY, HEAD, CHAIR)]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


MONDAY_MORNING = at(23, 10)
FRIDAY_AFTERNOON = at(27, 14, 30)


@pytest.mark.parametrize(
    ("asked_at", "now", "expected"),
    [
        (MONDAY_MORNING, at(23, 10), Due(1, programme=False)),
        (MONDAY_MORNING, at(23, 10, 59), Due(1, programme=False)),
        (MONDAY_MORNING, at(23, 11), Due(2, programme=False)),
        (MONDAY_MORNING, at(23, 14), Due(3, programme=False)),
        (MONDAY_MORNING, at(24, 9, 59), Due(3, programme=False)),
        (MONDAY_MORNING, at(24, 10), Due(3, programme=True)),
        (FRIDAY_AFTERNOON, at(29, 12), Due(1, programme=False)),
        (FRIDAY_AFTERNOON, at(30, 9, 30), Due(2, programme=False)),
        (at(28, 11), at(30, 9, 59), Due(1, programme=False)),
        (at(28, 11), at(30, 10), Due(2, programme=False)),
    ],
)
def test_the_clock_runs_in_school_hours_alone(asked_at: datetime, now: datetime, expected: Due) -> None:
    assert due(TERM, asked_at, now) == expected


@pytest.mark.parametrize(
    ("about", "order"),
    [
        (About.NOBODY, [LEAD, DEPUTY, HEAD]),
        (About.HEAD, [LEAD, DEPUTY, CHAIR]),
        (About.SAFEGUARDING, [HEAD, CHAIR]),
    ],
)
def test_a_call_goes_round_whoever_it_is_about(about: About, order: list[Asked]) -> None:
    assert in_reach(about, EVERYONE) == order


def test_who_is_away_or_not_named_is_passed_over() -> None:
    there = [Person(LEAD, "a@x.example", away=True), Person(HEAD, "h@x.example")]

    assert in_reach(About.NOBODY, there) == [HEAD]


def test_a_head_who_is_also_the_safeguarding_lead_never_gets_a_call_about_the_head() -> None:
    both = [Person(LEAD, "h@x.example"), Person(DEPUTY, "d@x.example"), Person(HEAD, "H@x.example")]

    assert in_reach(About.HEAD, both) == [DEPUTY]
    assert in_reach(About.NOBODY, both) == [LEAD, DEPUTY]
    assert in_reach(About.SAFEGUARDING, both) == []


def test_without_anybody_left_the_programmes_team_is_asked() -> None:
    assert to_ask(reach=[], already=[], due_=Due(1, programme=False)) == [TEAM]
    assert to_ask(reach=[LEAD], already=[LEAD], due_=Due(2, programme=False)) == [TEAM]
    assert to_ask(reach=[LEAD], already=[LEAD, TEAM], due_=Due(3, programme=True)) == []


people = st.lists(
    st.builds(
        Person, st.sampled_from([LEAD, DEPUTY, HEAD, CHAIR]), st.sampled_from(["a@x", "b@x", "c@x"]), st.booleans()
    ),
    unique_by=lambda each: each.kind,
)


@unhurried
@given(about=st.sampled_from(About), named=people, steps=st.lists(st.integers(1, 3), min_size=1, max_size=4))
def test_nobody_is_asked_twice_no_subject_ever_and_never_nobody(
    about: About, named: list[Person], steps: list[int]
) -> None:
    already: list[Asked] = []
    for people_due in sorted(steps):
        already += to_ask(
            reach=in_reach(about, named), already=already, due_=Due(people_due, programme=people_due == 3)
        )

    addresses = {each.kind: each.email for each in named}
    subjects = {addresses.get(kind) for kind in SUBJECTS[about]}
    told = [addresses[kind] for kind in already if kind is not TEAM]
    assert len(set(already)) == len(already)
    assert len(set(told)) == len(told)
    assert not subjects & set(told)
    assert not {each.kind for each in named if each.away} & set(already)
    assert already


@unhurried
@given(st.datetimes(datetime(2026, 9, 1), datetime(2026, 12, 18), timezones=st.just(LONDON)))
def test_a_call_keeps_no_minute_and_its_clock_is_never_late(moment: datetime) -> None:
    kept = rounded(moment)

    assert kept.minute % 10 == kept.second == kept.microsecond == 0
    assert timedelta(0) <= moment - kept < ROUNDED_TO


def test_somebody_should_come_within_a_school_hour_of_the_same_day_or_nothing_is_said() -> None:
    assert answer_by(TERM, MONDAY_MORNING) == at(23, 11)
    assert answer_by(TERM, at(23, 14)) == at(23, 15)
    assert answer_by(TERM, FRIDAY_AFTERNOON) is None
    assert answer_by(TERM, at(23, 8, 59)) is None
    assert answer_by(TERM, at(28, 11)) is None
