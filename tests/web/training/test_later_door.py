"""Somebody with an account and no sign-up comes to the door."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.training.models import Booking
from tests.web.actions.plans import text_of
from tests.web.training.given import STARTS, a_session, online, still_in


def attended() -> list[tuple[str, bool]]:
    with programme_scope("test"):
        return list(Booking.objects.values_list("attended", "is_walk_in"))


@pytest.mark.parametrize(("by_code", "how"), [(False, "qr"), (True, "code")])
def test_how_they_came_in_is_kept(
    browser: Client, cohort: Cohort, teacher: User, now: time_machine.Traveller, *, by_code: bool, how: str
) -> None:
    session = online(cohort) if by_code else a_session(cohort)
    now.move_to(STARTS)
    still_in(browser, teacher.name)
    typed = {"code": session.code} if by_code else {}
    page = "/training/here/" if by_code else f"/training/here/{session.door_token}/"
    assert browser.post(page, typed).status_code == 302
    assert attended() == [(how, True)]


def test_a_session_for_leaders_takes_leaders_and_sends_others_to_the_trainer(
    browser: Client, lead_browser: Client, cohort: Cohort, teacher: User, now: time_machine.Traveller
) -> None:
    door = f"/training/here/{a_session(cohort, audience='leaders').door_token}/"
    now.move_to(STARTS)
    still_in(browser, teacher.name)
    still_in(lead_browser, "Asha Lead")

    assert "If you are one, please ask the trainer to add you" in text_of(browser.post(door).content)
    assert attended() == []
    assert lead_browser.post(door).status_code == 302
    assert attended() == [("qr", True)]
