"""The team plans sessions, runs them and reads the totals."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.errors import NotASession
from belonging.web.training.models import Booking, Material, Session
from belonging.web.training.rules.people import Attendee
from belonging.web.training.services.attendance import add_present
from belonging.web.training.services.sessions import cancel_session
from tests.web.actions.plans import browser_of, text_of
from tests.web.conftest import NOW
from tests.web.training.given import (
    ACTOR,
    AFTER,
    a_booking,
    a_session,
    online,
    queries_of,
    signed_up,
    someone,
    staff_member,
    still_in,
)

TYPED = {
    "title": "Noticing who is left out",
    "kind": "in_person",
    "audience": "all",
    "day": "2026-12-03",
    "starts": "15:45",
    "ends": "17:00",
    "place": "Town Hall",
    "places": "20",
    "sign_up_until": "2026-12-01",
}
TEAM = "/programme/training/"


def test_from_a_programme_to_a_session_that_schools_see(team: Client, cohort: Cohort, lead_browser: Client) -> None:
    made = team.post(f"{TEAM}add/", {"title": "Belonging for all", "about": "", "cohort": cohort.slug}, follow=True)
    assert "Now add its first session" in text_of(made.content)

    added = team.post(f"{TEAM}of/belonging-for-all/add/", TYPED, follow=True)

    assert "open for sign-up" in text_of(added.content)
    session = Session.objects.get()
    assert (session.place, session.places, len(session.code)) == ("Town Hall", 20, 6)
    assert "Sign up by Tuesday 1 December 2026" not in text_of(
        lead_browser.get("/schools/maple-tree/training/").content
    )
    theirs = text_of(lead_browser.get(f"/schools/maple-tree/training/{session.pk}/").content)
    assert "Thursday 3 December 2026, 15:45 to 17:00" in theirs
    change = team.get(f"{TEAM}{session.pk}/change/").content.decode()
    assert 'value="2026-12-01"' in change


def test_what_is_wrong_with_a_session_is_said_and_what_was_typed_stays(team: Client, cohort: Cohort) -> None:
    team.post(f"{TEAM}add/", {"title": "Belonging for all", "about": "", "cohort": ""})

    page = team.post(f"{TEAM}of/belonging-for-all/add/", TYPED | {"places": "", "title": "Own words"})

    assert "how many places there are" in text_of(page.content)
    late = team.post(f"{TEAM}of/belonging-for-all/add/", TYPED | {"ends": "15:00"})
    assert "the session must end after it starts" in text_of(late.content)
    both = team.post(f"{TEAM}of/belonging-for-all/add/", TYPED | {"link": "https://meet.example/1"})
    assert "A session in person has no link" in text_of(both.content)
    room = team.post(f"{TEAM}of/belonging-for-all/add/", TYPED | {"kind": "online"})
    assert "An online session has no place" in text_of(room.content)
    assert not Session.objects.exists()
    assert 'value="Own words"' in page.content.decode()
    bad = team.post(f"{TEAM}of/belonging-for-all/add/", TYPED | {"starts": "quarter to four"})
    assert "A time looks like 15:30" in text_of(bad.content)


def test_two_of_the_team_change_one_session(team: Client, cohort: Cohort, maple: School) -> None:
    session = a_session(cohort)
    first = TYPED | {"place": "Library", "places": "5", "sequence": "0"}
    team.post(f"{TEAM}{session.pk}/change/", first)

    late = team.post(f"{TEAM}{session.pk}/change/", first | {"place": "School hall"})

    words = text_of(late.content)
    assert "Somebody else changed this session" in words
    assert "What stands there now" in words
    assert "Library" in words
    assert team.post(f"{TEAM}{session.pk}/change/", first | {"place": "Hall", "sequence": "1"}).status_code == 302


def test_calling_off_needs_a_reason(team: Client, cohort: Cohort, maple: School) -> None:
    session = a_session(cohort)
    a_booking(session, maple)

    page = text_of(team.post(f"{TEAM}{session.pk}/call-off/", {"reason": ""}).content)
    assert "why it is called off" in page
    assert "One person has a place. That person gets a mail." in page
    done = team.post(f"{TEAM}{session.pk}/call-off/", {"reason": "Snow."}, follow=True)

    words = text_of(done.content)
    assert "Called off: Snow." in words
    for gone in ("Who is here", "Show the code", "Poster", "List to sign", "Add a material", "Change the session"):
        assert gone not in words
    assert "Noticing who is left out Called off" in text_of(team.get(f"{TEAM}of/belonging-for-all/").content)


def test_a_running_session_can_be_changed_or_called_off_until_somebody_is_there(
    team: Client, cohort: Cohort, maple: School, now: time_machine.Traveller
) -> None:
    session = a_session(cohort)
    assert "Nobody has signed up, so nobody gets a mail" in text_of(team.get(f"{TEAM}{session.pk}/call-off/").content)
    now.move_to(session.starts_at + timedelta(minutes=5))
    still_in(team, "Tom Manager")
    assert "Change the session · Call it off" in text_of(team.get(f"{TEAM}{session.pk}/").content)

    add_present(session=session, school=maple, people=[someone()], actor=ACTOR, now=session.starts_at)
    refused = text_of(team.post(f"{TEAM}{session.pk}/call-off/", {"reason": "Snow."}).content)
    assert "Somebody is marked as having been there" in refused
    with programme_scope("test"):
        Booking.objects.update(attended="", attended_at=None, attended_by="")
    assert team.post(f"{TEAM}{session.pk}/call-off/", {"reason": "Snow."}).status_code == 302
    now.move_to(AFTER)
    over = a_session(cohort)
    with programme_scope("test"), pytest.raises(NotASession, match="is over"):
        cancel_session(session=over, reason="Snow.", actor=ACTOR, now=AFTER)


def test_online_nothing_is_printed_and_a_missing_link_is_pointed_out(team: Client, cohort: Cohort) -> None:
    words = text_of(team.get(f"{TEAM}{online(cohort, link='').pk}/").content)

    assert "There is no link yet, so nobody can join" in words
    assert "Show the code" in words
    assert "Poster" not in words
    assert "List to sign" not in words
    assert "There is no link yet" not in text_of(team.get(f"{TEAM}{online(cohort).pk}/").content)


def test_materials_are_checked_added_and_removed(team: Client, cohort: Cohort) -> None:
    session = a_session(cohort)
    page = f"{TEAM}{session.pk}/materials/"
    bad = SimpleUploadedFile("slides.pdf", b"MZ not a pdf")

    refused = team.post(page, {"title": "Slides", "when": "after", "file": bad})
    assert refused.status_code == 200
    assert "govuk-error-message" in refused.content.decode()
    assert "either a file or a link" in text_of(team.post(page, {"title": "Slides", "when": "after"}).content)
    team.post(page, {"title": "Slides", "when": "after", "file": SimpleUploadedFile("s.txt", b"Words.")})
    team.post(page, {"title": "Film", "when": "before", "link": "video.example/1"})
    assert sorted(Material.objects.values_list("title", "kind")) == [("Film", "link"), ("Slides", "file")]
    slides = Material.objects.get(kind="file")
    assert team.get(f"{page}{slides.pk}/").content == b"Words."
    team.post(f"{page}{slides.pk}/remove/")
    assert Material.objects.get().title == "Film"


def test_the_list_to_sign_and_the_poster_are_printed(team: Client, cohort: Cohort, maple: School) -> None:
    session = a_session(cohort)
    a_booking(session, maple)

    listed = PdfReader(BytesIO(team.get(f"{TEAM}{session.pk}/list.pdf").content))
    poster = PdfReader(BytesIO(team.get(f"{TEAM}{session.pk}/door.pdf").content))

    assert "Jo Bright" in listed.pages[0].extract_text()
    assert len(poster.pages) == 1
    assert f"{session.code[:3]} {session.code[3:]}" in " ".join(poster.pages[0].extract_text().split())
    assert session.code[:3] in text_of(team.get(f"{TEAM}{session.pk}/code/").content)


def test_totals_count_people_once_and_sessions_by_kind(
    team: Client, cohort: Cohort, maple: School, river: School
) -> None:
    first, second = a_session(cohort, places=9), online(cohort)
    called_off = online(cohort)
    with programme_scope("test"):
        cancel_session(session=called_off, reason="Snow.", actor=ACTOR, now=NOW)
    for session in (first, second):
        people = [Attendee("A Lead", "a@m.example", True), Attendee("B Two")]
        add_present(session=session, school=maple, people=people, actor=ACTOR, now=AFTER)
    add_present(session=second, school=river, people=[Attendee("B Two")], actor=ACTOR, now=AFTER)
    later = AFTER + timedelta(days=1)

    with time_machine.travel(later, tick=False):
        manager = text_of(
            browser_of(staff_member(Role.MANAGER, None, "M")).get(f"/programme/cohorts/{cohort.slug}/training/").content
        )
        evaluator = text_of(
            browser_of(staff_member(Role.EVALUATOR, None, "E"))
            .get(f"/programme/cohorts/{cohort.slug}/training/")
            .content
        )

    assert "2 sessions were held: 1 in person, 1 online" in manager
    assert "3 members of staff were trained" in manager
    assert "1 of them was a senior leader" in manager
    assert "Senior leaders came 2 times in all" in manager
    assert "A, Maple Tree School 2 1 4" in manager
    assert "Maple Tree" not in evaluator
    assert "A 2 1 4" in evaluator


def test_lists_ask_the_database_as_often_for_three_as_for_one(team: Client, cohort: Cohort, maple: School) -> None:
    session = a_session(cohort, places=9)
    pages = (TEAM, f"{TEAM}{session.pk}/attendance/", f"{TEAM}{session.pk}/")
    counted = []
    for number in (1, 2):
        for at in range(number):
            signed_up(online(cohort), maple, someone(f"P{at} Bright"))
            signed_up(session, maple, someone(f"Q{number}{at} Bright"))
        counted.append([queries_of(team, page) for page in pages])

    assert counted[0] == counted[1]


def test_others_than_the_team_are_told_nothing(lead_browser: Client, cohort: Cohort) -> None:
    session = a_session(cohort)
    for page in ("", f"{session.pk}/", f"{session.pk}/attendance/", f"{session.pk}/code/", f"{session.pk}/list.pdf"):
        assert lead_browser.get(f"{TEAM}{page}").status_code == 404
    assert lead_browser.get(f"/programme/cohorts/{cohort.slug}/training/").status_code == 404
