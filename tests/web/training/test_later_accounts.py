"""Somebody who was signed up by address gets an account afterwards."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.models import Booking
from belonging.web.training.queries.bookings import bookings_of
from belonging.web.training.queries.certificates import certificates_of
from belonging.web.training.rules.own_link import own_token
from belonging.web.training.rules.people import Attendee
from belonging.web.training.services.attendance import add_present, tick_list
from belonging.web.training.services.closing import close_due
from belonging.web.training.services.forgetting import NAMES_KEPT, forget_due
from belonging.web.training.services.linking import link_due
from tests.web.actions.plans import browser_of, text_of
from tests.web.training.given import (
    ACTOR,
    AFTER,
    ENDS,
    a_booking,
    a_session,
    again,
    online,
    signed_up,
    someone,
    staff_member,
    still_in,
)

JO = Attendee("Jo Bright", "Jo@maple-tree.example")


def account(maple: School) -> User:
    """Under the address of the sign-up, from now on."""
    return staff_member(Role.STAFF, maple, "Jo Bright")


def mails(start: str) -> list[OutgoingMail]:
    with programme_scope("test"):
        return list(OutgoingMail.objects.filter(subject__startswith=start))


def test_the_sign_up_is_theirs_at_once_and_they_cancel_it(cohort: Cohort, maple: School, river: School) -> None:
    session = a_session(cohort)
    booking = a_booking(session, maple, JO)
    other = a_booking(session, river, someone("Al Fox"))
    jo = account(maple)
    browser, page = browser_of(jo), f"/training/sessions/{session.pk}/"

    assert [each.pk for each in bookings_of(jo)] == [booking.pk]
    assert "You have a place" in text_of(browser.get("/training/").content)
    read = text_of(browser.get(page).content)
    assert "You have a place" in read
    assert "Sign me up" not in read
    assert browser.post(f"{page}cancel/").status_code == 302
    assert (again(booking).state, again(booking).user_id) == ("cancelled", jo.pk)
    assert again(other).user_id is None
    assert mails("Cancelled for you") == [], "who cancels needs no mail that says so"


def test_a_certificate_follows_once_and_the_thanks_come_once(
    cohort: Cohort, maple: School, now: time_machine.Traveller
) -> None:
    session = a_session(cohort)
    booking = a_booking(session, maple, JO)
    now.move_to(AFTER)
    add_present(session=session, school=maple, people=[JO], actor=ACTOR, now=ENDS)
    close_due(now=AFTER)
    assert link_due(now=AFTER) == 0, "no account yet"
    jo = account(maple)

    assert (link_due(now=AFTER), link_due(now=AFTER)) == (1, 0)
    close_due(now=AFTER)
    close_due(now=AFTER)
    [certificate] = certificates_of(jo)
    assert (certificate.source, certificate.school_id) == (f"session:{session.pk}", maple.pk)
    [thanks] = mails("Thank you for coming")
    assert "For a certificate, ask your school’s lead to invite you" in thanks.text
    with programme_scope("test"):
        [entry] = Entry.objects.filter(act="training-sign-up-linked")
        assert (entry.subject, entry.actor, entry.school_id) == (f"booking:{booking.pk}", "worker", maple.pk)
        tick_list(session=session, shown=[booking.pk], present=[], actor=ACTOR, now=AFTER)
    assert certificates_of(jo)[0].is_revoked


def test_who_left_and_whose_name_is_forgotten_is_linked_to_nobody(
    cohort: Cohort, maple: School, river: School, now: time_machine.Traveller
) -> None:
    old, fresh = a_session(cohort), online(cohort)
    signed_up(old, maple, JO)
    late = ENDS + NAMES_KEPT
    now.move_to(late)
    with programme_scope("test"):
        forget_due(now=late.replace(year=late.year + 1))
    signed_up(fresh, river, someone("Al Fox"))
    gone = staff_member(Role.STAFF, river, "Al Fox")
    User.objects.filter(pk=gone.pk).update(email="al@maple.example", is_active=False)
    jo = account(maple)
    assert link_due(now=late) == 0
    assert bookings_of(jo) == []


def test_without_an_account_people_hear_what_a_certificate_needs(
    cohort: Cohort, maple: School, lead_browser: Client
) -> None:
    session = a_session(cohort)
    page = text_of(lead_browser.get(f"/schools/{maple.slug}/training/{session.pk}/").content)
    assert "They get a certificate once they have an account under this address." in page
    booking = a_booking(session, maple, JO)
    [mail] = mails("You have a place")
    assert "Certificates need an account." in mail.text
    own = f"/training/mine/{own_token(booking.pk)}/"
    assert "For a certificate you need an account" in text_of(Client().get(own).content)


def test_the_link_in_the_old_mail_leads_to_the_session_once_it_is_linked(
    cohort: Cohort, maple: School, now: time_machine.Traveller
) -> None:
    session = a_session(cohort)
    booking = a_booking(session, maple, JO)
    jo = account(maple)
    link_due(now=AFTER)
    browser = browser_of(jo)
    still_in(browser, jo.name)
    reply = browser.get(f"/training/mine/{own_token(booking.pk)}/", follow=True)
    assert reply.request["PATH_INFO"] == f"/training/sessions/{session.pk}/"
    assert mails("Cancelled for you") == []


@pytest.mark.parametrize("linked", [False, True])
def test_nobody_elses_sign_up_is_seen(cohort: Cohort, maple: School, teacher: User, *, linked: bool) -> None:
    session = a_session(cohort)
    a_booking(session, maple, JO)
    if linked:
        account(maple)
        link_due(now=AFTER)
    assert bookings_of(teacher) == []
    with programme_scope("test"):
        assert Booking.objects.count() == 1
