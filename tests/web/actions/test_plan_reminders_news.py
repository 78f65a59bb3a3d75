"""A school of which everything was said is not looked at again, however often the worker looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from belonging.web.accounts.roles import Role
from belonging.web.actions.models import Review
from belonging.web.actions.services import reminders
from belonging.web.actions.services.reminders import remind_due
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import person, planned
from tests.web.conftest import NOW

FRIDAY = datetime(2026, 12, 11, 10, 0, tzinfo=UTC)
MONDAY = FRIDAY + timedelta(days=3)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The schools that a transaction was begun for."""
    seen: list[str] = []
    remind = reminders._remind

    def note(school: School, now: datetime) -> int:
        seen.append(school.slug)
        return remind(school, now)

    monkeypatch.setattr(reminders, "_remind", note)
    return seen


def test_what_is_late_and_was_said_is_passed_over(maple: School, cohort: Cohort, looked_at: list[str]) -> None:
    person(Role.LEAD, maple, "Robin")
    with school_scope(maple.pk):
        planned(maple, cohort, due_on=FRIDAY.date())
    assert remind_due(now=MONDAY) == 1
    assert remind_due(now=MONDAY + timedelta(days=1)) == 0
    assert looked_at == [maple.slug]


def test_a_meeting_that_comes_near_is_news(maple: School, cohort: Cohort, looked_at: list[str]) -> None:
    person(Role.LEAD, maple, "Robin")
    with school_scope(maple.pk):
        planned(maple, cohort, due_on=FRIDAY.date())
        assert remind_due(now=MONDAY) == 1
        starts = MONDAY + timedelta(days=2)
        Review.objects.create(school=maple, cohort=cohort, starts_at=starts, created_by="test", created_at=NOW)
    assert remind_due(now=MONDAY + timedelta(days=1)) == 1
    assert remind_due(now=MONDAY + timedelta(days=2)) == 0
    assert looked_at == [maple.slug, maple.slug]
