"""Large cohorts: their plans are counted by the worker, and the page of all schools reads what it counted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.actions.models import Status, WhoFor
from belonging.web.actions.queries import counted
from belonging.web.actions.queries.across import plans_across
from belonging.web.actions.queries.counted import kept, plans_of_all
from belonging.web.actions.rules.across import Planned
from belonging.web.actions.rules.measures import Measure
from belonging.web.actions.rules.stalling import OPEN
from belonging.web.actions.services.counting import COUNT_EVERY, count_plans
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.programme.models import Cohort, CohortState
from belonging.web.schools.models import School
from tests.web.actions.plans import CLUB, planned
from tests.web.conftest import NOW, enrolled

TODAY, PAST = NOW.date(), date(2026, 11, 2)
SAFE = Measure("pupil", "safe", "send", "send")
LATER = NOW + COUNT_EVERY


@pytest.fixture
def planning(cohort: Cohort) -> list[School]:
    """Five schools with a plan, and one without."""
    made = [enrolled(cohort, name=f"Oak {mask}", slug=f"oak-{mask.lower()}", mask=mask) for mask in "ABCDEF"]
    for school in made[:5]:
        with school_scope(school.pk):
            planned(school, cohort, CLUB, statement="safe_places", due_on=PAST, measure=SAFE)
            planned(school, cohort)
    return made


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three schools are many."""
    monkeypatch.setattr(counted, "MOST_AT_ONCE", 3)


def count(*, at_once: int = 100) -> int:
    return count_plans(now=NOW, at_once=at_once, large=3)


def test_what_was_counted_reads_as_the_plans_do(planning: list[School], cohort: Cohort, large: None) -> None:
    assert count() == 5
    with programme_scope("test"):
        assert plans_of_all(cohort, TODAY) == plans_across(cohort, TODAY)
        assert len(plans_of_all(cohort, TODAY)) == 10


def test_of_few_schools_the_page_is_of_this_moment(planning: list[School], cohort: Cohort) -> None:
    with programme_scope("test"):
        assert plans_of_all(cohort, TODAY) == plans_across(cohort, TODAY)
    assert count_plans(now=NOW) == 0


def test_what_is_not_counted_yet_is_left_out(planning: list[School], cohort: Cohort, large: None) -> None:
    assert count(at_once=2) == 2
    with programme_scope("test"):
        assert {one.school for one in plans_of_all(cohort, TODAY)} == {school.pk for school in planning[:2]}
    assert count(at_once=2) == 2
    assert count(at_once=2) == 1
    assert count(at_once=2) == 0


def test_they_are_counted_again_after_an_hour(planning: list[School], cohort: Cohort, large: None) -> None:
    count()
    with school_scope(planning[0].pk):
        planned(planning[0], cohort)
    with programme_scope("test"):
        assert len(plans_of_all(cohort, TODAY)) == 10
    assert count_plans(now=LATER, large=3) == 5
    with programme_scope("test"):
        assert len(plans_of_all(cohort, TODAY)) == 11


def test_plans_of_a_finished_cohort_are_counted_once(planning: list[School], cohort: Cohort) -> None:
    assert count() == 5
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.OPEN, opened_at=NOW)
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.FINISHED, finished_at=NOW)
    assert count_plans(now=LATER, large=3) == 0


@given(
    st.builds(
        Planned,
        school=st.just(7),
        status=st.sampled_from([str(status) for status in Status]),
        is_open=st.just(False),
        late=st.sampled_from(["", "overdue", "quiet"]),
        area=st.sampled_from(["", "culture"]),
        who_for=st.sampled_from([str(who) for who in WhoFor]),
        measured=st.booleans(),
        came=st.sampled_from(["", "moved", "too_few"]),
    )
)
def test_nothing_is_lost_on_the_way(action: Planned) -> None:
    (back,) = counted._planned(7, kept([action]))
    assert (back.status, back.late, back.area, back.who_for, back.measured, back.came) == kept([action])[0]
    assert back.is_open == (action.status in OPEN)
