"""A teacher works through a module, stops, comes back, fails the check and passes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from belonging.instruments.module_catalogue import modules
from belonging.instruments.modules import Module
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.learning.errors import NotAnsweredAll, PagesFirst
from belonging.web.learning.models import Progress
from belonging.web.learning.services.modules import Learner, take_check, turn_to
from belonging.web.schools.models import School
from belonging.web.training.services.certificates import revoke
from tests.web.actions.plans import browser_of, person, text_of
from tests.web.conftest import NOW

FIRST, DAILY, SEND = modules()
AT = "/learning/daily-strategies/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def teacher(maple: School) -> User:
    return person(Role.STAFF, maple, "Ben Teacher")


@pytest.fixture
def browser(teacher: User) -> Client:
    return browser_of(teacher)


def sent(module: Module, *, wrong: int = 0) -> dict[str, list[str]]:
    """The form: right but for the first `wrong` questions."""
    return {
        each.key: [str(place) for place in (set(range(len(each.choices))) - each.right if at < wrong else each.right)][
            : None if each.takes_several else 1
        ]
        for at, each in enumerate(module.questions)
    }


def own(user: User) -> Progress:
    with programme_scope("test"):
        return Progress.objects.get(user=user)


def read_all(learner: Learner, module: Module = DAILY) -> None:
    turn_to(learner=learner, module=module, page=len(module.pages), now=NOW)


class TestReading:
    def test_next_keeps_the_page_and_coming_back_goes_on_there(self, browser: Client, teacher: User) -> None:
        assert "Not begun" in text_of(browser.get("/learning/").content)
        page = text_of(browser.get(f"{AT}1/").content)
        assert "Page 1 of 8" in page
        assert "A question to think about" in page
        assert "We read its abstract" in page

        assert browser.post(f"{AT}1/").headers["Location"] == f"{AT}2/"
        assert browser.post(f"{AT}2/").headers["Location"] == f"{AT}3/"

        home = browser.get("/learning/").content
        assert "You are on page 3 of 8." in text_of(home)
        assert f'href="{AT}3/"'.encode() in home
        assert text_of(home).index(str(DAILY.title)) < text_of(home).index(str(FIRST.title))
        subject = f"progress:{own(teacher).pk}"
        with programme_scope("test"):
            assert [entry.act for entry in Entry.objects.filter(subject=subject)] == ["module-begun"]

    def test_the_last_page_leads_to_the_check(self, browser: Client) -> None:
        assert browser.post(f"{AT}8/").headers["Location"] == f"{AT}check/"

    def test_a_picture_says_what_it_shows(self, browser: Client) -> None:
        html = browser.get(f"{AT}2/").content.decode()
        assert 'src="/static/learning/daily_strategies/door.svg"' in html
        assert "An open door with a large circle beside it" in html

    def test_who_has_not_reviewed_it_is_said(self, browser: Client) -> None:
        assert "Not yet reviewed by somebody outside the team." in text_of(browser.get(AT).content)

    @pytest.mark.parametrize("wrong", ["/learning/weather/", f"{AT}0/", f"{AT}9/"])
    def test_what_is_not_there_is_not_found(self, browser: Client, wrong: str) -> None:
        assert browser.get(wrong).status_code == 404

    def test_an_adviser_does_not_learn_here(self, maple: School) -> None:
        assert browser_of(person(Role.ADVISER, maple, "Cleo")).get("/learning/").status_code == 404


class TestTheCheck:
    def test_the_pages_come_first(self, browser: Client, teacher: User, maple: School) -> None:
        page = text_of(browser.get(f"{AT}check/", follow=True).content)
        assert "The check comes after the pages." in page
        with pytest.raises(PagesFirst, match="page 1 of 8"):
            take_check(learner=Learner(teacher, maple), module=DAILY, given={}, now=NOW)

    def test_an_empty_answer_is_asked_for_and_the_others_stay(
        self, browser: Client, teacher: User, maple: School
    ) -> None:
        read_all(Learner(teacher, maple))
        html = browser.post(f"{AT}check/", sent(DAILY) | {"whom": []}).content.decode()
        assert "There is a problem" in html
        number = [each.key for each in DAILY.questions].index("whom") + 1
        assert html.count(f"Question {number}: choose an answer.") == 2
        assert html.count(" checked") == sum(len(each.right) for each in DAILY.questions[1:])
        assert own(teacher).tries == 0
        with pytest.raises(NotAnsweredAll):
            take_check(learner=Learner(teacher, maple), module=DAILY, given={}, now=NOW)

    def test_failing_explains_and_passing_certifies_once(self, browser: Client, teacher: User, maple: School) -> None:
        read_all(Learner(teacher, maple))
        failed = text_of(browser.post(f"{AT}check/", sent(DAILY, wrong=2)).content)
        assert "Not quite yet" in failed
        assert "3 of 5 right." in failed
        assert "a fresh start is what the greeting says" in failed
        assert "Try again" in failed

        passed = text_of(browser.post(f"{AT}check/", sent(DAILY, wrong=1)).content)
        assert "You have finished this module" in passed
        assert "See your certificate" in passed
        browser.post(f"{AT}check/", sent(DAILY))

        progress = own(teacher)
        assert (progress.tries, progress.best, progress.finished_at) == (3, 100, NOW)
        home = text_of(browser.get("/learning/").content)
        assert "On 23 November 2026." in home
        assert home.count("Daily strategies , module, 23 November 2026") == 1

    def test_a_certificate_that_was_revoked_is_not_earned_again_by_pressing_again(
        self, teacher: User, maple: School
    ) -> None:
        learner = Learner(teacher, maple)
        read_all(learner)
        right = {each.key: each.right for each in DAILY.questions}
        first = take_check(learner=learner, module=DAILY, given=right, now=NOW).certificate
        assert first is not None
        revoke(certificate=first, reason="Somebody else took it.", actor="team", now=NOW)

        assert take_check(learner=learner, module=DAILY, given=right, now=NOW).certificate is None

    @pytest.mark.parametrize(
        "wrong",
        [
            {"page": 0},
            {"page": 5, "furthest": 2},
            {"best": 90},
            {"tries": 1, "best": 101},
            {"tries": 1, "best": 60, "finished_at": NOW},
        ],
    )
    def test_the_table_refuses_what_cannot_be(self, teacher: User, maple: School, wrong: dict[str, object]) -> None:
        read_all(Learner(teacher, maple))
        with programme_scope("test"), pytest.raises(IntegrityError), transaction.atomic():
            Progress.objects.update(**wrong)


class TestTheTeam:
    def test_it_counts_people_and_schools_and_names_nobody(self, teacher: User, maple: School, river: School) -> None:
        other = person(Role.STAFF, river, "Rosa River")
        for learner in (Learner(teacher, maple), Learner(other, river)):
            read_all(learner)
        right = {each.key: each.right for each in DAILY.questions}
        take_check(learner=Learner(teacher, maple), module=DAILY, given=right, now=timezone.now())
        page = text_of(_team(Role.MANAGER).get("/programme/learning/").content)
        assert "Daily strategies 2 1 1 school" in page
        assert "Maple Tree School 0 1 0" in page
        assert "River Lane School 0 0 0" in page
        assert "Ben Teacher" not in page

        letters = text_of(_team(Role.EVALUATOR).get("/programme/cohorts/pilot-2026/learning/").content)
        assert "School A 0 1 0" in letters
        assert "Maple Tree" not in letters
        assert _team(Role.EVALUATOR).get("/programme/learning/").status_code == 404

    def test_one_school_or_two_take_as_many_queries(
        self, teacher: User, maple: School, river: School, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        manager = _team(Role.MANAGER)
        read_all(Learner(teacher, maple))
        with CaptureQueriesContext(connection) as first:
            manager.get("/programme/learning/")
        read_all(Learner(person(Role.STAFF, river, "Rosa River"), river))
        with django_assert_num_queries(len(first)):
            manager.get("/programme/learning/")


def _team(role: Role) -> Client:
    user, _ = User.objects.get_or_create(email=f"{role}@team.example", defaults={"name": f"The {role}"})
    Membership.objects.get_or_create(user=user, role=role)
    return browser_of(user)


def test_time_does_not_run_backwards(teacher: User, maple: School) -> None:
    """Going back to an earlier page keeps how far it was read."""
    learner = Learner(teacher, maple)
    read_all(learner)
    turn_to(learner=learner, module=DAILY, page=2, now=NOW + timedelta(minutes=1))
    assert (own(teacher).page, own(teacher).furthest) == (2, 8)


def test_a_newer_version_is_read_from_its_beginning_unless_it_was_finished(teacher: User, maple: School) -> None:
    learner = Learner(teacher, maple)
    turn_to(learner=learner, module=DAILY, page=5, now=NOW)
    turn_to(learner=learner, module=replace(DAILY, version=2), page=2, now=NOW)
    assert (own(teacher).version, own(teacher).furthest) == (2, 2)
