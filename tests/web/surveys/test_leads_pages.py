"""The leads' survey as the programme's team runs it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Arm, Cohort, Enrolment, Stage
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.presenters.leads import leads_page
from belonging.web.surveys.queries import occasion_round
from belonging.web.surveys.services.leads import asked_schools, leads_occasion
from tests.web.reports.conftest import signed_in
from tests.web.surveys.occasions import a_lead, a_survey, sealed

ADDRESS = "/programme/cohorts/pilot-2026/leads-survey/"


@pytest.fixture
def manager(db: None) -> Client:
    return signed_in(Role.MANAGER)


def words(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def asked(cohort: Cohort) -> Round | None:
    return occasion_round(leads_occasion(cohort))


def test_it_is_asked_watched_and_closed(manager: Client, cohort: Cohort, maple: School, river: School) -> None:
    a_lead(maple)
    before = words(manager)
    assert "1 school has a lead to ask, of 2 in the cohort" in before
    assert "There is no lead with an account at River Lane School" in before
    assert "Would you recommend Belonging Matters" in before

    last_day = timezone.localdate() + timedelta(days=10)
    manager.post(ADDRESS, {"last_day": last_day.isoformat(), "at_end": "on"})
    after = words(manager)
    assert "It is open until the end of" in after
    with programme_scope("test"):
        assert OutgoingMail.objects.count() == 1

    assert "Close the leads’ survey?" in words(manager, f"{ADDRESS}close/")
    manager.post(f"{ADDRESS}close/")
    assert "The figures are ready on" in words(manager)
    found = asked(cohort)
    assert found is not None
    assert found.state == State.CLOSED


@pytest.mark.parametrize(
    ("days", "said"), [(None, "choose the last day"), (0, "tomorrow or later"), (40, "28 days at most")]
)
def test_a_day_that_will_not_do_is_explained(
    manager: Client, cohort: Cohort, maple: School, days: int | None, said: str
) -> None:
    a_lead(maple)
    day = "" if days is None else (timezone.localdate() + timedelta(days=days)).isoformat()

    answer = manager.post(ADDRESS, {"last_day": day, "at_end": "on"})

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert asked(cohort) is None


def test_before_the_schools_have_finished_it_wants_a_second_word(
    manager: Client, cohort: Cohort, maple: School, river: School
) -> None:
    a_lead(maple)
    day = {"last_day": (timezone.localdate() + timedelta(days=10)).isoformat()}
    assert "It has not finished the programme yet" in words(manager)

    refused = manager.post(ADDRESS, day)
    assert refused.status_code == 400
    assert "Please tick this" in refused.content.decode()
    assert asked(cohort) is None

    with programme_scope("test"):
        Enrolment.objects.filter(school=maple).update(finished_on=timezone.localdate())
    assert "finished the programme yet" not in words(manager)
    assert manager.post(ADDRESS, day).status_code == 302
    assert asked(cohort) is not None


def test_every_school_that_is_not_asked_is_named_with_the_reason(
    manager: Client, cohort: Cohort, maple: School, river: School
) -> None:
    a_lead(maple)
    with programme_scope("test"):
        Enrolment.objects.filter(school=river).update(stage=Stage.LEFT)
    assert "Left the programme: River Lane School." in words(manager)
    with programme_scope("test"):
        Enrolment.objects.filter(school=river).update(stage=Stage.TAKING_PART, arm=Arm.COMPARISON)
    assert "waiting for the programme: River Lane School." in words(manager)


def test_without_any_lead_it_says_what_to_do_first(manager: Client, maple: School) -> None:
    assert "Invite the leads first" in words(manager)


def test_asking_twice_changes_nothing(manager: Client, cohort: Cohort, maple: School) -> None:
    a_survey(cohort, maple)

    manager.post(ADDRESS, {"last_day": (timezone.localdate() + timedelta(days=3)).isoformat()})

    with programme_scope("test"):
        assert Round.objects.count() == 1
        assert OutgoingMail.objects.count() == 1


def test_when_it_is_sealed_it_leads_to_the_figures_if_enough_answered(
    manager: Client, cohort: Cohort, maple: School
) -> None:
    sealed(a_survey(cohort, maple))

    few = words(manager)
    assert "Fewer than 5 forms came" in few
    assert "Read the figures" not in few
    with programme_scope("test"):
        # As if the fifth had come: a sealed round itself can no longer be answered.
        page = leads_page(cohort, Round(state=State.SEALED, sealed_rows=5), asked_schools(cohort))
    assert (page.step, page.title) == ("results", "Read the figures")
    assert manager.get(f"{ADDRESS}close/").status_code == 302


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.SCREENER])
def test_nobody_else_finds_it(role: Role, cohort: Cohort) -> None:
    assert signed_in(role).get(ADDRESS).status_code == 404
    assert signed_in(Role.MANAGER).get(ADDRESS.replace("pilot-2026", "none")).status_code == 404
