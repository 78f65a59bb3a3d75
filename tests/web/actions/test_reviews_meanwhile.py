"""Minutes are typed for an hour: what others do meanwhile loses no word of them, and they undo nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.actions.models import Action, Review, Status, Update
from belonging.web.actions.services.plan import UpdateWords, note_update
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import PLAN, browser_of, planned, text_of
from tests.web.conftest import NOW

MEETING = {"day": "2026-12-09", "at": "15:30", "minutes": "45", "place": "Library", "who": "Head, SENCO"}


@pytest.fixture
def actions(in_maple: School, cohort: Cohort) -> list[Action]:
    return [planned(in_maple, cohort, what=f"Action of {name}", due_on=date(2026, 12, 11)) for name in ("Ann", "Bo")]


@pytest.fixture
def hold(in_maple: School, actions: list[Action], lead_browser: Client) -> str:
    assert lead_browser.post(f"{PLAN}reviews/add/", MEETING).status_code == 302
    return f"{PLAN}reviews/{Review.objects.get().pk}/hold/"


def typed(client: Client, page: str, **said: str) -> dict[str, str]:
    """What the page's form sends, filled with `said`."""
    html = client.get(page.removesuffix("hold/")).content.decode()
    found = dict(re.findall(r'<input type="hidden" name="(was-\d+)" value="(\w+)"', html))
    assert found, html
    return found | {name.replace("was", "status"): was for name, was in found.items()} | named(found, said)


def named(found: dict[str, str], said: dict[str, str]) -> dict[str, str]:
    empty = {name.replace("was", "text"): "" for name in found}
    return {"notes": "We go on."} | empty | {name.replace("_", "-"): words for name, words in said.items()}


def by_colleague(action: Action, status: Status) -> None:
    note_update(action=action, said=UpdateWords(text="By Ben.", status=status), actor="ben", now=NOW)


def test_words_on_an_action_that_a_colleague_finished_meanwhile_are_kept(
    hold: str, lead_browser: Client, actions: list[Action]
) -> None:
    sent = typed(lead_browser, hold, text_1="Twelve came.")
    by_colleague(actions[0], Status.DONE)

    assert lead_browser.post(hold, sent).status_code == 302
    assert sorted(Update.objects.values_list("text", flat=True)) == ["By Ben.", "Twelve came."]
    assert Action.objects.get(number=1).status == Status.DONE


def test_a_status_left_as_it_was_does_not_set_back_what_a_colleague_moved(
    hold: str, lead_browser: Client, actions: list[Action]
) -> None:
    sent = typed(lead_browser, hold, text_1="Twelve came.", status_1="under_way")
    by_colleague(actions[1], Status.UNDER_WAY)

    assert lead_browser.post(hold, sent).status_code == 302
    assert set(Action.objects.values_list("status", flat=True)) == {Status.UNDER_WAY}
    assert Update.objects.filter(action=actions[1]).count() == 1


def test_who_is_second_to_write_it_up_sees_both_and_adds_their_own(
    hold: str, lead_browser: Client, colleague: User, actions: list[Action]
) -> None:
    ben = browser_of(colleague)
    first, second = typed(lead_browser, hold), typed(ben, hold, notes="Buy bread.", text_2="Two came.")
    assert lead_browser.post(hold, first).status_code == 302

    refused = ben.post(hold, second).content.decode()
    text = text_of(refused.encode())
    assert "nothing of yours is lost" in text
    assert text.index("We go on.") < text.index("What you wrote") < text.index("Two came.") < text.index("Buy bread.")
    assert "The meeting was held" not in text
    assert not Update.objects.exists()

    assert 'name="late" value="yes"' in refused
    added = ben.post(hold, second | {"late": "yes"})
    assert added["Location"] == hold.removesuffix("hold/")
    assert ben.post(hold, second | {"late": "yes"}).status_code == 302
    assert Review.objects.get().notes == "We go on.\n\nBuy bread."
    assert Update.objects.get().text == "Two came."
    assert Entry.objects.filter(act="review-added-to").exists()


def test_minutes_of_a_meeting_that_was_called_off_meanwhile_can_be_kept_too(
    hold: str, lead_browser: Client, colleague: User, actions: list[Action]
) -> None:
    sent = typed(lead_browser, hold, text_1="Twelve came.")
    browser_of(colleague).post(hold.replace("hold", "call-off"))

    assert "Twelve came." in text_of(lead_browser.post(hold, sent).content)
    assert lead_browser.post(hold, sent | {"late": "yes"}).status_code == 302
    assert Review.objects.get().notes == "We go on."
    assert Update.objects.get().text == "Twelve came."


def test_notes_that_are_too_long_together_are_refused_and_stay_in_the_form(
    hold: str, lead_browser: Client, colleague: User, actions: list[Action]
) -> None:
    sent = typed(lead_browser, hold)
    lead_browser.post(hold, sent | {"notes": "a" * 3000})
    late = sent | {"notes": "b" * 3000, "text-1": "Twelve came.", "late": "yes"}

    text = text_of(browser_of(colleague).post(hold, late).content)
    assert "Please shorten yours" in text
    assert "bbbb" in text
    assert not Update.objects.exists()


def test_a_second_press_writes_it_up_once(hold: str, lead_browser: Client, actions: list[Action]) -> None:
    sent = typed(lead_browser, hold, text_1="Twelve came.")
    first, second = (lead_browser.post(hold, sent) for _ in "ab")

    assert first["Location"] == second["Location"] == f"{PLAN}reviews/add/"
    assert Update.objects.count() == Review.objects.get().revision - 1 == 1


def test_a_stop_without_a_reason_is_said_beside_its_action(
    hold: str, lead_browser: Client, actions: list[Action]
) -> None:
    page = lead_browser.post(hold, typed(lead_browser, hold, status_1="stopped")).content.decode()
    assert "why this action stops" in page
    assert 'href="#id_text-1"' in page


def test_pressing_twice_plans_one_meeting_and_writes_one_update(lead_browser: Client, actions: list[Action]) -> None:
    said = {"text": "Twelve came.", "status": "under_way", "was": "planned", "reach": "12"}
    for _ in "ab":
        assert lead_browser.post(f"{PLAN}reviews/add/", MEETING).status_code == 302
        assert lead_browser.post(f"{PLAN}1/update/", said).status_code == 302
    assert (Review.objects.count(), Update.objects.count()) == (1, 1)


def test_later_or_by_somebody_else_or_with_other_words_it_is_another(
    lead_browser: Client, colleague: User, actions: list[Action]
) -> None:
    ben = browser_of(colleague)
    for client, place, words in ((lead_browser, "Library", "One"), (ben, "Library", "One"), (ben, "Hall", "Two")):
        client.post(f"{PLAN}reviews/add/", MEETING | {"place": place})
        client.post(f"{PLAN}1/update/", {"text": words})
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        ben.post(f"{PLAN}reviews/add/", MEETING | {"place": "Hall"})
        ben.post(f"{PLAN}1/update/", {"text": "Two"})
    assert (Review.objects.count(), Update.objects.count()) == (4, 4)


def test_who_moves_it_back_within_two_minutes_moves_it(lead_browser: Client, actions: list[Action]) -> None:
    for was, status in (("planned", "under_way"), ("under_way", "planned"), ("planned", "under_way")):
        lead_browser.post(f"{PLAN}1/update/", {"text": "", "status": status, "was": was})
    assert Action.objects.get(number=1).status == Status.UNDER_WAY
    assert Update.objects.count() == 3
