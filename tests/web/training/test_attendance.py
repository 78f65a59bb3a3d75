"""Who has been: by the list, the door and the code."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.errors import DoorClosed, NoPlaceLeft, NotForYourSchool, TooEarly
from belonging.web.training.models import Booking, Session
from belonging.web.training.queries.certificates import certificates_of
from belonging.web.training.rules.people import Attendee
from belonging.web.training.services import attendance
from belonging.web.training.services.attendance import add_present, come_in, tick_list
from belonging.web.training.services.closing import close_due
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

AT_THE_DOOR = STARTS - timedelta(minutes=5)


@pytest.fixture(autouse=True)
def no_tries(db: None) -> None:
    cache.clear()


def test_the_list_is_ticked_and_put_right(
    team: Client, cohort: Cohort, maple: School, now: time_machine.Traveller
) -> None:
    session = a_session(cohort)
    one, two = signed_up(session, maple, someone("A One"), someone("B Two")).placed
    page = f"/programme/training/{session.pk}/attendance/"
    assert "can be ticked from an hour before" in text_of(team.get(page).content)
    now.move_to(AT_THE_DOOR)
    still_in(team, "Tom Manager")

    team.post(page, {"shown": [one.pk, two.pk], "present": [one.pk]})
    assert (again(one).attended, again(two).attended) == ("list", "")
    team.post(page, {"shown": [one.pk, two.pk], "present": [two.pk]})

    assert (again(one).attended, again(two).attended) == ("", "list")


def test_a_list_of_one_page_leaves_the_others_alone(cohort: Cohort, maple: School) -> None:
    session = a_session(cohort)
    one, two = signed_up(session, maple, someone("A One"), someone("B Two")).placed
    tick_list(session=session, shown=[one.pk], present=[one.pk], actor=ACTOR, now=AT_THE_DOOR)

    tick_list(session=session, shown=[two.pk], present=[two.pk], actor=ACTOR, now=AT_THE_DOOR)

    assert again(one).attended == again(two).attended == "list"
    with pytest.raises(TooEarly):
        tick_list(session=session, shown=[one.pk], present=[], actor=ACTOR, now=NOW)


def test_by_the_qr_at_the_door_with_the_address_of_the_booking(
    cohort: Cohort, maple: School, now: time_machine.Traveller
) -> None:
    session = a_session(cohort)
    booking = a_booking(session, maple)
    door, visitor = f"/training/here/{session.door_token}/", Client()
    assert "from 30 minutes before" in text_of(visitor.post(door, {"email": booking.email}).content)
    now.move_to(AT_THE_DOOR)

    assert "This address is not on" in text_of(visitor.post(door, {"email": "no@m.example"}).content)
    done = visitor.post(door, {"email": booking.email.upper()}, follow=True)

    assert "You are on the list" in text_of(done.content)
    assert "/training/mine/" not in done.content.decode(), "whoever knows an address learns nothing more of its owner"
    assert again(booking).attended == "qr"
    assert visitor.get("/training/here/guess/").status_code == 404


def test_an_address_alone_marks_nobody_who_has_an_account(
    cohort: Cohort, maple: School, teacher: User, now: time_machine.Traveller
) -> None:
    session = a_session(cohort)
    booking = a_booking(session, maple, Attendee(teacher.name, teacher.email, is_leader=False))
    now.move_to(AT_THE_DOOR)
    reply = Client().post(f"/training/here/{session.door_token}/", {"email": teacher.email})
    assert "with an account, please sign in" in text_of(reply.content)
    assert again(booking).attended == ""


def test_signed_in_one_press_is_enough_and_a_free_place_takes_a_walk_in(
    browser: Client, cohort: Cohort, maple: School, teacher: User, now: time_machine.Traveller
) -> None:
    session = a_session(cohort)
    now.move_to(AT_THE_DOOR)
    still_in(browser, "Ben Teacher")

    done = browser.post(f"/training/here/{session.door_token}/", follow=True)

    assert "You have been" in text_of(done.content)
    with programme_scope("test"):
        booking = Booking.objects.get()
    assert (booking.user, booking.school, booking.is_walk_in) == (teacher, maple, True)
    assert Session.objects.get().taken == 1


def test_by_the_code_however_it_is_typed_and_not_for_ever(
    cohort: Cohort, maple: School, now: time_machine.Traveller
) -> None:
    session = online(cohort)
    booking, visitor = a_booking(session, maple), Client()
    now.move_to(AT_THE_DOOR)
    shown = f"{session.code[:3]} {session.code[3:]}".lower()

    assert "You are on the list" in text_of(
        visitor.post("/training/here/", {"code": shown, "email": booking.email}).content
    )
    assert again(booking).attended == "code"
    wrong = visitor.post("/training/here/", {"code": shown, "email": "x@m.example"}).content.decode()
    assert 'id="id_email-error"' in wrong
    assert 'id="id_code-error"' not in wrong


def test_a_new_address_for_each_guess_makes_no_more_guesses(
    cohort: Cohort, maple: School, now: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attendance, "MOST_CODES", 5)
    session = online(cohort)
    booking, visitor = a_booking(session, maple), Client()
    now.move_to(AT_THE_DOOR)
    for number in range(5):
        reply = text_of(visitor.post("/training/here/", {"code": "AAAAAA", "email": f"x{number}@m.example"}).content)
        assert "No session that is on now shows this code" in reply
    tried = text_of(visitor.post("/training/here/", {"code": session.code, "email": booking.email}).content)
    assert "That was tried too often" in tried


def test_addresses_are_not_probed_for_ever_at_a_door(
    cohort: Cohort, maple: School, now: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attendance, "MOST_AT_A_DOOR", 3)
    session, door_of_another = a_session(cohort), a_session(cohort)
    now.move_to(AT_THE_DOOR)
    for _ in range(3):
        Client().post(f"/training/here/{session.door_token}/", {"email": "no@m.example"})
    closed, open_ = (
        text_of(Client().post(f"/training/here/{each.door_token}/", {"email": "no@m.example"}).content)
        for each in (session, door_of_another)
    )
    assert "That was tried too often" in closed
    assert "not on the session’s list" in open_


def test_a_full_room_takes_nobody_more_and_the_waiting_list_is_no_place(cohort: Cohort, maple: School) -> None:
    session = a_session(cohort)
    done = signed_up(session, maple, someone("A One"), someone("B Two"), someone("C Three"))

    with pytest.raises(NoPlaceLeft):
        come_in(session=session, booking=done.waiting[0], how="qr", now=AT_THE_DOOR)
    with pytest.raises(NoPlaceLeft):
        add_present(session=session, school=maple, people=[Attendee("D Four")], actor=ACTOR, now=AT_THE_DOOR)
    with pytest.raises(DoorClosed):
        come_in(session=session, booking=done.placed[0], how="qr", now=AFTER + timedelta(hours=1))


def test_a_list_kept_on_paper_marks_who_was_booked_and_adds_the_others(
    team: Client, cohort: Cohort, maple: School, river: School, now: time_machine.Traveller
) -> None:
    session = a_session(cohort, places=9, schools=[maple.pk])
    booking = a_booking(session, maple)
    now.move_to(AFTER)
    still_in(team, "Tom Manager")
    page = f"/programme/training/{session.pk}/walk-ins/"

    wrong = team.post(page, {"school": "maple-tree", "people": "Al Fox, nonsense"})
    assert "Line 1: “nonsense” is no e-mail address" in text_of(wrong.content)
    team.post(page, {"school": "maple-tree", "people": f"Jo Bright, {booking.email}\nAl Fox"})

    with programme_scope("test"):
        assert sorted(Booking.objects.values_list("name", "attended")) == [("Al Fox", "list"), ("Jo Bright", "list")]
    with pytest.raises(NotForYourSchool):
        add_present(session=session, school=river, people=[Attendee("Rita")], actor=ACTOR, now=AFTER)


def test_who_was_ticked_by_mistake_loses_the_certificate(cohort: Cohort, maple: School, teacher: User) -> None:
    session = a_session(cohort)
    booking = a_booking(session, maple, Attendee(teacher.name, teacher.email))
    tick_list(session=session, shown=[booking.pk], present=[booking.pk], actor=ACTOR, now=AFTER)
    close_due(now=AFTER)
    assert [each.is_revoked for each in certificates_of(teacher)] == [False]

    tick_list(session=session, shown=[booking.pk], present=[], actor=ACTOR, now=AFTER)

    assert [each.is_revoked for each in certificates_of(teacher)] == [True]
