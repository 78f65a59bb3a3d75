"""Reminders of the plan: one mail a person and day that lists everything, each occasion once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.actions.models import Action, Review
from belonging.web.actions.rules.reminding import occasion
from belonging.web.actions.services.plan import UpdateWords, note_update
from belonging.web.actions.services.reminders import remind_due
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort, CohortState, Enrolment, Stage
from belonging.web.schools.models import School
from tests.web.actions.plans import person, planned
from tests.web.conftest import NOW

DUE = date(2026, 12, 11)
"""A Friday."""
WEEK_BEFORE = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
MONDAY_AFTER = datetime(2026, 12, 14, 10, 0, tzinfo=UTC)
CHRISTMAS = datetime(2026, 12, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def robin(maple: School) -> User:
    return person(Role.LEAD, maple, "Robin")


@pytest.fixture
def sam(maple: School) -> User:
    return person(Role.COLLEAGUE, maple, "Sam")


@pytest.fixture
def club(maple: School, cohort: Cohort, robin: User, sam: User) -> Action:
    """Sam's, due on Friday 11 December 2026."""
    with school_scope(maple.pk):
        return planned(maple, cohort, due_on=DUE, owner=sam.pk)


def mails() -> list[tuple[str, str]]:
    with programme_scope("test"):
        return [
            (mail.to.partition("@")[0], f"{mail.subject}\n{mail.text}") for mail in OutgoingMail.objects.order_by("pk")
        ]


def test_the_owner_is_told_a_week_before_and_once(club: Action) -> None:
    assert remind_due(now=WEEK_BEFORE) == 1
    assert remind_due(now=WEEK_BEFORE) == 0
    assert remind_due(now=WEEK_BEFORE + timedelta(days=3)) == 0
    [(reader, text)] = mails()
    assert reader == "colleague"
    assert "one thing to look at" in text
    assert "“Open a breakfast club” is due on Friday 11 December" in text
    assert "/schools/maple-tree/plan/pilot-2026/" in text


def test_an_overdue_action_is_told_on_the_next_school_day_and_then_every_tenth(club: Action) -> None:
    assert remind_due(now=datetime(2026, 12, 12, 10, 0, tzinfo=UTC)) == 0, "a Saturday"
    assert remind_due(now=MONDAY_AFTER) == 1
    assert remind_due(now=MONDAY_AFTER + timedelta(days=1)) == 0
    assert remind_due(now=CHRISTMAS) == 0
    assert remind_due(now=datetime(2027, 1, 15, 10, 0, tzinfo=UTC)) == 1
    assert "was due on Friday 11 December" in mails()[-1][1]


def test_what_is_nobodys_or_quiet_goes_to_the_lead(maple: School, cohort: Cohort, robin: User, sam: User) -> None:
    with school_scope(maple.pk):
        planned(maple, cohort, what="Walk the corridors", due_on=None, owner=sam.pk)
        planned(maple, cohort, what="Ring each new family", due_on=date(2027, 2, 5), owner=None)
    assert remind_due(now=datetime(2027, 1, 29, 10, 0, tzinfo=UTC)) == 1
    [(reader, text)] = mails()
    assert reader == "lead"
    assert "2 things to look at" in text
    assert "Nobody has written about “Walk the corridors” for weeks" in text
    assert "“Ring each new family” is due on Friday 5 February" in text


def test_what_is_done_is_spoken_of_no_more(club: Action, maple: School) -> None:
    with school_scope(maple.pk):
        note_update(action=club, said=UpdateWords(text="Open!", status="done"), actor="test", now=NOW)
    assert remind_due(now=WEEK_BEFORE) == 0


def test_of_a_school_that_has_left_and_of_a_cohort_that_is_over_nobody_is_reminded(
    club: Action, maple: School, cohort: Cohort
) -> None:
    with school_scope(maple.pk):
        Enrolment.objects.update(stage=Stage.LEFT)
    assert remind_due(now=WEEK_BEFORE) == 0
    with school_scope(maple.pk):
        Enrolment.objects.update(stage=Stage.TAKING_PART)
    Cohort.objects.update(state=CohortState.OPEN, opened_at=NOW)
    Cohort.objects.update(state=CohortState.FINISHED, finished_at=NOW)
    assert remind_due(now=WEEK_BEFORE) == 0


def test_a_meeting_is_announced_three_school_days_before(maple: School, cohort: Cohort, robin: User) -> None:
    with school_scope(maple.pk):
        Review.objects.create(
            school=maple, cohort=cohort, starts_at=datetime(2026, 12, 9, 15, 30, tzinfo=UTC), place="Library",
            created_by="test", created_at=NOW,
        )  # fmt: skip
    assert remind_due(now=datetime(2026, 12, 3, 10, 0, tzinfo=UTC)) == 0
    assert remind_due(now=datetime(2026, 12, 4, 10, 0, tzinfo=UTC)) == 1
    assert "reviewed on Wednesday 9 December, 15:30, Library" in mails()[0][1]


class Anything:
    def __init__(self, status: str, due_on: date | None) -> None:
        self.status, self.starts_on, self.due_on = status, None, due_on


@given(
    status=st.sampled_from(["proposed", "planned", "under_way", "done", "stopped"]),
    due=st.none() | st.dates(date(2026, 9, 1), date(2027, 7, 1)),
    heard=st.dates(date(2026, 9, 1), date(2027, 7, 1)),
    later=st.integers(0, 300),
)
def test_an_occasion_comes_only_of_what_is_open_and_never_goes_back(
    status: str, due: date | None, heard: date, later: int
) -> None:
    action, today = Anything(status, due), heard + timedelta(days=later)

    def days(first: date, last: date) -> int:
        return max((last - first).days + 1, 0)

    said = occasion(action, heard, today, days)
    if status not in ("planned", "under_way"):
        assert said == ""
    if said.startswith("late"):
        again = occasion(action, heard, today + timedelta(days=1), days)
        assert int(again.removeprefix("late-")) >= int(said.removeprefix("late-"))
