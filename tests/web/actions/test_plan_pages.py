"""The plan in the browser of those who make it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belonging.web.accounts.models import User
from belonging.web.actions.models import Action, Ground, Review, Status, Update
from belonging.web.actions.services.plan import UpdateWords, note_update
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import ACTOR, FORM, PLAN, browser_of, planned, text_of
from tests.web.conftest import NOW


def read(client: Client, page: str) -> str:
    reply = client.get(page)
    assert reply.status_code == 200, page
    return text_of(reply.content)


class TestAdding:
    def test_a_tired_teacher_says_what_why_and_by_when(self, lead_browser: Client, lead: User) -> None:
        assert "Add an action" in read(lead_browser, f"{PLAN}add/")
        reply = lead_browser.post(f"{PLAN}add/", FORM | {"owner": str(lead.pk)}, follow=True)
        page = text_of(reply.content)
        assert "Action 1 is in the plan." in page
        assert "Many arrive hungry." in page
        action = Action.objects.get()
        assert (action.owner, action.status, action.due_on) == (lead, Status.PLANNED, date(2026, 12, 11))
        assert Ground.objects.get().kind == "idea"

    def test_the_person_who_adds_it_looks_after_it_unless_they_say_otherwise(
        self, lead_browser: Client, lead: User
    ) -> None:
        html = lead_browser.get(f"{PLAN}add/").content.decode()
        assert f'<option value="{lead.pk}" selected' in html

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"what": ""}, "Please say in a few words what you will do."),
            ({"why": ""}, "Please say why"),
            ({"due_on": ""}, "or keep it as an idea"),
            ({"due_on": "soon"}, "Please choose a day of the calendar."),
            ({"starts_on": "2026-12-12"}, "It is due before it starts."),
            ({"reach_planned": "many"}, "Please give a whole number"),
            ({"what": "a" * 201}, "200 characters at most"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, lead_browser: Client, wrong: dict[str, str], sentence: str
    ) -> None:
        reply = lead_browser.post(f"{PLAN}add/", FORM | {"for_pupils": "We give you breakfast."} | wrong)
        page = reply.content.decode()
        assert "There is a problem" in page
        assert sentence in text_of(reply.content)
        assert "We give you breakfast." in page
        assert not Action.objects.exists()

    def test_an_idea_needs_no_day(self, lead_browser: Client) -> None:
        lead_browser.post(f"{PLAN}add/", FORM | {"due_on": "", "as": "idea"})
        assert Action.objects.get().status == Status.PROPOSED

    def test_a_day_in_the_holidays_is_kept_with_a_warning(self, lead_browser: Client) -> None:
        reply = lead_browser.post(f"{PLAN}add/", FORM | {"due_on": "2026-12-26"}, follow=True)
        assert "Saturday 26 December 2026 is not a school day. The last one before it is" in text_of(reply.content)
        assert Action.objects.get().due_on == date(2026, 12, 26)


class TestThePlan:
    def test_it_is_a_list_with_what_is_late_in_words(
        self, lead_browser: Client, in_maple: School, cohort: Cohort
    ) -> None:
        planned(in_maple, cohort, due_on=NOW.date() - timedelta(days=3))
        planned(in_maple, cohort, what="Train buddies", owner_name="Mr Lane")
        page = read(lead_browser, PLAN)
        assert "2 actions: 2 planned. Of these, 1 overdue. The next is due on Friday 11 December 2026." in page
        assert "Overdue by 3 days" in page
        assert "Mr Lane" in page

    def test_it_can_be_narrowed(self, lead_browser: Client, lead: User, in_maple: School, cohort: Cohort) -> None:
        planned(in_maple, cohort, owner=lead.pk)
        planned(in_maple, cohort, what="Train buddies", due_on=date(2026, 11, 20))
        assert "Open a breakfast club" not in read(lead_browser, f"{PLAN}?status=late")
        assert "Train buddies" not in read(lead_browser, f"{PLAN}?owner={lead.pk}")
        assert "Open a breakfast club" not in read(lead_browser, f"{PLAN}?owner=nobody")
        assert "0 actions of 2 shown" in read(lead_browser, f"{PLAN}?status=done")

    def test_reach_and_cost_are_added_up(self, lead_browser: Client, in_maple: School, cohort: Cohort) -> None:
        for reach, cost in ((118, 250), (12, 0)):
            action = planned(in_maple, cohort, cost_planned=1000)
            note_update(action=action, said=UpdateWords(reach=reach, cost=cost), actor=ACTOR, now=NOW)
        page = read(lead_browser, PLAN)
        assert "130 people took part, with someone in two actions counted twice." in page
        assert "£250 is spent of £2,000 planned." in page

    def test_an_empty_plan_says_how_to_begin(self, lead_browser: Client, adviser: User) -> None:
        assert "Begin with one thing you would like to change." in read(lead_browser, PLAN)
        assert "Add an action" not in read(browser_of(adviser), PLAN)

    def test_it_asks_the_database_as_often_for_three_as_for_one(
        self,
        lead_browser: Client,
        in_maple: School,
        cohort: Cohort,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        planned(in_maple, cohort)
        lead_browser.get(PLAN)
        with django_assert_max_num_queries(60) as first:
            lead_browser.get(PLAN)
        for number in range(2):
            planned(in_maple, cohort, what=f"Another {number}")
        with django_assert_max_num_queries(len(first)):
            lead_browser.get(PLAN)

    def test_home_leads_to_the_plan_of_the_open_cohort(self, lead_browser: Client) -> None:
        assert lead_browser.get("/schools/maple-tree/plan/").headers["Location"] == PLAN


class TestTheBoard:
    def test_a_card_moves_with_one_press(self, lead_browser: Client, in_maple: School, cohort: Cohort) -> None:
        action = planned(in_maple, cohort)
        assert "Open a breakfast club" in read(lead_browser, f"{PLAN}board/")
        moved = {"was": "planned", "status": "under_way"}
        reply = lead_browser.post(f"{PLAN}1/move/", moved, follow=True)
        assert "“Open a breakfast club” is now in “Under way”." in text_of(reply.content)
        action.refresh_from_db()
        assert action.status == Status.UNDER_WAY
        assert Update.objects.get().status == Status.UNDER_WAY

    def test_a_card_that_somebody_moved_meanwhile_stays_where_they_put_it(
        self, lead_browser: Client, in_maple: School, cohort: Cohort
    ) -> None:
        action = planned(in_maple, cohort)
        note_update(action=action, said=UpdateWords(status="done"), actor=ACTOR, now=NOW)
        reply = lead_browser.post(f"{PLAN}1/move/", {"was": "planned", "status": "under_way"}, follow=True)
        assert "Somebody else moved" in text_of(reply.content)
        assert Action.objects.get().status == Status.DONE

    @pytest.mark.parametrize("status", ["", "nowhere", "stopped"])
    def test_it_moves_nowhere_else(self, lead_browser: Client, in_maple: School, cohort: Cohort, status: str) -> None:
        planned(in_maple, cohort)
        assert lead_browser.post(f"{PLAN}1/move/", {"was": "planned", "status": status}).status_code == 302
        assert Action.objects.get().status == Status.PLANNED


class TestTheCalendar:
    def test_a_month_shows_what_starts_and_what_is_due(
        self, lead_browser: Client, in_maple: School, cohort: Cohort
    ) -> None:
        planned(in_maple, cohort, starts_on=date(2026, 11, 30))
        page = read(lead_browser, f"{PLAN}calendar/")
        assert "November 2026" in page
        assert "Starts Open a breakfast club" in page
        assert "Due Open a breakfast club" in read(lead_browser, f"{PLAN}calendar/?month=2026-12")
        assert "Nothing starts, is due" in read(lead_browser, f"{PLAN}calendar/?month=2027-03")

    @pytest.mark.parametrize("month", ["", "soon", "2026-13", "0001-01", "9999-12"])
    def test_a_month_that_is_none_is_this_one(self, lead_browser: Client, month: str) -> None:
        assert "November 2026" in read(lead_browser, f"{PLAN}calendar/?month={month}")

    def test_a_meeting_stands_on_its_day_and_leads_to_its_page(
        self, lead_browser: Client, in_maple: School, cohort: Cohort
    ) -> None:
        at = NOW + timedelta(days=3, hours=5)
        held = {"starts_at": at, "place": "Library", "created_by": ACTOR, "created_at": NOW}
        meeting = Review.objects.create(school=in_maple, cohort=cohort, **held)
        assert "Meeting Review, 3:00pm, Library" in read(lead_browser, f"{PLAN}calendar/")
        assert lead_browser.get(f"{PLAN}reviews/{meeting.pk}/").status_code == 200
