"""The page of a school's safeguarding people, and who sees what on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import BODY_ROLES, SCHOOL_ROLES, Role
from belonging.web.base.scope import school_scope
from belonging.web.enrolment.models import ContactKind
from belonging.web.enrolment.services.contacts import Person, name_people
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.models import Call
from belonging.web.safeguarding.queries.calls import readable_calls, standing_at
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.calls import pass_on_concern, take_up
from belonging.web.safeguarding.services.escalating import escalate_due
from belonging.web.safeguarding.services.subjects import note_subjects
from belonging.web.safeguarding.services.talking import Wanted
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.safeguarding.given import PEOPLE, about, address, asked, named, person
from tests.web.surveys.answering_rounds import Answering, open_slips

HOUR = timedelta(hours=1)
PAGE = "/schools/maple-tree/talk-requests/"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def pupils(maple: School, cohort: Cohort) -> Answering:
    with school_scope(maple.pk):
        opened = open_slips(maple, cohort, NOW)
        named(maple, *PEOPLE)
    return opened


def ask(here: Answering, wanted: Wanted | None = None, *, token: str = "0" * 32) -> Call:
    with school_scope(here.round.host_id):
        return asked(here.round, wanted, token=token) if wanted else asked(here.round, token=token)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(page: Any) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def test_the_safeguarding_lead_reads_takes_it_up_and_says_how_it_ended(pupils: Answering, maple: School) -> None:
    call = ask(pupils)
    keeper = browser(person(Role.SAFEGUARDING, maple, email=address("safeguarding")))
    escalate_due(now=NOW)

    shown = words(keeper.get(PAGE))
    assert "Maya asks to talk" in shown
    assert "4 Elm" in shown
    assert "It is about break time." in shown
    assert "Told so far: the safeguarding lead." in shown
    assert "Monday 23 November, about 10am" in shown

    after = words(keeper.post(f"{PAGE}{call.pk}/taken/", follow=True))
    assert "You have this now" in after
    assert "You have Maya’s request, since Monday 23 November" in after
    assert "Maya" not in keeper.cookies.output()
    wrong = words(keeper.post(f"{PAGE}{call.pk}/closed/"))
    assert "Choose how it ended." in wrong
    assert "I have spoken with them, and nothing more is needed" in wrong
    done = words(keeper.post(f"{PAGE}{call.pk}/closed/", {"outcome": "spoken"}, follow=True))
    assert "erased here 30 days after" in done
    assert "Closed" in done
    assert "School year 2026 to 2027: 1 request to talk; 1 taken up." in done


def test_the_list_says_what_is_erased_when(pupils: Answering, maple: School) -> None:
    keeper = person(Role.SAFEGUARDING, maple, email=address("safeguarding"))
    with school_scope(maple.pk):
        take_up(call=ask(pupils), actor=str(keeper.pk), now=NOW)
    shown = words(browser(keeper).get(PAGE))
    assert "are erased here on 23 December 2026. Please say before then how it ended." in shown
    assert "Soon erased" not in shown
    with time_machine.travel(NOW + timedelta(days=23), tick=False):
        assert "Soon erased" in words(browser(keeper).get(PAGE))


def test_a_second_person_is_told_who_has_it(pupils: Answering, maple: School) -> None:
    call = ask(pupils)
    with school_scope(maple.pk):
        take_up(call=call, actor=str(person(Role.SAFEGUARDING, maple, email=address("safeguarding")).pk), now=NOW)
    deputy = User.objects.create(email=address("deputy"), name="Deniz Demir")
    Membership.objects.create(user=deputy, role=Role.SAFEGUARDING, school=maple)

    assert "The safeguarding has taken this up already" in words(
        browser(deputy).post(f"{PAGE}{call.pk}/taken/", follow=True)
    )


def test_a_comment_passed_on_names_nobody(pupils: Answering, maple: School) -> None:
    with school_scope(maple.pk):
        pass_on_concern(round_=pupils.round, text="She was hit.", about=About.NOBODY, actor="1", now=NOW)

    shown = words(browser(person(Role.SAFEGUARDING, maple)).get(PAGE))

    assert "A comment that worried a reader: a pupil wrote it" in shown
    assert "no name and no answers came with it" in shown
    assert "She was hit." in shown


def test_a_comment_ends_in_ways_in_which_nobody_was_spoken_with(pupils: Answering, maple: School) -> None:
    keeper = person(Role.SAFEGUARDING, maple)
    with school_scope(maple.pk):
        pass_on_concern(round_=pupils.round, text="She was hit.", about=About.NOBODY, actor="1", now=NOW)
        call = Call.objects.get()
        take_up(call=call, actor=str(keeper.pk), now=NOW)
    client = browser(keeper)

    page = words(client.get(f"{PAGE}{call.pk}/closed/"))
    assert "I have looked into it, and nothing more is needed" in page
    assert "spoken with" not in page
    done = words(client.post(f"{PAGE}{call.pk}/closed/", {"outcome": "followed_up"}, follow=True))
    assert "I have looked into it, and we follow it up in our own records." in done


def test_what_waits_longer_than_a_school_hour_says_so_in_words(pupils: Answering, maple: School) -> None:
    ask(pupils)
    keeper = browser(person(Role.SAFEGUARDING, maple, email=address("safeguarding")))
    assert "Waits too long" not in words(keeper.get(PAGE))
    with time_machine.travel(NOW + HOUR, tick=False):
        assert "Waits too long" in words(keeper.get(PAGE))


def test_a_deputy_without_an_account_is_named(pupils: Answering, maple: School) -> None:
    keeper = browser(person(Role.SAFEGUARDING, maple, email=address("safeguarding")))
    missing = "Demir, the deputy safeguarding lead, has no account yet and can’t read requests."
    shown = words(keeper.get(PAGE))
    assert missing in shown
    assert "Okafor, " not in shown
    person(Role.SAFEGUARDING, maple, email=address("deputy"))
    assert "has no account yet" not in words(keeper.get(PAGE))


@pytest.mark.parametrize(
    ("subject", "readers"),
    [
        (About.NOBODY, {"safeguarding", "deputy", "head"}),
        (About.HEAD, {"safeguarding", "deputy", "chair"}),
        (About.SAFEGUARDING, {"head", "chair"}),
    ],
)
def test_nobody_reads_a_call_about_themselves(
    pupils: Answering, maple: School, subject: About, readers: set[str]
) -> None:
    roles = {"safeguarding": Role.SAFEGUARDING, "deputy": Role.SAFEGUARDING, "head": Role.HEAD}
    people = {kind: person(role, maple, email=address(kind)) for kind, role in roles.items()}
    people["chair"] = person(Role.CHAIR, maple, email=address("chair"))
    call = ask(pupils, about(subject))
    escalate_due(now=NOW + 4 * HOUR)

    for kind, user in people.items():
        client = browser(user)
        shown = words(client.get(PAGE))
        assert ("Maya asks to talk" in shown) is (kind in readers), kind
        assert ("1 request to talk" in shown) is (kind in readers), "a number tells of it, too"
        reply = client.post(f"{PAGE}{call.pk}/taken/")
        assert reply.status_code == (302 if kind in readers else 404), kind


def test_the_accused_cannot_open_it_by_editing_the_list_of_contacts(pupils: Answering, maple: School) -> None:
    accused = person(Role.SAFEGUARDING, maple, email=address("head"))
    Membership.objects.create(user=accused, role=Role.LEAD, school=maple)
    client = browser(accused)
    call = ask(pupils, about(About.HEAD))
    assert "Nobody is waiting" in words(client.get(PAGE))
    people = {ContactKind.HEAD: Person("Hall", "other@maple.example")}
    with school_scope(maple.pk):
        name_people(school=maple, people=people, inviting=False, actor=str(accused.pk), now=NOW)
    User.objects.filter(pk=accused.pk).update(email="renamed@maple.example")
    escalate_due(now=NOW + 4 * HOUR)

    assert "Nobody is waiting" in words(client.get(PAGE))
    assert client.post(f"{PAGE}{call.pk}/taken/").status_code == 404
    new = browser(person(Role.HEAD, maple, email="other@maple.example"))
    assert "Nobody is waiting" in words(new.get(PAGE))
    keeper = browser(person(Role.SAFEGUARDING, maple, email=address("safeguarding")))
    assert "Maya asks to talk" in words(keeper.get(PAGE))


def test_nobody_opens_a_call_about_somebody_before_it_is_noted_whom(pupils: Answering, maple: School) -> None:
    call = ask(pupils, about(About.HEAD))
    keeper = person(Role.SAFEGUARDING, maple, email=address("safeguarding"))
    found = standing_at(keeper, maple.slug)
    assert found is not None
    with school_scope(maple.pk):
        assert readable_calls(*found) == []
        assert note_subjects(school=maple, now=NOW) == 1
        assert note_subjects(school=maple, now=NOW) == 0
        assert readable_calls(*found) == [call]


def test_the_head_reads_nothing_that_was_not_turned_to_the_head(pupils: Answering, maple: School) -> None:
    ask(pupils)
    escalate_due(now=NOW)

    assert "Nobody is waiting" in words(browser(person(Role.HEAD, maple, email=address("head"))).get(PAGE))


LET_IN = {Role.SAFEGUARDING, Role.HEAD, Role.CHAIR}


@pytest.mark.parametrize("role", sorted(set(Role) - LET_IN - BODY_ROLES))
def test_for_everybody_else_there_is_no_such_page(pupils: Answering, maple: School, role: Role) -> None:
    call = ask(pupils)
    at_school = role in SCHOOL_ROLES
    client = browser(person(role, maple if at_school else None))

    assert client.get(PAGE).status_code == 404
    assert client.get(PAGE).content == client.get("/schools/nowhere/talk-requests/").content
    assert client.post(f"{PAGE}{call.pk}/taken/").status_code == 404


def test_another_schools_call_is_not_there(pupils: Answering, river: School) -> None:
    call = ask(pupils)
    client = browser(person(Role.SAFEGUARDING, river))

    assert client.get(PAGE).status_code == 404
    for act in ("taken", "closed"):
        assert client.post(f"/schools/river-lane/talk-requests/{call.pk}/{act}/").status_code == 404


def test_the_programmes_team_sees_that_it_waits_and_not_what_it_says(pupils: Answering, maple: School) -> None:
    manager = browser(person(Role.MANAGER))
    ask(pupils)
    assert "Nobody is waiting" in words(manager.get("/programme/talk-requests/"))
    escalate_due(now=NOW + timedelta(days=1))

    shown = words(manager.get("/programme/talk-requests/"))

    assert "Maple Tree School" in shown
    assert "the safeguarding lead, then the deputy safeguarding lead, then the head teacher" in shown
    assert not any(secret in shown for secret in ("Maya", "4 Elm", "break time"))


def test_the_page_asks_as_often_for_three_calls_as_for_one(pupils: Answering, maple: School) -> None:
    client = browser(person(Role.SAFEGUARDING, maple))
    asked_of_the_database = []
    for calls in (1, 3):
        for number in range(calls):
            ask(pupils, token=f"{calls}{number}" * 16)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        asked_of_the_database.append(len(queries))

    assert asked_of_the_database[0] == asked_of_the_database[1]
