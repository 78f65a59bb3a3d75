"""The plans of all schools together: where they stall, what came of them, and no school to be known by it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from belonging.instruments.load import load_practices
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.actions.models import Status
from belonging.web.actions.presenters.across import HEAD, _practices
from belonging.web.actions.queries.practice_use import PracticeUse
from belonging.web.actions.rules.across import FEW, NOT_TOLD, told
from belonging.web.actions.rules.measures import Measure
from belonging.web.actions.services.plan import UpdateWords, note_update
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import ACTOR, CLUB, browser_of, planned, text_of
from tests.web.conftest import NOW, enrolled

PAST = date(2026, 11, 2)
SAFE = Measure("pupil", "safe", "send", "send")


@pytest.fixture
def team(db: None) -> Client:
    user = User.objects.create(email="manager@programme.example", name="Mo Manager")
    Membership.objects.create(user=user, role=Role.MANAGER)
    return browser_of(user)


def schools(cohort: Cohort, number: int) -> list[School]:
    masks = "ABCDEFGHIJ"[:number]
    return [enrolled(cohort, name=f"Oak {mask} School", slug=f"oak-{mask.lower()}", mask=mask) for mask in masks]


def plan(school: School, cohort: Cohort, **words: object) -> None:
    with school_scope(school.pk):
        planned(school, cohort, CLUB, **words)


def page_of(team: Client, cohort: Cohort) -> str:
    answer = team.get(reverse("actions:across", args=[cohort.slug]))
    assert answer.status_code == 200
    return text_of(answer.content)


def file_of(team: Client, cohort: Cohort) -> dict[tuple[str, str], tuple[str, str]]:
    answer = team.get(reverse("actions:across_csv", args=[cohort.slug]))
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert tuple(head) == HEAD
    return {(part, row): (having, actions) for part, row, having, actions in rows}


def test_where_plans_stall_is_told(team: Client, cohort: Cohort) -> None:
    for school in schools(cohort, 6):
        plan(school, cohort, statement="safe_places", due_on=PAST, measure=SAFE)
        plan(school, cohort)

    page = page_of(team, cohort)
    assert "From the plans of 6 schools: about 10 actions." in page
    assert "About 5 are overdue or without news for 30 school days." in page
    rows = file_of(team, cohort)
    assert rows[("late", "Overdue")] == ("5 or 6 of 6", "about 5")
    assert rows[("stalled-by-area", "Inclusive culture")] == ("5 or 6 of 6", "about 5")
    assert rows[("stalled-by-area", "No statement of the audit")] == (FEW, NOT_TOLD)
    assert rows[("measured", "With a measure")] == ("5 or 6 of 6", "about 5")
    assert rows[("came", "Moved")] == (FEW, NOT_TOLD)


def test_what_two_schools_do_is_not_told(team: Client, cohort: Cohort) -> None:
    made = schools(cohort, 3)
    for school in made:
        plan(school, cohort)
    for school in made[:2]:
        plan(school, cohort, due_on=PAST)

    assert "Fewer than 3 schools have an action that is overdue or without news." in page_of(team, cohort)
    assert file_of(team, cohort)[("late", "Overdue")] == (FEW, NOT_TOLD)


def test_two_plans_are_not_told_at_all(team: Client, cohort: Cohort) -> None:
    for school in schools(cohort, 2):
        plan(school, cohort)

    assert "It takes 3 schools with an action in their plan." in page_of(team, cohort)
    assert file_of(team, cohort) == {}


def test_one_who_writes_has_news(team: Client, cohort: Cohort) -> None:
    for school in schools(cohort, 3):
        with school_scope(school.pk):
            action = planned(school, cohort)
            note_update(action=action, said=UpdateWords(text="Begun", status=Status.UNDER_WAY), actor=ACTOR, now=NOW)

    rows = file_of(team, cohort)
    assert rows[("status", "Under way")] == ("Half of them or more", "about 5")
    assert rows[("late", "No news for 30 school days")] == (FEW, NOT_TOLD)


@pytest.mark.parametrize(("number", "told"), [(3, "Half of them or more"), (6, "5 or 6 of 6")])
def test_that_every_school_uses_a_practice_is_told_neither_on_the_page_nor_in_the_file(
    team: Client, cohort: Cohort, number: int, told: str
) -> None:
    for school in schools(cohort, number):
        plan(school, cohort, practice="breakfast_club")

    name = next(str(each.name) for each in load_practices().practices if each.key == "breakfast_club")
    assert file_of(team, cohort)[("practice", name)] == (told, "about 5")
    page = page_of(team, cohort)
    assert f"{name} {told} about 5" in page
    assert f"{name} {number} " not in page


def test_the_order_of_practices_tells_no_more_than_their_figures(cohort: Cohort) -> None:
    uses = [PracticeUse(key, key.title(), *each, 0) for key, each in {"b": (3, 6), "a": (4, 5), "c": (5, 20)}.items()]
    block = _practices(uses, 5)

    assert block is not None
    assert block.table is not None
    assert [row[0] for row in block.table.rows] == ["C", "A", "B"]


def test_a_table_that_says_the_same_in_every_row_is_a_sentence_with_the_table_folded_below(
    team: Client, cohort: Cohort
) -> None:
    for school in schools(cohort, 3):
        plan(school, cohort)
        plan(school, cohort, idea=True)

    page = page_of(team, cohort)
    assert "How far they are Idea; Planned: about 5 each." in page
    assert "How far they are: how many schools, as a table" in page
    assert "No statement of the audit: about 5 planned or under way, those that stalled not told." in page


def test_no_school_and_no_letter_is_named(team: Client, cohort: Cohort) -> None:
    for school in schools(cohort, 3):
        plan(school, cohort, what=f"Open the door of {school.name}")

    page = page_of(team, cohort)
    assert "Oak" not in page
    assert "School A" not in page


def test_a_lead_of_a_school_does_not_see_it(lead_browser: Client, cohort: Cohort) -> None:
    assert lead_browser.get(reverse("actions:across", args=[cohort.slug])).status_code == 404
    assert lead_browser.get(reverse("actions:across_csv", args=[cohort.slug])).status_code == 404


def test_as_many_queries_for_three_schools_as_for_six(team: Client, cohort: Cohort) -> None:
    made = schools(cohort, 6)

    def asked(of: list[School]) -> int:
        for school in of:
            plan(school, cohort, statement="safe_places", due_on=PAST, measure=SAFE)
        page_of(team, cohort)
        with CaptureQueriesContext(connection) as queries:
            page_of(team, cohort)
        return len(queries)

    assert asked(made[:3]) == asked(made[3:])


@given(st.lists(st.integers(0, 9), min_size=3, max_size=12))
def test_a_number_of_actions_is_told_of_three_schools_or_not_at_all(numbers: list[int]) -> None:
    having = sum(number > 0 for number in numbers)
    found = told(Counter(dict(enumerate(numbers))), len(numbers))

    assert (found.actions == NOT_TOLD) == (having < 3)
    if having >= 3:
        assert abs(int(found.actions.removeprefix("about ")) - sum(numbers)) <= 2


@given(st.integers(3, 40), st.integers(0, 40))
def test_all_schools_and_all_but_one_are_told_alike(of: int, having: int) -> None:
    def having_it(number: int) -> str:
        return told(Counter({school: 1 if school < number else 0 for school in range(of)}), of).schools

    assert having_it(of) == having_it(max(of - 1, 3))
    assert (having_it(min(having, of)) == FEW) == (having < 3)
