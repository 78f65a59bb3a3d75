"""A second press of the button adds nothing; two people who add at once both do."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client

from belonging.web.actions.models import Action
from belonging.web.actions.rules.sources import GroundWords
from belonging.web.actions.services.plan import ActionWords, add_action_once
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import CLUB, FORM, PLAN, WHY
from tests.web.audit.at_once import PEOPLE, at_once
from tests.web.conftest import NOW


def added(
    school: School, cohort: Cohort, words: ActionWords = CLUB, *, by: str = "asha", at: datetime = NOW, why: str = ""
) -> int:
    grounds = [GroundWords("idea", why)] if why else [WHY]
    action = add_action_once(school=school, cohort=cohort, words=words, grounds=grounds, actor=by, now=at)
    return action.number


def test_pressing_twice_leads_to_the_same_action(in_maple: School, lead_browser: Client) -> None:
    first, second = (lead_browser.post(f"{PLAN}add/", FORM) for _ in "ab")
    assert first["Location"] == second["Location"] == f"{PLAN}1/"
    assert Action.objects.count() == 1


def test_the_same_words_are_another_action_later_or_of_another_person_or_for_another_reason(
    in_maple: School, cohort: Cohort
) -> None:
    assert added(in_maple, cohort) == 1
    assert added(in_maple, cohort, at=NOW + timedelta(seconds=119)) == 1
    assert added(in_maple, cohort, ActionWords(what=f" {CLUB.what} ", due_on=CLUB.due_on)) == 1
    assert added(in_maple, cohort, at=NOW + timedelta(seconds=120)) == 2
    assert added(in_maple, cohort, by="ben") == 3
    assert added(in_maple, cohort, why="Another reason.") == 4
    assert added(in_maple, cohort, ActionWords(what=CLUB.what, due_on=CLUB.due_on, idea=True)) == 5
    assert added(in_maple, cohort, ActionWords(what="Two clubs")) == 6


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_people_who_add_at_once_all_do_under_numbers_of_their_own(
        self, transactional_db: None, maple: School, cohort: Cohort
    ) -> None:
        def act(number: int) -> str:
            with school_scope(maple.pk):
                return str(added(maple, cohort, by=f"person-{number}"))

        assert at_once(act) == {str(number): 1 for number in range(1, PEOPLE + 1)}

    def test_presses_at_once_are_one(self, transactional_db: None, maple: School, cohort: Cohort) -> None:
        def act(_number: int) -> str:
            with school_scope(maple.pk):
                return str(added(maple, cohort))

        assert at_once(act) == {"1": PEOPLE}
        with school_scope(maple.pk):
            assert Action.objects.count() == 1
