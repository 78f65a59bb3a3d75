"""Signing up: places are never too many, and the waiting list moves by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.errors import (
    ForLeaders,
    NobodyNamed,
    NotASession,
    NotForYourSchool,
    NothingToCancel,
    SessionCancelled,
    SessionChanged,
    SignUpOver,
    TooLate,
)
from belonging.web.training.models import Booking, Session
from belonging.web.training.rules.own_link import booking_of
from belonging.web.training.rules.people import Attendee
from belonging.web.training.services.booking import cancel_booking
from belonging.web.training.services.sessions import SessionWords, cancel_session, change_session
from tests.web.conftest import NOW
from tests.web.training.given import ACTOR, ENDS, STARTS, a_booking, a_session, again, online, signed_up, someone

TWO = (someone("Jo Bright"), someone("Sam Reed"))


def subjects() -> list[str]:
    with programme_scope("test"):
        return sorted(OutgoingMail.objects.values_list("subject", flat=True))


def test_places_go_in_order_and_who_comes_later_waits(cohort: Cohort, maple: School) -> None:
    session = a_session(cohort)

    done = signed_up(session, maple, *TWO, someone("Al Fox"))

    assert [each.name for each in done.placed] == ["Jo Bright", "Sam Reed"]
    assert [each.name for each in done.waiting] == ["Al Fox"]
    assert Session.objects.get().taken == 2
    assert subjects() == [
        "You are on the waiting list: Noticing who is left out",
        "You have a place: Noticing who is left out",
        "You have a place: Noticing who is left out",
    ]
    with programme_scope("test"):
        mail = OutgoingMail.objects.get(to="jo@maple.example")
        waits = OutgoingMail.objects.get(to="al@maple.example")
        assert Entry.objects.filter(act="training-signed-up", school=maple).count() == 1
    assert "Thursday 3 December 2026, 15:45 to 17:00" in mail.text
    assert "Ring at the side door." in mail.text
    assert "Ring at the side door." not in waits.text


def test_a_place_that_is_given_back_goes_to_who_waited_longest(cohort: Cohort, maple: School, river: School) -> None:
    session = a_session(cohort)
    [first, _] = signed_up(session, maple, *TWO).placed
    later = a_booking(session, river, someone("Kim Late"), now=NOW + timedelta(minutes=2))
    sooner = a_booking(session, maple, someone("Al Fox"), now=NOW + timedelta(minutes=1))

    with school_scope(maple.pk):
        cancel_booking(booking=first, actor=ACTOR, now=NOW + timedelta(hours=1))

    assert [again(each).state for each in (first, sooner, later)] == ["cancelled", "booked", "waiting"]
    assert Session.objects.get().taken == 2
    with programme_scope("test"):
        moved = OutgoingMail.objects.get(to="al@maple.example", subject__startswith="A place for you")
    assert "Ring at the side door." in moved.text


def test_one_person_has_one_place_and_may_come_back(cohort: Cohort, maple: School) -> None:
    session = a_session(cohort)
    booking = a_booking(session, maple)

    assert [each.pk for each in signed_up(session, maple, someone()).already] == [booking.pk]
    cancel_booking(booking=booking, actor=ACTOR, now=NOW)
    with pytest.raises(NothingToCancel):
        cancel_booking(booking=booking, actor=ACTOR, now=NOW)
    assert signed_up(session, maple, someone(), now=NOW + timedelta(minutes=5)).placed[0].pk == booking.pk
    assert Session.objects.get().taken == 1


def test_the_database_itself_keeps_places_and_people_apart(cohort: Cohort, maple: School) -> None:
    session = a_session(cohort)
    booking = a_booking(session, maple)
    for wrong in ({"taken": 3}, {"place": ""}, {"ends_at": STARTS}, {"cancelled_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Session.objects.filter(pk=session.pk).update(**wrong)
    with school_scope(maple.pk):
        with pytest.raises(IntegrityError), transaction.atomic():
            Booking.objects.filter(pk=booking.pk).update(attended="qr")
        booking.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            booking.save(force_insert=True)


def test_an_account_of_the_school_is_known_by_its_address(cohort: Cohort, maple: School, teacher: User) -> None:
    booking = a_booking(a_session(cohort), maple, Attendee("B. T.", teacher.email))

    assert (booking.user, booking.name) == (teacher, "Ben Teacher")


def test_leaders_sessions_other_schools_and_the_last_day(cohort: Cohort, maple: School, river: School) -> None:
    leaders = a_session(cohort, audience="leaders")
    with pytest.raises(ForLeaders, match="Not marked as one: Sam Reed"):
        signed_up(leaders, maple, someone(leader=True), someone("Sam Reed"))
    assert Session.objects.get(pk=leaders.pk).taken == 0
    with pytest.raises(NotForYourSchool):
        signed_up(a_session(cohort, schools=[river.pk]), maple, someone())
    closed = a_session(cohort, sign_up_until=NOW)
    with pytest.raises(SignUpOver):
        signed_up(closed, maple, someone())
    with pytest.raises(NobodyNamed):
        signed_up(leaders, maple)
    open_to_all = a_session(None)
    assert signed_up(open_to_all, maple, someone()).placed
    with pytest.raises(TooLate):
        cancel_booking(booking=a_booking(open_to_all, maple), actor=ACTOR, now=STARTS)


def words_of(session: Session, **other: object) -> SessionWords:
    said = {"title": session.title, "kind": session.kind, "starts_at": STARTS, "ends_at": ENDS, "places": 2}
    said |= {"place": session.place, "way_there": session.way_there, "link": session.link, "trainer": session.trainer}
    return SessionWords(**(said | other))  # type: ignore[arg-type]  # passed on as they come


def test_a_changed_session_tells_who_is_signed_up_and_more_places_move_the_list_up(
    cohort: Cohort, maple: School
) -> None:
    session = a_session(cohort)
    done = signed_up(session, maple, *TWO, someone("Al Fox"))
    with programme_scope("test"):
        words = words_of(session, place="Library, Eastreach", places=3)
        changed = change_session(session=session, words=words, sequence=0, actor=ACTOR, now=NOW)
        told = OutgoingMail.objects.filter(subject__startswith="Changed: Noticing").count()
        assert (changed.sequence, changed.taken, told) == (1, 3, 3)
        assert again(done.waiting[0]).state == "booked"
        with pytest.raises(SessionChanged):
            change_session(session=session, words=words, sequence=0, actor=ACTOR, now=NOW)
        with pytest.raises(NotASession, match="3 people have a place"):
            change_session(session=session, words=words_of(session, places=1), sequence=1, actor=ACTOR, now=NOW)
        more = words_of(session, place="Library, Eastreach", places=9)
        change_session(session=session, words=more, sequence=1, actor=ACTOR, now=NOW)
        assert OutgoingMail.objects.filter(subject__startswith="Changed: Noticing").count() == 3


def test_a_session_called_off_tells_everybody_why_and_takes_nobody_more(cohort: Cohort, maple: School) -> None:
    session = online(cohort)
    booking = a_booking(session, maple)
    with programme_scope("test"):
        with pytest.raises(NotASession, match="why it is called off"):
            cancel_session(session=session, reason=" ", actor=ACTOR, now=NOW)
        cancel_session(session=session, reason="The trainer is ill.", actor=ACTOR, now=NOW)
        mail = OutgoingMail.objects.get(subject__startswith="Called off")
    assert "The trainer is ill." in mail.text
    with pytest.raises(SessionCancelled):
        signed_up(session, maple, someone("Al Fox"))
    with pytest.raises(NothingToCancel):
        cancel_booking(booking=booking, actor=ACTOR, now=NOW)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": "  "}, "title"),
        ({"ends_at": STARTS}, "times"),
        ({"places": None}, "how many places"),
        ({"sign_up_until": ENDS}, "Sign-up has to end"),
    ],
)
def test_what_is_no_session_is_refused_in_words(cohort: Cohort, wrong: dict[str, object], says: str) -> None:
    with pytest.raises(NotASession, match=says):
        a_session(cohort, **wrong)


def test_an_own_link_opens_one_booking_and_no_other() -> None:
    assert booking_of("12.abc") is None
    assert booking_of("12") is None
