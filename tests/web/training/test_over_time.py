"""What time brings: reminders, feedback, certificates, and names forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.notices.services import stop_reminders
from belonging.web.notices.services.addresses import reminders_link
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.queries import occasion_round
from belonging.web.training.models import Session
from belonging.web.training.queries.certificates import certificates_of
from belonging.web.training.queries.totals import totals_of
from belonging.web.training.rules.people import Attendee
from belonging.web.training.rules.reminding import reminder_due
from belonging.web.training.services.attendance import add_present
from belonging.web.training.services.closing import close_due, feedback_address
from belonging.web.training.services.forgetting import forget_due
from belonging.web.training.services.reminders import remind_due
from tests.web.actions.plans import text_of
from tests.web.conftest import NOW
from tests.web.training.given import (
    ACTOR,
    AFTER,
    STARTS,
    a_booking,
    a_session,
    again,
    online,
    signed_up,
    someone,
    still_in,
)

DAY = date(2026, 12, 3)


def sent(start: str) -> list[str]:
    with programme_scope("test"):
        return sorted(OutgoingMail.objects.filter(subject__startswith=start).values_list("to", flat=True))


def test_a_week_and_a_day_before_who_has_a_place_is_reminded_once(cohort: Cohort, maple: School) -> None:
    session = a_session(cohort)
    signed_up(session, maple, someone("A One"), someone("B Two"), someone("C Waits"), now=NOW - timedelta(days=20))
    stop_reminders(token=reminders_link("b@maple.example").rstrip("/").rsplit("/", 1)[1], now=NOW)

    for before in (9, 7, 6, 1, 1):
        remind_due(now=STARTS - timedelta(days=before, hours=3))

    with programme_scope("test"):
        mails = OutgoingMail.objects.filter(kind="reminder").order_by("pk")
        assert [(each.to, each.state) for each in mails] == [
            ("a@maple.example", "waiting"),
            ("b@maple.example", "cancelled"),
        ] * 2
    assert "Ring at the side door." in mails[0].text


@given(st.integers(-3, 40), st.integers(0, 60))
@settings(max_examples=200, deadline=None)
def test_a_reminder_is_of_a_day_to_come_and_never_of_one_before_sign_up(left: int, asked: int) -> None:
    today = DAY - timedelta(days=left)
    before = reminder_due(starts_on=DAY, signed_up_on=DAY - timedelta(days=asked), today=today)

    if before is not None:
        assert 0 < left <= before < asked
    elif 0 < left <= 7:
        assert asked <= (1 if left == 1 else 7)


def test_after_the_end_there_is_a_certificate_a_mail_and_a_form_for_two_weeks(
    browser: Client, cohort: Cohort, maple: School, teacher: User, now: time_machine.Traveller
) -> None:
    session = a_session(cohort)
    a_booking(session, maple, Attendee(teacher.name, teacher.email))
    close_due(now=STARTS)
    assert occasion_round(f"training:{session.pk}") is None
    people = [Attendee(teacher.name, teacher.email), Attendee("Al Fox")]
    add_present(session=session, school=maple, people=people, actor=ACTOR, now=STARTS)
    now.move_to(AFTER)
    still_in(browser, "Ben Teacher")

    close_due(now=AFTER)
    close_due(now=AFTER)

    round_ = occasion_round(f"training:{session.pk}")
    assert round_ is not None
    assert round_.closes_at == session.ends_at + timedelta(days=14)
    assert [(each.title, each.minutes, each.source) for each in certificates_of(teacher)] == [
        (session.title, 75, f"session:{session.pk}")
    ]
    assert sent("Thank you for coming") == [teacher.email]
    page = browser.get(f"/training/sessions/{session.pk}/").content.decode()
    assert f"/r/{round_.handle}/" in page
    assert session.title in text_of(browser.get("/training/").content)
    session.refresh_from_db()
    with programme_scope("test"):
        assert feedback_address(session, session.ends_at + timedelta(days=14)) == ""


@pytest.mark.parametrize("been", [False, True])
def test_feedback_is_asked_only_where_somebody_has_been(cohort: Cohort, maple: School, been: bool) -> None:
    session = online(cohort)
    if been:
        add_present(session=session, school=maple, people=[Attendee("Al Fox")], actor=ACTOR, now=AFTER)

    close_due(now=AFTER)

    assert (occasion_round(f"training:{session.pk}") is not None) is been


def test_a_name_is_forgotten_after_two_years_and_still_counted(cohort: Cohort, maple: School, teacher: User) -> None:
    session = a_session(cohort)
    booking, own = signed_up(session, maple, someone(), Attendee(teacher.name, teacher.email)).placed
    people = [someone(), Attendee(teacher.name, teacher.email)]
    add_present(session=session, school=maple, people=people, actor=ACTOR, now=AFTER)
    later = AFTER + timedelta(days=731)

    assert forget_due(now=later - timedelta(days=5)) == 0
    assert forget_due(now=later) == 2

    assert (again(booking).name, again(booking).email) == ("Name forgotten", "")
    assert (again(own).name, again(own).user_id) == ("Name forgotten", teacher.pk)
    with programme_scope("test"):
        assert totals_of(cohort, later).people == 2
    assert Session.objects.get().taken == 2
