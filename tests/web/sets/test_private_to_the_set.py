"""Who reads a set's words: its members and its facilitator while they sit there, and nobody else on earth."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.errors import NoScope
from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.sets.models import KINDS, LearningSet, Meeting, Report, in_room
from belonging.web.sets.services.meetings import close_meeting
from belonging.web.sets.services.notes import (
    Saying,
    add_insight,
    ask_question,
    commit,
    keep_issue,
    keep_reflection,
    keep_report,
)
from belonging.web.sets.services.reminders import remind_due
from belonging.web.sets.services.sets import SetWords, change_set, end_seat, seat_members
from tests.web.conftest import NOW
from tests.web.sets.given import (
    ACTOR,
    BEFORE,
    TODAY,
    browser_of,
    facilitator,
    leads_of,
    made_set,
    met,
    page,
    programme_person,
    room,
    seat,
)

WORD = "Quillwort"
"""Stands in everything that is said here, and nowhere else."""
OWN_WORD = "Saltmarsh"
"""Stands in a reflection."""


@pytest.fixture
def said(meeting: Meeting, leads: list[User]) -> Meeting:
    """A meeting at which something of every kind was said, by Asha (who presents) and by Ben."""
    asha, ben = (Saying(meeting=meeting, member=seat(each)) for each in leads[:2])
    how: dict[str, Any] = {"actor": ACTOR, "now": NOW}
    with in_room(meeting.learning_set_id):
        keep_report(saying=asha, text=f"{WORD} began", **how)
        keep_issue(saying=asha, title=f"{WORD}, and how", text="", **how)
        ask_question(saying=ben, text=f"What is {WORD}?", **how)
        add_insight(saying=asha, text=f"{WORD} grows", **how)
        commit(saying=ben, what=f"Look for {WORD}", by_on=None, **how)
        keep_reflection(saying=ben, text=f"{OWN_WORD} is mine", **how)
    return meeting


def set_addresses(meeting: Meeting) -> list[str]:
    """Every address below /sets/<set>/ that the URLconf knows, for this meeting and the notes in it."""
    parts = {"set": meeting.learning_set_id, "number": meeting.number, "member": 1, "note": 1, "kind": "question"}
    found = []
    for pattern in get_resolver("belonging.web.sets.urls").url_patterns:
        route = str(pattern.pattern)
        if route.startswith("sets/<int:set>"):
            for name, value in parts.items():
                route = route.replace(f"<int:{name}>", str(value)).replace(f"<slug:{name}>", str(value))
            found.append(f"/{route}")
    assert len(found) > 20
    return found


def is_as_closed_as_a_set_that_is_not_there(client: Client, address: str, meeting: Meeting) -> bool:
    """GET and POST say the same, byte by byte, as for a set that nobody has made: not there, or no such method."""
    nowhere = address.replace(f"/sets/{meeting.learning_set_id}/", "/sets/987654/", 1)
    pairs = ((client.get(each), client.post(each, {"text": "Mine?"})) for each in (address, nowhere))
    here, there = ([(answer.status_code, answer.content) for answer in pair] for pair in pairs)
    return here == there and {status for status, _ in here} <= {404, 405}


def test_members_and_facilitator_read_what_was_said(said: Meeting, ruth: User, leads: list[User]) -> None:
    for user in (ruth, *leads):
        assert f"{WORD}, and how" in page(browser_of(user), room(said))


@pytest.mark.parametrize("role", [Role.MANAGER, Role.FACILITATOR])
def test_nobody_of_the_programme_gets_anything_but_the_404_of_a_page_that_is_not_there(
    said: Meeting, role: Role
) -> None:
    client = browser_of(programme_person(role, "Nosy Parker"))
    for address in set_addresses(said):
        assert is_as_closed_as_a_set_that_is_not_there(client, address, said), address


@pytest.mark.parametrize("role", [Role.ADVISER, Role.LEAD])
def test_nobody_else_of_a_members_school_does(said: Meeting, role: Role) -> None:
    other = User.objects.create(email="other@school.example", name="Other Person")
    Membership.objects.create(user=other, role=role, school=School.objects.get(slug="asha-school"))
    client = browser_of(other)
    for address in set_addresses(said):
        assert is_as_closed_as_a_set_that_is_not_there(client, address, said), address


def test_a_member_of_another_set_does_not_nor_through_their_own_sets_address(said: Meeting, cohort: Cohort) -> None:
    others = leads_of(cohort, "Eve Fox", "Finn Gray", "Gwen Hill", "Hal Ives")
    elm = made_set(cohort, "Elm", facilitator("Sam Other"), others)
    mine = met(elm)
    client = browser_of(others[0])
    assert client.get(room(said)).status_code == 404
    assert WORD not in page(client, room(mine))
    with in_room(said.learning_set_id):
        question = Report.objects.get()
    assert client.post(room(mine, f"remove/report/{question.pk}/")).status_code == 404
    assert client.get(f"/sets/{elm.pk}/words/{seat(User.objects.get(name='Asha Lead')).pk}/erase/").status_code == 404


def test_one_who_left_reads_nothing_any_more(said: Meeting, leads: list[User]) -> None:
    client = browser_of(leads[2])
    end_seat(member=seat(leads[2]), actor=ACTOR, now=NOW)
    assert client.get(room(said)).status_code == 404
    assert client.get("/sets/").status_code == 200


def test_one_who_leads_their_school_no_longer_loses_the_set(said: Meeting, leads: list[User]) -> None:
    client = browser_of(leads[2])
    Membership.objects.filter(user=leads[2]).delete()
    assert client.get(room(said)).status_code == 404
    assert client.get("/sets/").status_code == 404


def test_a_facilitator_who_loses_the_role_loses_the_set(said: Meeting, ruth: User) -> None:
    Membership.objects.filter(user=ruth).delete()
    assert browser_of(ruth).get(room(said)).status_code == 404


def held(meeting: Meeting, leads: list[User]) -> None:
    after = TODAY + timedelta(hours=2)
    close_meeting(meeting=meeting, came=[seat(each) for each in leads], actor=ACTOR, now=after)


def test_a_new_member_and_a_new_facilitator_read_what_is_said_from_then_on(
    said: Meeting, oak: LearningSet, cohort: Cohort, leads: list[User]
) -> None:
    later = TODAY + timedelta(days=1)
    held(said, leads)
    [newcomer] = leads_of(cohort, "Ines Jay")
    with programme_scope("test"):
        chosen = [Membership.objects.get(user=newcomer).pk]
        seat_members(learning_set=oak, seats=chosen, actor=ACTOR, now=later)
        words = SetWords(name="Oak", facilitator=facilitator("Kit Lowe").pk)
        change_set(learning_set=oak, words=words, actor=ACTOR, now=later)
    with time_machine.travel(later, tick=False):
        following = met(oak, starts_at=later + timedelta(days=7), now=later)
        for name in ("Ines Jay", "Kit Lowe"):
            client = browser_of(User.objects.get(name=name))
            assert client.get(room(said)).status_code == 404
            assert WORD not in page(client, room(following))
            assert "Meeting 1" not in page(client, f"/sets/{oak.pk}/")
        assert WORD in page(browser_of(leads[0]), room(following))


def test_what_is_written_for_a_meeting_to_come_stays_with_those_it_was_written_to(
    meeting: Meeting, oak: LearningSet, leads: list[User]
) -> None:
    """The presenter has written the issue down beforehand: somebody named facilitator now does not read back."""
    kit = facilitator("Kit Lowe")
    with in_room(oak.pk):
        keep_issue(saying=Saying(meeting=meeting, member=seat(leads[0])), title=WORD, text="", actor=ACTOR, now=BEFORE)
    change = BEFORE + timedelta(days=1)
    with programme_scope("test"):
        change_set(learning_set=oak, words=SetWords(name="Oak", facilitator=kit.pk), actor=ACTOR, now=change)
        told = {mail.to for mail in OutgoingMail.objects.filter(subject__contains="now facilitates")}
    with time_machine.travel(change, tick=False):
        assert WORD not in page(browser_of(kit), room(meeting))
        assert WORD in page(browser_of(leads[0]), room(meeting))
    assert told == {each.email for each in leads}


def test_a_reflection_is_its_writers_alone(said: Meeting, ruth: User, leads: list[User]) -> None:
    assert OWN_WORD in page(browser_of(leads[1]), room(said, "reflection/"))
    for user in (ruth, leads[0]):
        assert OWN_WORD not in page(browser_of(user), room(said))
    assert OWN_WORD not in page(browser_of(leads[0]), room(said, "reflection/"))


def test_the_team_sees_that_the_set_met_and_no_word(said: Meeting, oak: LearningSet, leads: list[User]) -> None:
    held(said, leads[:3])
    client = browser_of(programme_person(Role.MANAGER, "Tom Calloway"))
    every = page(client, "/programme/sets/")
    one = page(client, f"/programme/sets/{oak.pk}/")
    assert "4 members, met once" in every
    assert "Meeting 1 Monday 23 November 2026, 10:00–11:30 Held 3" in one
    for read in (every, one):
        assert WORD not in read
        assert OWN_WORD not in read
        assert "meet.example" not in read


def test_neither_journal_nor_mail_holds_a_word(said: Meeting, leads: list[User]) -> None:
    held(said, leads)
    following = met(said.learning_set, starts_at=TODAY + timedelta(days=7), now=TODAY)
    assert remind_due(now=TODAY + timedelta(days=6)) == 5
    assert following.number == 2
    with programme_scope("test"):
        journal = "".join(f"{each.act}{each.subject}{each.details}" for each in Entry.objects.all())
        mails = "".join(f"{each.subject}{each.text}" for each in OutgoingMail.objects.all())
    assert "set-notes-kept" in journal
    assert "one thing you set out to do" in " ".join(mails.split())
    for word in (WORD, OWN_WORD):
        assert word not in journal
        assert word not in mails


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_outside_the_room_the_table_itself_is_closed(said: Meeting, model: type[Report], cohort: Cohort) -> None:
    with programme_scope("even the whole programme"), pytest.raises(NoScope):
        model.objects.exists()
    with in_room(said.learning_set_id + 1):
        assert not model.objects.exists()
    with in_room(said.learning_set_id):
        assert model.objects.exists()


def test_on_postgresql_the_database_itself_keeps_the_room(said: Meeting) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("row-level security is PostgreSQL's")
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity AND relname LIKE 'sets_%'")
        forced = {row[0] for row in cursor.fetchall()}
    assert forced == {model._meta.db_table for model in KINDS}
