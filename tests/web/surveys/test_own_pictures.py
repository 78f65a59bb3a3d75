"""A school's own pictures: two people look at each, and an open questionnaire keeps those it opened with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.files.models import Picture
from belonging.web.files.queries import pictures_at, pictures_of
from belonging.web.files.rules.kinds import Kind
from belonging.web.files.services import Checked
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.errors import PictureRefused
from belonging.web.surveys.rules.own_pictures import ALONE_AFTER, Verdict, may_confirm
from belonging.web.surveys.rules.picture_slots import drawing_of, slots
from belonging.web.surveys.services.own_pictures import NewPicture, add_picture, confirm_picture, remove_picture
from belonging.web.surveys.services.rounds import close_round
from tests.web.conftest import NOW
from tests.web.files import hostile
from tests.web.surveys.answering_rounds import open_link, open_slips
from tests.web.surveys.given import a_draft, opened

HOUR = timedelta(hours=1)
TICKED = {"alt": "Two children share an umbrella", "nobody_in_it": "on"}


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def person(role: Role, school: School) -> User:
    user = User.objects.create(email=f"{role}@{school.slug}.example", name=role)
    Membership.objects.create(user=user, role=role, school=school)
    return user


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def upload(client: Client, slot: str = "belong", content: bytes = b"", **fields: str) -> object:
    sent = SimpleUploadedFile("friends.png", content or hostile.picture())
    return client.post(f"/schools/maple-tree/pictures/{slot}/", TICKED | fields | {"file": sent}, follow=True)


def words(reply: object) -> str:
    return reply.content.decode()  # type: ignore[attr-defined, no-any-return]  # the test client's own reply has no type


def given_picture(school: School, at: datetime, slot: str = "belong", content: bytes = b"dots") -> Picture:
    """Confirmed at that time."""
    file = Checked(Kind.PNG, content, 60, 40)
    made = add_picture(school=school, new=NewPicture(slot, "A ring of friends", file, True), actor="one", now=at)
    confirm_picture(picture=made, actor="two", now=at)
    return made


def test_a_lead_uploads_a_senco_confirms_and_pupils_see_it(
    in_maple: School, cohort: Cohort, answering_process: None
) -> None:
    made = given_picture(in_maple, NOW - HOUR, content=b"\x89PNG dots")
    slips = open_slips(in_maple, cohort, NOW)
    page = slips.browser.get(slips.address)
    address = f"{slips.address}picture/belong/?v={made.digest[:12]}"
    assert f'src="{address}" alt="A ring of friends" width="60" height="40"' in words(page)
    assert words(page).count("card__picture") == 1
    reply = slips.browser.get(address)
    assert reply.content == b"\x89PNG dots"
    assert (reply["Content-Type"], reply["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert reply["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "no-store" in slips.browser.get(f"{slips.address}picture/belong/?v=older")["Cache-Control"]
    assert slips.browser.get(f"{slips.address}picture/safe/").status_code == 404


def test_a_schools_own_tick_takes_the_place_of_ours(in_maple: School, cohort: Cohort, answering_process: None) -> None:
    made = given_picture(in_maple, NOW - HOUR, slot="yes")
    slips = open_slips(in_maple, cohort, NOW)
    page = words(slips.browser.get(f"{slips.address}pictures/"))
    address = f"{slips.address}picture/yes/?v={made.digest[:12]}"
    assert page.count(f'class="choice__sign" src="{address}"') == 13
    assert "answers/yes.svg" not in page
    assert page.count("answers/no.svg") == page.count("answers/declined.svg") == 13
    assert slips.browser.get(address).content == b"dots"


def test_every_statement_and_answer_stands_beside_our_drawing(in_maple: School) -> None:
    page = words(browser(person(Role.LEAD, in_maple)).get("/schools/maple-tree/pictures/"))
    assert page.count("own-pictures__ours") == len(slots()) == 12 + 7
    assert [slot for slot in slots() if finders.find(drawing_of(slot)) is None] == []


def test_parents_see_no_picture(in_maple: School, cohort: Cohort, answering_process: None) -> None:
    given_picture(in_maple, NOW - HOUR)
    parents = open_link(in_maple, cohort, NOW)
    assert "card__picture" not in words(parents.browser.get(parents.address))
    assert parents.browser.get(f"{parents.address}picture/belong/").status_code == 404


def test_two_people_look_before_any_child_does(in_maple: School) -> None:
    lead, senco = person(Role.LEAD, in_maple), person(Role.SENCO, in_maple)
    assert "The picture is here." in words(upload(browser(lead)))
    waiting = Picture.objects.get()
    here = f"/schools/maple-tree/pictures/{waiting.pk}/"
    assert "Somebody else has to confirm" in words(browser(lead).get(f"{here}confirm/"))
    assert "Somebody else has to confirm" in words(browser(lead).post(f"{here}confirm/", follow=True))
    assert pictures_at(in_maple.pk, NOW) == {}
    assert browser(senco).get(f"{here}image/").content == bytes(waiting.content)
    assert "In use" in words(browser(senco).post(f"{here}confirm/", follow=True))
    assert pictures_at(in_maple.pk, NOW)["belong"].confirmed_by == str(senco.pk)
    assert [each.act for each in Entry.objects.order_by("-number")[:2]] == ["picture-confirmed", "picture-added"]


def test_one_person_alone_confirms_a_day_later(in_maple: School) -> None:
    lead = person(Role.LEAD, in_maple)
    upload(browser(lead))
    waiting = Picture.objects.get()
    with pytest.raises(PictureRefused, match="24 hours"):
        confirm_picture(picture=waiting, actor=str(lead.pk), now=NOW + ALONE_AFTER - timedelta(seconds=1))
    confirm_picture(picture=waiting, actor=str(lead.pk), now=NOW + ALONE_AFTER)
    assert Picture.objects.get().confirmed_at == NOW + ALONE_AFTER


@given(st.booleans(), st.booleans(), st.timedeltas(timedelta(0), timedelta(days=3)))
def test_nobody_confirms_alone_within_a_day(uploader: bool, alone: bool, since: timedelta) -> None:
    verdict = may_confirm(is_uploader=uploader, is_alone=alone, uploaded_at=NOW, now=NOW + since)
    assert (verdict is Verdict.MAY) == (not uploader or (alone and since >= ALONE_AFTER))


def test_an_open_questionnaire_keeps_the_pictures_it_opened_with(in_maple: School, cohort: Cohort) -> None:
    first = given_picture(in_maple, NOW - HOUR)
    round_ = opened(a_draft(in_maple, cohort))
    second = given_picture(in_maple, NOW + HOUR, content=b"others")
    assert pictures_at(in_maple.pk, NOW)["belong"].pk == first.pk
    assert pictures_at(in_maple.pk, NOW + HOUR)["belong"].pk == second.pk
    close_round(round_=round_, actor="test", now=NOW + 2 * HOUR)
    assert [each.pk for each in Picture.objects.all()] == [second.pk]
    remove_picture(picture=second, at_once=False, actor="one", now=NOW + 3 * HOUR)
    assert not Picture.objects.exists()


def test_a_picture_with_a_child_in_it_goes_at_once(in_maple: School, cohort: Cohort) -> None:
    lead = person(Role.LEAD, in_maple)
    given_picture(in_maple, NOW - HOUR)
    opened(a_draft(in_maple, cohort))
    made = Picture.objects.get()
    here = f"/schools/maple-tree/pictures/{made.pk}/remove/"
    assert "keeps it until it closes" in words(browser(lead).get(here))
    remove_picture(picture=made, at_once=False, actor="one", now=NOW + HOUR)
    assert "In the open questionnaire only" in words(browser(lead).get("/schools/maple-tree/pictures/"))
    assert "It goes out of it at once." in words(browser(lead).get(here))
    browser(lead).post(here)
    assert not Picture.objects.exists()
    again = given_picture(in_maple, NOW - HOUR, slot="safe")
    browser(lead).post(f"/schools/maple-tree/pictures/{again.pk}/remove/", {"at_once": "on"})
    assert not Picture.objects.filter(slot="safe").exists()


def test_what_is_wrong_is_said_and_what_was_typed_stays(in_maple: School) -> None:
    client = browser(person(Role.LEAD, in_maple))
    reply = words(upload(client, content=hostile.SVG))
    assert "an SVG drawing" in reply
    assert "Two children share an umbrella" in reply
    assert "Please choose the picture again" in words(upload(client, alt=""))
    nothing = client.post("/schools/maple-tree/pictures/belong/", {"alt": "A"})
    assert "Please choose a picture." in words(nothing)
    assert "Tick the box if none can" in words(nothing)
    assert "larger than 5 MB" in words(upload(client, content=b"\x89PNG\r\n\x1a\n" + b"\0" * 5_300_000))
    assert upload(client, slot="no-such-statement").status_code == 404  # type: ignore[attr-defined]  # as above
    assert not Picture.objects.exists()


def test_a_picture_that_was_changed_meanwhile_is_not_confirmed_by_mistake(in_maple: School) -> None:
    client = browser(person(Role.LEAD, in_maple))
    upload(client)
    seen = Picture.objects.get()
    upload(client, content=hostile.picture(size=(20, 20)))
    with pytest.raises(PictureRefused, match="changed or removed"):
        confirm_picture(picture=seen, actor="two", now=NOW)


def test_another_schools_pictures_are_not_there(in_maple: School, river: School) -> None:
    made = given_picture(in_maple, NOW)
    client = browser(person(Role.LEAD, river))
    for act in ("image", "confirm", "remove"):
        assert client.get(f"/schools/river-lane/pictures/{made.pk}/{act}/").status_code == 404
        assert client.get(f"/schools/maple-tree/pictures/{made.pk}/{act}/").status_code == 404
    with school_scope(river.pk):
        assert pictures_of(river.pk) == []


def test_the_list_asks_as_much_for_one_picture_as_for_three(in_maple: School) -> None:
    client = browser(person(Role.LEAD, in_maple))
    asked = []
    client.get("/schools/maple-tree/pictures/")
    for slot in ("belong", "safe", "happy"):
        given_picture(in_maple, NOW, slot=slot)
        with CaptureQueriesContext(connection) as queries:
            page = words(client.get("/schools/maple-tree/pictures/"))
        asked.append(len(queries))
    assert page.count("own-pictures__image") == 3
    assert asked[0] == asked[2] <= 12
