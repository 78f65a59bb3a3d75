"""Meetings at which the plan is looked at, and its days in anybody's own calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.actions.models import Action, Review, Status, Update
from belonging.web.actions.services.plan import ActionWords, change_action
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of
from tests.web.actions.plans import CLUB, PLAN, browser_of, person, planned, text_of
from tests.web.conftest import NOW

FORM = {"day": "2026-12-09", "at": "15:30", "minutes": "45", "place": "Library", "who": "Head, SENCO"}


@pytest.fixture
def robin(maple: School) -> User:
    return person(Role.LEAD, maple, "Robin")


@pytest.fixture
def club(maple: School, cohort: Cohort) -> Action:
    with school_scope(maple.pk):
        return planned(maple, cohort, due_on=date(2026, 12, 11), starts_on=date(2026, 12, 1))


@pytest.fixture
def lead(robin: User) -> Client:
    return browser_of(robin)


def planned_meeting(client: Client, maple: School, **changed: object) -> Review:
    with time_machine.travel(NOW, tick=False):
        answer = client.post(f"{PLAN}reviews/add/", FORM | changed)
    assert answer.status_code == 302, text_of(answer.content)
    with school_scope(maple.pk):
        return Review.objects.get()


@time_machine.travel(NOW, tick=False)
def test_a_meeting_is_planned_and_stands_on_the_list(lead: Client, maple: School, club: Action) -> None:
    assert "No meeting is planned" in text_of(lead.get(f"{PLAN}reviews/").content)
    planned_meeting(lead, maple, actions=["1"])
    text = text_of(lead.get(f"{PLAN}reviews/").content)
    assert "Wednesday 9 December 2026, 15:30–16:15" in text
    assert "Library" in text


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "2026-11-20"}, "That moment has passed"),
        ({"day": "2026-12-12"}, "School is closed on that day"),
        ({"at": "half four"}, "A time looks like 15:30"),
        ({"day": ""}, "Please choose a day"),
        ({"actions": ["9"]}, "One of these actions is not in the plan"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    lead: Client, club: Action, wrong: dict[str, object], said: str
) -> None:
    text = lead.post(f"{PLAN}reviews/add/", FORM | wrong).content.decode()
    assert said in text
    assert 'value="Library"' in text


@time_machine.travel(NOW, tick=False)
def test_what_was_said_at_the_meeting_stands_on_the_actions(lead: Client, maple: School, club: Action) -> None:
    meeting = planned_meeting(lead, maple)
    page = f"{PLAN}reviews/{meeting.pk}/"
    assert "Open a breakfast club" in text_of(lead.get(page).content)
    sent = {"notes": "We go on.", "text-1": "Twelve came.", "status-1": "under_way"}
    assert lead.post(f"{page}hold/", sent).status_code == 302
    with school_scope(maple.pk):
        assert Action.objects.get().status == Status.UNDER_WAY
        assert Update.objects.get().text == "Twelve came."
    text = text_of(lead.get(page).content)
    assert "We go on." in text
    assert "At the meeting" not in text
    assert "Somebody else has written this meeting up" in text_of(
        lead.post(f"{page}hold/", sent | {"notes": "Twice"}).content
    )


@time_machine.travel(NOW, tick=False)
def test_after_a_meeting_the_next_is_proposed_half_a_term_later(lead: Client, maple: School, club: Action) -> None:
    assert 'type="date"' in lead.get(f"{PLAN}reviews/add/").content.decode()
    meeting = planned_meeting(lead, maple, day="2026-11-24")
    lead.post(f"{PLAN}reviews/{meeting.pk}/hold/", {"notes": "We go on."})

    page = lead.get(f"{PLAN}reviews/add/").content.decode()
    calendar = calendar_of(maple)
    day = calendar.add_school_days(date(2026, 11, 24), 30)
    assert f'value="{day.isoformat()}"' in page
    assert 'value="15:30"' in page
    assert 'value="Library"' in page
    assert calendar.is_school_day(day)


@time_machine.travel(NOW, tick=False)
def test_of_two_who_change_a_meeting_the_second_sees_the_first_and_loses_nothing(
    lead: Client, maple: School, club: Action
) -> None:
    meeting = planned_meeting(lead, maple)
    change = f"{PLAN}reviews/{meeting.pk}/change/"
    assert lead.post(change, FORM | {"place": "Hall", "revision": "1"}).status_code == 302
    answer = lead.post(change, FORM | {"place": "Staff room", "revision": "1"})
    text = answer.content.decode()
    assert "Somebody else changed this meeting" in text
    assert "Hall" in text
    assert 'value="Staff room"' in text
    assert lead.post(change, FORM | {"place": "Staff room", "revision": "2"}).status_code == 302


@time_machine.travel(NOW, tick=False)
def test_an_adviser_reads_meetings_and_plans_none(maple: School, cohort: Cohort, lead: Client, club: Action) -> None:
    meeting = planned_meeting(lead, maple)
    adviser = browser_of(person(Role.ADVISER, maple, "Leila"))
    assert "Plan a meeting" not in text_of(adviser.get(f"{PLAN}reviews/").content)
    assert adviser.get(f"{PLAN}reviews/add/").status_code == 404
    page = f"{PLAN}reviews/{meeting.pk}/"
    assert "At the meeting" not in text_of(adviser.get(page).content)
    assert adviser.post(f"{page}hold/", {"notes": "x"}).status_code == 404


def events(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(answer.content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


@time_machine.travel(NOW, tick=False)
def test_a_calendar_takes_in_all_days_and_a_changed_day_in_its_place(
    lead: Client, maple: School, club: Action, robin: User
) -> None:
    meeting = planned_meeting(lead, maple)
    found = events(lead, f"{PLAN}plan.ics")
    due, talk = found[f"action-{club.pk}-due@belonging"], found[f"review-{meeting.pk}@belonging"]
    assert due["dtstart"].dt == date(2026, 12, 11)
    assert str(due["summary"]) == "Due: Open a breakfast club"
    assert str(due["url"]).endswith("/schools/maple-tree/plan/pilot-2026/1/")
    assert talk["dtstart"].dt == datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
    assert len(found) == 3
    with school_scope(maple.pk):
        words = ActionWords(what=CLUB.what, due_on=date(2027, 1, 15))
        change_action(action=club, words=words, revision=1, actor="test", now=NOW)
    later = events(lead, f"{PLAN}plan.ics")[f"action-{club.pk}-due@belonging"]
    assert later["dtstart"].dt == date(2027, 1, 15)
    assert later["sequence"] > due["sequence"]


@time_machine.travel(NOW, tick=False)
def test_a_meeting_that_is_called_off_is_called_off_in_calendars_too(lead: Client, maple: School, club: Action) -> None:
    meeting = planned_meeting(lead, maple)
    assert lead.post(f"{PLAN}reviews/{meeting.pk}/call-off/").status_code == 302
    [event] = events(lead, f"{PLAN}reviews/{meeting.pk}/review.ics").values()
    assert str(event["status"]) == "CANCELLED"
    assert "Called off" in text_of(lead.get(f"{PLAN}reviews/").content)
