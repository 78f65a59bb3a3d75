"""The library in the browser: for anybody signed in, and beside a school's plan."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.instruments.load import load_practices
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit
from belonging.web.audit.services.work import Said, rate, start_audit
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import PLAN, browser_of, person, text_of
from tests.web.audit.hearing import cell, findings, store, table
from tests.web.conftest import NOW

LIBRARY = "/practices/"
OURS = f"{PLAN}practices/"


def read(client: Client, page: str) -> str:
    reply = client.get(page)
    assert reply.status_code == 200, page
    return text_of(reply.content)


@pytest.fixture
def manager(db: None) -> Client:
    user = User.objects.create(email="manager@example.org", name="Max")
    Membership.objects.create(user=user, role=Role.MANAGER)
    return browser_of(user)


def rated(school: School, cohort: Cohort, lead: User, statement: str, value: str) -> None:
    audit = start_audit(school=school, cohort=cohort, stage="baseline", actor=str(lead.pk), now=NOW)
    rate(audit=audit, statement=statement, said=Said(value, "We looked.", 0), actor=str(lead.pk), now=NOW)


class TestTheLibrary:
    def test_a_manager_reads_all_ideas_and_how_many_are_untested(self, manager: Client) -> None:
        page = read(manager, LIBRARY)

        assert all(str(practice.name) in page for practice in load_practices().practices)
        assert "13 of the 36 have never been tested, and each says so." in page
        assert "These fit your findings" not in page

    def test_it_is_looked_through_by_kind_cost_time_and_evidence(self, manager: Client) -> None:
        page = read(manager, f"{LIBRARY}?construct=peers&cost=low&effort=heavy&evidence=strong&setting=secondary")

        assert "1 of 36 ideas" in page
        assert "Side of belonging: Pupils and each other; Kind of school: Secondary; Cost: Up to £500 a year" in page
        assert "Cooperative learning" in page
        assert "Breakfast club" not in page

    def test_a_filter_that_fits_nothing_says_what_to_do(self, manager: Client) -> None:
        page = read(manager, f"{LIBRARY}?cost=high&evidence=strong")

        assert "0 of 36 ideas" in page
        assert "Set one of the choices to “Any”" in page

    def test_a_choice_that_is_none_is_no_choice(self, manager: Client) -> None:
        assert "All 36 ideas" in read(manager, f"{LIBRARY}?cost=%00free&construct=weather&setting=moon")

    def test_whoever_is_not_signed_in_is_asked_to(self, client: Client, db: None) -> None:
        assert client.get(LIBRARY).headers["Location"] == "/sign-in/?next=/practices/"
        assert client.get(f"{LIBRARY}names/").headers["Location"].startswith("/sign-in/")


class TestOnePractice:
    def test_it_says_what_to_do_what_it_takes_and_what_is_known(self, manager: Client) -> None:
        page = read(manager, f"{LIBRARY}breakfast_club/")

        for words in (
            *(
                "Ask ten pupils with SEND",
                "£1,500 to £3,000 a year for food",
                "Two adults for 45 minutes every morning",
            ),
            *(
                "Tested, results differ",
                "They don’t all agree.",
                "older pupils had gained nothing",
                "Crawford, C., Edwards, A.",
            ),
            *("Transport decides who can come.", "“You can eat breakfast at school now.”"),
        ):
            assert words in page
        assert "Add to" not in page

    def test_an_untested_one_says_so_and_has_no_empty_list_of_sources(self, manager: Client) -> None:
        page = read(manager, f"{LIBRARY}welcome_sheet/")

        assert "Nobody has tested it." in page
        assert "Sources" not in page

    def test_one_that_is_not_there_is_not_found(self, manager: Client, lead_browser: Client) -> None:
        assert manager.get(f"{LIBRARY}weather/").status_code == 404
        assert lead_browser.get(f"{OURS}weather/").status_code == 404

    def test_a_lead_can_add_it_to_the_plan_from_here(self, lead_browser: Client, manager: Client) -> None:
        page = lead_browser.get(f"{LIBRARY}names/").content.decode()

        assert f'href="{PLAN}add/?practice=names"' in page
        assert "Add to the plan of Maple Tree School" in page

    def test_every_practice_has_a_page(self, lead_browser: Client) -> None:
        for practice in load_practices().practices:
            assert str(practice.what) in read(lead_browser, f"{OURS}{practice.key}/")


class TestBesideAPlan:
    def test_what_fits_the_schools_rating_comes_first_with_its_reason(
        self, in_maple: School, cohort: Cohort, lead: User, lead_browser: Client
    ) -> None:
        rated(in_maple, cohort, lead, "new_staff", "not_yet")

        page = read(lead_browser, OURS)

        assert "You rated as not yet met 2.9" in page
        first = page[page.index("These fit your findings") : page.index("How these were chosen")]
        assert "Welcome sheet for new and cover staff" in first
        assert "Breakfast club" not in first

    def test_without_an_audit_what_people_said_is_answered(
        self, in_maple: School, cohort: Cohort, lead_browser: Client
    ) -> None:
        store(findings(table("safe", cell(30))), cohort, in_maple)

        page = read(lead_browser, OURS)

        first = page[page.index("These fit your findings") : page.index("How these were chosen")]
        assert "“I feel safe at school”" in first
        assert "A whole-school answer to bullying" in first

    def test_a_school_that_has_found_nothing_yet_sees_the_library_for_its_kind(self, lead_browser: Client) -> None:
        page = lead_browser.get(OURS).content.decode()

        assert "These fit your findings" not in page
        assert '<option value="primary" selected' in page

    def test_looking_for_something_puts_suggestions_aside(
        self, in_maple: School, cohort: Cohort, lead: User, lead_browser: Client
    ) -> None:
        rated(in_maple, cohort, lead, "new_staff", "not_yet")

        assert "These fit your findings" not in read(lead_browser, f"{OURS}?cost=none")

    def test_an_adviser_reads_and_cannot_add(self, adviser: User, lead_browser: Client) -> None:
        assert "Add to our plan" in read(lead_browser, f"{OURS}names/")
        assert "Add to our plan" not in read(browser_of(adviser), f"{OURS}names/")

    def test_another_schools_lead_finds_nothing(self, lead: User, river: School) -> None:
        other = browser_of(person(Role.LEAD, river, "Other"))

        assert other.get(OURS).status_code == 404
        assert other.get(f"{OURS}names/").status_code == 404

    def test_a_cohort_that_the_school_is_not_in_is_not_found(self, lead_browser: Client) -> None:
        assert lead_browser.get("/schools/maple-tree/plan/pilot-1999/practices/").status_code == 404

    def test_queries_do_not_grow_with_what_was_found(
        self, in_maple: School, cohort: Cohort, lead: User, lead_browser: Client
    ) -> None:
        store(findings(table("safe", cell(30))), cohort, in_maple)
        rated(in_maple, cohort, lead, "new_staff", "not_yet")
        lead_browser.get(OURS)
        few = queries(lead_browser)
        audit = Audit.objects.get()
        for statement in ("governors", "breaks", "trips"):
            rate(audit=audit, statement=statement, said=Said("not_yet", "", 0), actor=str(lead.pk), now=NOW)

        assert queries(lead_browser) == few


def queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as made:
        assert "These fit your findings" in read(client, OURS)
    return len(made)
