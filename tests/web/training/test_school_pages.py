"""A school signs up its staff: those with accounts, and others by a list."""

from __future__ import annotations

import pytest
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.models import Booking, Session
from belonging.web.training.rules.people import Attendee
from belonging.web.training.services.attendance import add_present
from tests.web.actions.plans import text_of
from tests.web.training.given import ACTOR, AFTER, a_booking, a_session, online, queries_of, signed_up, someone

HOME = "/schools/maple-tree/training/"


@pytest.fixture
def session(cohort: Cohort) -> Session:
    return a_session(cohort, places=3)


def test_several_at_once_with_and_without_accounts(
    lead_browser: Client, session: Session, teacher: User, maple: School
) -> None:
    typed = {
        "accounts": [str(teacher.pk)],
        "others": "Jo Bright, jo@m.example, leader\nAl Fox, al@m.example\nKim, k@m.example",
    }

    page = lead_browser.post(f"{HOME}{session.pk}/", typed, follow=True)

    assert "3 people have a place. One is on the waiting list. Each gets a mail." in text_of(page.content)
    with programme_scope("test"):
        rows = {each.name: each for each in Booking.objects.all()}
    assert rows["Ben Teacher"].user == teacher
    assert (rows["Jo Bright"].is_leader, rows["Al Fox"].is_leader) == (True, False)
    assert rows["Kim"].state == "waiting"
    assert "3 of yours, 1 waiting" in text_of(lead_browser.get(HOME).content)


def test_a_wrong_line_is_named_and_nothing_typed_is_lost(lead_browser: Client, session: Session) -> None:
    page = lead_browser.post(f"{HOME}{session.pk}/", {"others": "Jo Bright, jo@m.example\nAl Fox"})

    words = text_of(page.content)
    assert "Line 2: there is no e-mail for Al Fox" in words
    assert "Jo Bright, jo@m.example" in words
    with programme_scope("test"):
        assert not Booking.objects.exists()
    assert "Please choose or name at least one person" in text_of(lead_browser.post(f"{HOME}{session.pk}/").content)


def test_several_wrong_lines_are_named_one_by_one_and_not_twice(lead_browser: Client, session: Session) -> None:
    words = text_of(
        lead_browser.post(f"{HOME}{session.pk}/", {"others": "Jo Bright\nno one, at, school\nAl, al@m.example"}).content
    )

    assert words.count("Line 1: there is no e-mail for Jo Bright") == 1
    assert words.count("Line 2: “at” is no e-mail address. Please write: name, e-mail, leader.") == 1
    assert "2 lines need another look" in words


def test_who_is_signed_up_cannot_be_ticked_again(
    lead_browser: Client, session: Session, teacher: User, maple: School
) -> None:
    before = text_of(lead_browser.get(f"{HOME}{session.pk}/").content)
    signed_up(session, maple, Attendee(teacher.name, teacher.email))
    after = lead_browser.get(f"{HOME}{session.pk}/").content.decode()

    assert before.count("Ben Teacher") == 2
    assert f'value="{teacher.pk}"' not in after
    assert "Asha Lead" in after


def test_the_school_cancels_for_somebody_who_hears_of_it(lead_browser: Client, session: Session, maple: School) -> None:
    booking = a_booking(session, maple)

    page = lead_browser.post(f"{HOME}{session.pk}/{booking.pk}/cancel/", follow=True)

    assert "The sign-up of Jo Bright is cancelled" in text_of(page.content)
    with programme_scope("test"):
        assert OutgoingMail.objects.filter(subject__startswith="Cancelled for you", to=booking.email).exists()


def test_another_schools_people_are_neither_seen_nor_cancelled(
    lead_browser: Client, session: Session, river: School
) -> None:
    theirs = a_booking(session, river, someone("Rita River"))

    assert "Rita River" not in text_of(lead_browser.get(f"{HOME}{session.pk}/").content)
    assert lead_browser.post(f"{HOME}{session.pk}/{theirs.pk}/cancel/").status_code == 404
    with programme_scope("test"):
        assert Booking.objects.get().state == "booked"


def test_who_has_been_stands_once_whatever_the_number_of_sessions(
    lead_browser: Client, cohort: Cohort, maple: School
) -> None:
    for _ in range(2):
        add_present(session=a_session(cohort), school=maple, people=[someone(leader=True)], actor=ACTOR, now=AFTER)

    words = text_of(lead_browser.get(f"{HOME}people/").content)

    found = text_of(lead_browser.get(f"{HOME}people/?search=bri+jo").content)
    none = text_of(lead_browser.get(f"{HOME}people/?search=zebra").content)

    assert "1 found. Show all" in found
    assert "Jo Bright" in found
    assert "0 found. Show all" in none
    assert "Jo Bright" not in none
    assert "1 person has been to training" in words
    assert "Jo Bright Yes 2 3 December 2026" in words


def test_colleagues_cannot_book_for_others(browser: Client, session: Session) -> None:
    assert browser.get(HOME).status_code == 404
    assert browser.post(f"{HOME}{session.pk}/", {"others": "Jo, jo@m.example"}).status_code == 404


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    lead_browser: Client, cohort: Cohort, maple: School
) -> None:
    signed_up(online(cohort), maple, someone())
    one = queries_of(lead_browser, HOME)
    for _ in range(2):
        signed_up(online(cohort), maple, someone())

    assert queries_of(lead_browser, HOME) == one
