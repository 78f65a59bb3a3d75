"""A lead who has never seen it follows the big button, reading only what is on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.enrolment.services.contacts import Person
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import School, Setting
from belonging.web.surveys.models import Round, State
from tests.web.conftest import NOW
from tests.web.enrolment.given import let_in, parties
from tests.web.home.conftest import SignedIn
from tests.web.surveys.given import a_draft

FIELD = re.compile(r"<(?:input|select)[^>]*>")
PEOPLE = ("head", "chair", "safeguarding", "deputy")


@pytest.fixture(autouse=True)
def on_a_monday_in_term() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def lead(signed_in: SignedIn, cohort: Cohort) -> Client:
    """Of Willow, which is in the cohort and has settled nothing. Its questionnaire is planned."""
    school = School.objects.create(name="Willow", slug="willow", setting=Setting.PRIMARY, is_simulated=True)
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask="W")
        parties(cohort, NOW)
        a_draft(school, cohort)
    return signed_in(Role.LEAD, school)


def big_button(client: Client) -> tuple[str, str]:
    """The title and the address of what the school's home leads to."""
    page = client.get("/schools/willow/").content.decode()
    if "bm-box--next" not in page:
        return "", ""
    box = page.split("bm-box--next")[1].split("</section>")[0]
    return unescape(re.findall(r"<h2[^>]*>([^<]*)</h2>", box)[0]), re.findall(r'href="([^"]*)"', box)[0]


def as_it_stands(client: Client, path: str) -> dict[str, str]:
    """Every field of the page's form with the value it came with, and boxes that are ticked."""
    given = {}
    for field in FIELD.findall(client.get(path).content.decode()):
        name, value = (re.findall(rf'{part}="([^"]*)"', field) for part in ("name", "value"))
        if name and ("checkbox" not in field or " checked" in field):
            given[name[0]] = unescape(value[0]) if value else ""
    return given


def typed(title: str) -> dict[str, str]:
    """What the lead adds to a page that is filled in as far as it can be."""
    if title == "Accept the agreement":
        return {"role": "Deputy head", "authority": "on"}
    if title == "Name your people":
        pairs = ((f"{kind}_name", f"{kind}_email", kind) for kind in PEOPLE)
        return {field: value for name, email, kind in pairs for field, value in
                ((name, f"Jo {kind}"), (email, f"{kind}@willow.example"))}  # fmt: skip
    return {}


def the_safeguarding_lead_signs_in() -> None:
    school = School.objects.get(slug="willow")
    with school_scope(school.pk):
        let_in(school, Person("Jo safeguarding", "safeguarding@willow.example"), NOW)


def test_the_big_button_leads_from_nothing_to_an_open_questionnaire(lead: Client) -> None:
    walked: list[str] = []
    while len(walked) < 12:
        title, address = big_button(lead)
        if not address or title.startswith(("Let everyone", "Print")):
            break
        walked.append(title)
        reply = lead.post(address, as_it_stands(lead, address) | typed(title))
        assert reply.status_code == 302, f"{title}: {reply.content.decode()[:4000]}"
        if title == "Brief the adults":
            assert big_button(lead)[0] != "Open the pupils’ questionnaire", "nobody could read a child's request yet"
            the_safeguarding_lead_signs_in()
    assert walked == [
        "Accept the agreement",
        "Name your people",
        "Choose your dates",
        "Choose editions and languages",
        "Send the letters",
        "Brief the adults",
        "Open the pupils’ questionnaire",
    ]
    with school_scope(School.objects.get(slug="willow").pk):
        assert Round.objects.get().state == State.OPEN
