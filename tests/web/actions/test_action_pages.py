"""An action's page, its updates, and two people editing it at once."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.actions.models import Action, Status, Update
from belonging.web.actions.rules.measures import Measure
from belonging.web.audit.services.work import start_audit
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import FORM, PLAN, browser_of, person, planned, text_of
from tests.web.conftest import NOW

EDIT = f"{PLAN}1/edit/"
HIDDEN = re.compile(r'name="(revision|base)" value="([^"]+)"')


@pytest.fixture
def action(in_maple: School, cohort: Cohort) -> Action:
    return planned(in_maple, cohort)


def opened(client: Client) -> dict[str, str]:
    """The edit form as it stands there now, with its hidden parts."""
    page = client.get(EDIT).content.decode()
    return {**FORM, **dict(HIDDEN.findall(page))}


def read(reply_content: bytes) -> str:
    return html.unescape(text_of(reply_content))


class TestTwoPeople:
    def test_what_they_changed_in_different_places_comes_together(
        self, lead_browser: Client, colleague: User, action: Action
    ) -> None:
        mine, other = opened(lead_browser), browser_of(colleague)
        other.post(EDIT, opened(other) | {"due_on": "2027-01-15"})
        reply = lead_browser.post(EDIT, mine | {"detail": "In the hall."})
        page = read(reply.content)
        assert "Ben Colleague saved this action while you were writing" in page
        assert "Only Ben Colleague changed these" in page
        assert 'value="2027-01-15"' in reply.content.decode()
        assert "In the hall." in page
        action.refresh_from_db()
        assert action.detail == ""
        again = mine | dict(HIDDEN.findall(reply.content.decode())) | {"detail": "In the hall.", "due_on": "2027-01-15"}
        assert lead_browser.post(EDIT, again).status_code == 302
        action.refresh_from_db()
        assert (str(action.due_on), action.detail, action.revision) == ("2027-01-15", "In the hall.", 3)

    def test_what_they_both_changed_is_shown_twice(self, lead_browser: Client, colleague: User, action: Action) -> None:
        mine, other = opened(lead_browser), browser_of(colleague)
        other.post(EDIT, opened(other) | {"what": "Open two clubs"})
        reply = lead_browser.post(EDIT, mine | {"what": "Open a café"})
        page = read(reply.content)
        assert "You both changed these" in page
        assert "What will you do? Open two clubs" in page
        assert 'value="Open a café"' in reply.content.decode()
        action.refresh_from_db()
        assert action.what == "Open two clubs"

    def test_a_form_whose_beginning_is_lost_shows_every_difference(
        self, lead_browser: Client, colleague: User, action: Action
    ) -> None:
        other = browser_of(colleague)
        other.post(EDIT, opened(other) | {"what": "Open two clubs"})
        page = read(lead_browser.post(EDIT, FORM | {"revision": "x", "base": "forged"}).content)
        assert "What will you do? Open two clubs" in page

    def test_a_mistake_keeps_what_was_typed(self, lead_browser: Client, action: Action) -> None:
        reply = lead_browser.post(EDIT, opened(lead_browser) | {"what": "", "detail": "In the hall."})
        page = read(reply.content)
        assert "Please say in a few words" in page
        assert "In the hall." in page
        assert "saved this action while" not in page


class TestUpdates:
    def test_a_colleague_writes_how_it_goes(self, colleague: User, action: Action) -> None:
        said = {"text": "40 came.", "status": "under_way", "was": "planned", "reach": "40", "cost": ""}
        page = read(browser_of(colleague).post(f"{PLAN}1/update/", said, follow=True).content)
        assert "Ben Colleague, Monday 23 November 2026 Status: Under way Took part so far: 40 40 came." in page
        assert "40 people took part so far." in page

    def test_a_status_left_as_it_stood_does_not_undo_anothers(self, colleague: User, action: Action) -> None:
        browser = browser_of(colleague)
        browser.post(f"{PLAN}1/update/", {"text": "Done!", "status": "done", "was": "planned"})
        browser.post(f"{PLAN}1/update/", {"text": "Late news.", "status": "planned", "was": "planned"})
        action.refresh_from_db()
        assert action.status == Status.DONE

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({"status": "planned", "was": "planned"}, "Please write how it is going"),
            ({"status": "stopped", "was": "planned"}, "Please say in a sentence why this action stops."),
            ({"text": "x", "reach": "-4"}, "Please give a number from 0 on."),
            ({"text": "x" * 2001}, "2,000 characters at most"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, lead_browser: Client, action: Action, said: dict[str, str], sentence: str
    ) -> None:
        assert sentence in read(lead_browser.post(f"{PLAN}1/update/", said).content)
        assert not Update.objects.exists()

    def test_stopping_opens_the_form_with_stopped_chosen(self, lead_browser: Client, action: Action) -> None:
        page = lead_browser.get(f"{PLAN}1/update/?status=stopped").content.decode()
        assert '<option value="stopped" selected' in page

    def test_a_person_may_write_markup_and_it_stays_words(self, lead_browser: Client, action: Action) -> None:
        lead_browser.post(f"{PLAN}1/update/", {"text": "<script>alert(1)</script>"})
        assert b"<script>alert" not in lead_browser.get(f"{PLAN}1/").content


class TestWhoMay:
    def test_an_adviser_reads_and_writes_a_note_of_words_alone(self, adviser: User, action: Action) -> None:
        browser = browser_of(adviser)
        page = read(browser.get(f"{PLAN}1/").content)
        assert "Write a note to the school" in page
        assert "Edit this action" not in page
        browser.post(
            f"{PLAN}1/update/", {"text": "Ask pupils first.", "status": "done", "was": "planned", "reach": "9"}
        )
        update = Update.objects.get()
        assert (update.text, update.status, update.reach) == ("Ask pupils first.", "planned", None)

    @pytest.mark.parametrize("page", ["add/", "1/edit/", "1/move/"])
    def test_an_adviser_changes_nothing(self, adviser: User, action: Action, page: str) -> None:
        assert browser_of(adviser).post(f"{PLAN}{page}", FORM).status_code in (404, 405)

    @pytest.mark.parametrize("page", ["", "board/", "calendar/", "add/", "1/", "1/edit/", "1/update/", "1/move/"])
    def test_another_schools_lead_finds_nothing(self, action: Action, river: School, page: str) -> None:
        stranger = browser_of(person(Role.LEAD, river, "Rob River"))
        assert stranger.post(f"{PLAN}{page}", FORM).status_code in (404, 405)
        assert stranger.get(f"{PLAN}{page}").status_code in (404, 405)

    @pytest.mark.parametrize("page", ["schools/maple-tree/plan/another/", "schools/maple-tree/plan/pilot-2026/7/"])
    def test_a_plan_or_an_action_that_is_not_there(self, lead_browser: Client, action: Action, page: str) -> None:
        assert lead_browser.get(f"/{page}").status_code == 404


def test_the_statement_leads_to_the_newest_audit(
    in_maple: School, cohort: Cohort, lead: User, lead_browser: Client
) -> None:
    planned(in_maple, cohort, statement="safe_places")
    assert "Statement of the audit" not in lead_browser.get(f"{PLAN}1/").content.decode()
    start_audit(school=in_maple, cohort=cohort, stage="baseline", actor=str(lead.pk), now=NOW)
    page = lead_browser.get(f"{PLAN}1/").content.decode()
    assert 'href="/schools/maple-tree/audit/pilot-2026/baseline/statements/safe_places/">1.1 We know' in page


@pytest.mark.parametrize(("status", "told"), [("proposed", False), ("under_way", True), ("stopped", False)])
def test_what_came_of_it_is_told_of_what_was_begun_and_not_stopped(
    in_maple: School, cohort: Cohort, lead_browser: Client, status: str, told: bool
) -> None:
    planned(in_maple, cohort, measure=Measure("pupil", "safe", "all", "all"))
    Action.objects.update(status=status)
    assert ("What came of it" in lead_browser.get(f"{PLAN}1/").content.decode()) == told
