"""A teacher's own training, with an account and without."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.models import Booking, Session
from belonging.web.training.rules.own_link import own_token
from belonging.web.training.rules.people import Attendee
from belonging.web.training.services.attendance import add_present
from belonging.web.training.services.materials import MaterialWords, add_material
from belonging.web.training.services.sessions import cancel_session
from tests.web.actions.plans import browser_of, text_of
from tests.web.conftest import NOW
from tests.web.training.given import (
    ACTOR,
    AFTER,
    STARTS,
    a_booking,
    a_session,
    online,
    queries_of,
    signed_up,
    someone,
    staff_member,
)


def test_a_teacher_signs_up_sees_how_to_join_and_cancels(browser: Client, cohort: Cohort) -> None:
    session = online(cohort)
    page = f"/training/sessions/{session.pk}/"
    before = browser.get(page).content.decode()
    assert "https://meet.example/abc" not in before

    after = browser.post(page, {"is_leader": ""}, follow=True)

    assert "You have a place" in text_of(after.content)
    assert "https://meet.example/abc" in after.content.decode()
    mine = text_of(browser.get("/training/").content)
    assert mine.index("You are signed up for") < mine.index("Noticing who is left out") < mine.index("Open to you")
    gone = browser.post(f"{page}cancel/", follow=True)
    assert "Your sign-up is cancelled" in text_of(gone.content)
    with programme_scope("test"):
        assert not OutgoingMail.objects.filter(subject__startswith="Cancelled for you").exists()


def test_a_full_session_shows_the_place_in_line(browser: Client, cohort: Cohort, maple: School) -> None:
    session = a_session(cohort)
    signed_up(session, maple, someone("A One"), someone("B Two"), someone("C Three"))

    page = browser.post(f"/training/sessions/{session.pk}/", follow=True)

    assert "You are number 2 on the waiting list" in text_of(page.content)
    assert "Ring at the side door" not in text_of(page.content)


def test_two_sessions_at_one_time_are_pointed_out(browser: Client, cohort: Cohort) -> None:
    first, second = online(cohort, title="Morning talk"), online(cohort)
    browser.post(f"/training/sessions/{first.pk}/")

    page = text_of(browser.get(f"/training/sessions/{second.pk}/").content)

    assert "another session at that time: Morning talk" in page


def test_leaders_say_that_they_are_and_others_hear_why_not(browser: Client, cohort: Cohort) -> None:
    session = a_session(cohort, audience="leaders")

    refused = browser.post(f"/training/sessions/{session.pk}/")

    assert "This session is for senior leaders" in text_of(refused.content)
    assert browser.post(f"/training/sessions/{session.pk}/", {"is_leader": "on"}).status_code == 302


def test_somebody_of_two_schools_says_for_which(cohort: Cohort, maple: School, river: School, teacher: User) -> None:
    session = a_session(cohort)
    teacher.memberships.create(role=Role.SENCO, school=river)
    browser = browser_of(teacher)

    assert "Please choose a school" in text_of(browser.post(f"/training/sessions/{session.pk}/").content)
    browser.post(f"/training/sessions/{session.pk}/", {"school": "river-lane"})

    with programme_scope("test"):
        assert Booking.objects.get().school == river


def test_a_session_for_other_schools_is_not_there(browser: Client, cohort: Cohort, river: School) -> None:
    session = a_session(cohort, schools=[river.pk])

    assert browser.get(f"/training/sessions/{session.pk}/").status_code == 404
    assert browser.get(f"/training/sessions/{session.pk}/calendar.ics").status_code == 404
    assert "Noticing" not in text_of(browser.get("/training/").content)


def event_of(content: bytes) -> dict[str, str]:
    [event] = Calendar.from_ical(content).walk("VEVENT")
    return {name: str(event[name]) for name in ("UID", "SEQUENCE", "STATUS", "LOCATION")}


def test_the_calendar_file_follows_what_becomes_of_the_session(browser: Client, cohort: Cohort) -> None:
    session = online(cohort)
    browser.post(f"/training/sessions/{session.pk}/")
    address = f"/training/sessions/{session.pk}/calendar.ics"

    first = event_of(browser.get(address).content)
    with programme_scope("test"):
        cancel_session(session=session, reason="Ill.", actor=ACTOR, now=NOW)
    second = event_of(browser.get(address).content)

    assert first["UID"] == second["UID"] == f"training-{session.pk}@belonging"
    assert (first["SEQUENCE"], first["STATUS"]) == ("0", "CONFIRMED")
    assert first["LOCATION"] == "https://meet.example/abc"
    assert (second["SEQUENCE"], second["STATUS"]) == ("1", "CANCELLED")


@pytest.fixture
def with_materials(cohort: Cohort) -> Session:
    session = online(cohort)
    with programme_scope("test"):
        for when, name in (("before", "Reading.txt"), ("after", "Slides.txt")):
            words = MaterialWords(when, name[:-4], "", name, b"Some words to read.")
            add_material(session=session, words=words, actor=ACTOR, now=NOW)
    return session


def test_materials_before_for_who_has_a_place_and_after_for_who_has_been(
    with_materials: Session, maple: School, now: time_machine.Traveller
) -> None:
    booking = a_booking(with_materials, maple)
    own, visitor = f"/training/mine/{own_token(booking.pk)}/", Client()

    page = visitor.get(own)
    assert "Reading" in text_of(page.content)
    assert "Slides" not in text_of(page.content)
    assert page["X-Robots-Tag"] == "noindex"
    before, after = (each.pk for each in with_materials.materials.order_by("pk"))
    file = visitor.get(f"{own}materials/{before}/")
    assert (file.content, file["X-Content-Type-Options"]) == (b"Some words to read.", "nosniff")
    assert visitor.get(f"{own}materials/{after}/").status_code == 404
    now.move_to(AFTER)
    add_present(session=with_materials, school=maple, people=[someone()], actor=ACTOR, now=AFTER)
    assert "Slides" in text_of(visitor.get(own).content)
    assert visitor.get(f"{own}materials/{after}/").status_code == 200


def test_who_has_no_account_cancels_by_the_link_and_no_other_link_opens(cohort: Cohort, maple: School) -> None:
    booking = a_booking(a_session(cohort), maple)
    own = f"/training/mine/{own_token(booking.pk)}/"

    done = Client().post(f"{own}cancel/", follow=True)

    assert "no longer signed up" in text_of(done.content)
    assert event_of(Client().get(f"{own}calendar.ics").content)["STATUS"] == "CANCELLED"
    for wrong in (f"{booking.pk}", f"{booking.pk}.x", own_token(booking.pk)[:-1]):
        assert Client().get(f"/training/mine/{wrong}/").status_code == 404


def test_the_link_of_a_booking_that_is_an_accounts_leads_to_signing_in(
    cohort: Cohort, maple: School, teacher: User
) -> None:
    booking = a_booking(a_session(cohort), maple, Attendee(teacher.name, teacher.email))
    own = f"/training/mine/{own_token(booking.pk)}/"

    assert "Sign in" in text_of(Client().get(own, follow=True).content)
    assert Client().get(f"{own}calendar.ics").status_code == 404


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    browser: Client, cohort: Cohort, maple: School, teacher: User
) -> None:
    def more(number: int) -> None:
        starts = STARTS + timedelta(days=number)
        booked = online(cohort, starts_at=starts, ends_at=starts + timedelta(hours=1))
        a_booking(booked, maple, Attendee(teacher.name, teacher.email))
        online(cohort, starts_at=starts, ends_at=starts + timedelta(hours=1))

    more(1)
    queries_of(browser, "/training/")
    one = queries_of(browser, "/training/")
    more(2)
    more(3)

    assert queries_of(browser, "/training/") == one


def test_who_may_not_learn_is_told_nothing(db: None, maple: School) -> None:
    safeguarding = browser_of(staff_member(Role.SAFEGUARDING, maple, "Dee Safe"))

    assert safeguarding.get("/training/").status_code == 404
    assert Client().get("/training/").status_code == 302
