"""The pages of a break-glass: a fresh proof for each of the three, and no code left behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.models import BreakGlass
from belonging.web.safeguarding.rules.breaking import reference_of
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.backlogs import note_backlogs
from belonging.web.safeguarding.services.confirming import confirm_note
from belonging.web.schools.models import School
from belonging.web.surveys.services.rounds import close_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.accounts.given import member
from tests.web.accounts.given import signed_in as signed_in_fully
from tests.web.conftest import NOW
from tests.web.safeguarding.given import PEOPLE, named, person, words
from tests.web.safeguarding.glass import SEEN, WRITTEN, Written, confirmed, wrote
from tests.web.surveys.given import AFTER

GLASS = "/programme/break-glass/"


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def written(maple: School, cohort: Cohort) -> Written:
    with school_scope(maple.pk):
        made = wrote(maple, cohort)
        named(maple, "lead", *PEOPLE)
    return made


@pytest.fixture
def lead(maple: School) -> User:
    return person(Role.LEAD, maple)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form(written: Written, **other: str) -> dict[str, str]:
    return {"reference": written.reference, "ground": "own_life", "about": "none", "seen": SEEN, **other}


def codes_of(glass: BreakGlass) -> str:
    return f"/schools/maple-tree/break-glass/{glass.handle}/"


def test_from_the_reference_to_the_slip(written: Written, lead: User) -> None:
    first, second = (signed_in(person(Role.MANAGER, email=f"{name}@programme.example")) for name in ("one", "two"))
    assert f"{GLASS}propose/" in first.get(GLASS).content.decode()
    made = first.post(f"{GLASS}propose/", form(written), follow=True)
    assert "Please telephone another programme manager" in words(made)
    assert "let the school look" not in words(made)
    one = made.redirect_chain[-1][0]
    with school_scope(written.round.host_id):
        glass = BreakGlass.objects.get()
    school = signed_in(lead)
    assert school.get(codes_of(glass)).status_code == 404

    assert f'href="{GLASS}">Find whose slip a threat to life came with' in second.get("/programme/").content.decode()
    task = "A life may be in danger: a break-glass needs a second person"
    assert task in words(second.get("/programme/"))
    assert task not in words(first.get("/programme/"))
    assert "try codes of slips" not in words(school.get("/schools/maple-tree/"))
    assert SEEN in words(second.get(one))
    assert "The school may look" in words(second.post(one, {"act": "confirm"}, follow=True))
    assert task not in words(second.get("/programme/"))
    assert "A life may be in danger: try codes of slips" in words(school.get("/schools/maple-tree/"))
    assert (
        codes_of(glass) in school.get(f"/schools/maple-tree/rounds/{written.round.handle}/comments/").content.decode()
    )
    page = words(school.get(codes_of(glass)))
    assert "30 tries left" in page
    assert WRITTEN not in page
    assert SEEN not in page
    assert "No: these words did not come" in words(school.post(codes_of(glass), {"code": written.used}, follow=True))
    assert "A code has 8" in words(school.post(codes_of(glass), {"code": "KT7"}))
    assert "Yes: these words came" in words(school.post(codes_of(glass), {"code": written.theirs}, follow=True))
    assert "try codes of slips" not in words(school.get("/schools/maple-tree/"))
    assert "Nothing can be looked for here any more" in words(school.get(codes_of(glass)))
    assert "One slip was found" in words(first.get(GLASS))


@pytest.mark.parametrize("minutes", [1, 20])
def test_a_reader_keeps_the_reference_when_the_words_are_passed_on(written: Written, minutes: int) -> None:
    """Also one who takes longer than a comment is held for, and forgets whom it is about."""
    screener = person(Role.SCREENER)
    with programme_scope("test"):
        confirm_note(reader=str(screener.pk), now=NOW)
    note_backlogs(now=NOW)
    reader = signed_in(screener)
    page = reader.post("/programme/comments/next/", follow=True)
    while WRITTEN not in words(page):
        page = decided(reader, page, "as_written")

    shown = words(page)
    assert shown.index("Pass it on as a concern") < shown.index("Release as written")
    with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
        page = decided(reader, page, "concern")
        assert "Choose one: whoever it is about must not read it." in words(page)
        assert WRITTEN in words(page)
        after = words(decided(reader, page, "concern", about="none"))
    assert f"read out this reference: {reference_of(written.comment)}. It is for the comment that you have" in after


def decided(reader: Client, page: Any, choice: str, **more: str) -> Any:
    handle = page.context["page"].handle
    return reader.post("/programme/comments/decision/", {"handle": handle, "choice": choice, **more}, follow=True)


def test_what_cannot_be_found_is_said_at_once(written: Written) -> None:
    manager = signed_in(person(Role.MANAGER))
    for typed, said in (
        ("nonsense", "A reference has 12 letters"),
        ("0" * 12, "No comment of an open questionnaire has this reference"),
    ):
        assert said in words(manager.post(f"{GLASS}propose/", form(written, reference=typed)))
    with school_scope(written.round.host_id):
        close_round(round_=written.round, actor="test", now=NOW)
        seal_round(round_=written.round, actor="test", now=AFTER)
    assert "No comment of an open questionnaire" in words(manager.post(f"{GLASS}propose/", form(written)))


def test_a_manager_who_is_the_schools_lead_too_is_not_the_third(written: Written, maple: School) -> None:
    both, second = (person(Role.MANAGER, email=f"{name}@programme.example") for name in ("one", "two"))
    Membership.objects.create(user=both, role=Role.LEAD, school=maple)
    signed_in(both).post(f"{GLASS}propose/", form(written))
    with school_scope(maple.pk):
        glass = BreakGlass.objects.get()
    signed_in(second).post(f"{GLASS}{glass.handle}/", {"act": "confirm"})

    assert signed_in(both).get(codes_of(glass)).status_code == 404
    assert signed_in(both).post(codes_of(glass), {"code": written.theirs}).status_code == 404
    page = signed_in(both).get(f"/schools/maple-tree/rounds/{written.round.handle}/comments/")
    assert codes_of(glass) not in page.content.decode()
    with school_scope(maple.pk):
        glass.refresh_from_db()
        assert (glass.confirmed_by, glass.tries) == (str(second.pk), 0)


@pytest.mark.parametrize("role", [Role.SCREENER, Role.EVALUATOR])
def test_it_is_the_managers_alone(role: Role, written: Written) -> None:
    client = signed_in(person(role))
    assert client.get(GLASS).status_code == 404
    assert client.post(f"{GLASS}propose/", form(written)).status_code == 404


def test_whoever_it_is_about_finds_no_page(written: Written, maple: School) -> None:
    with school_scope(maple.pk):
        glass = confirmed(written, about=About.HEAD)
    accused = person(Role.LEAD, maple, email="HEAD@maple.example")
    assert signed_in(accused).get(codes_of(glass)).status_code == 404


def test_a_stale_proof_keeps_no_code_and_no_word_in_a_session(
    written: Written, maple: School, settings: Settings
) -> None:
    settings.GUARD_SESSIONS = True
    with school_scope(maple.pk):
        glass = confirmed(written)
    school, manager = (stale(signed_in_fully(user)) for user in (member(Role.LEAD, maple), member(Role.MANAGER)))
    assert "/account/confirm/" in school.get(codes_of(glass))["Location"]
    assert "/account/confirm/" in manager.get(f"{GLASS}propose/")["Location"]
    assert "/account/confirm/" in manager.post(f"{GLASS}{glass.handle}/", {"act": "end"})["Location"]

    assert school.post(codes_of(glass), {"code": written.theirs})["Location"] == codes_of(glass)
    assert "show it once more there" in words(manager.post(f"{GLASS}propose/", form(written)))

    kept = " ".join(str(each.get_decoded()) for each in Session.objects.all())
    assert written.theirs not in kept
    assert SEEN not in kept
    with school_scope(maple.pk):
        glass.refresh_from_db()
        assert (glass.tries, glass.ending) == (0, "")
        assert BreakGlass.objects.count() == 1


def stale(browser: Client) -> Client:
    session = browser.session
    proofs = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**each, "at": each["at"] - 3600} for each in proofs]
    session.save()
    return browser
