"""What waits for a person stands where they look first, and goes when they have looked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import Membership
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from belonging.web.cases.models import CaseStudy, State
from belonging.web.cases.services.writing import start_study
from belonging.web.enrolment.models import Contact
from belonging.web.programme.models import Cohort
from belonging.web.safeguarding.models import Call
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.escalating import escalate_due
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.programme.given import programme_browser, school_browser, school_person, text_of
from tests.web.safeguarding.given import PEOPLE, about, asked, named
from tests.web.surveys.answering_rounds import open_slips


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(maple: School) -> Client:
    return school_browser(Role.LEAD, maple)


@pytest.fixture
def adviser(maple: School, river: School) -> Client:
    """Of two schools, so that they come to a list."""
    person = school_person(Role.ADVISER, maple, "Ada Adviser")
    Membership.objects.create(user=person, role=Role.ADVISER, school=river)
    client = Client()
    client.force_login(person)
    return client


def a_study(maple: School, cohort: Cohort, state: State) -> None:
    with school_scope(maple.pk):
        study = start_study(school=maple, cohort=cohort, title="A calmer lunch", actor="test", now=NOW)
        given = {"asked_at": NOW, "asked_by": "test"}
        if state == State.SIGNED:
            given |= {"signed_at": NOW, "signed_by": "test", "signed_digest": "d", "signed": {"named": {}}}
        CaseStudy.objects.filter(pk=study.pk).update(state=state, **given)


def test_an_adviser_finds_the_school_that_wrote_and_the_study_that_waits(
    lead: Client, adviser: Client, maple: School, cohort: Cohort
) -> None:
    assert "new message" not in text_of(adviser.get("/work/"))
    lead.post("/schools/maple-tree/adviser/", {"text": "May they read it aloud?"})
    a_study(maple, cohort, State.IN_REVIEW)
    listed = text_of(adviser.get("/work/"))
    assert "1 new message · a case study to read" in listed
    page = text_of(adviser.get("/schools/maple-tree/"))
    assert "Read a new message from the school" in page
    assert "Read the case study “A calmer lunch”" in page
    adviser.get("/schools/maple-tree/adviser/")
    assert "new message" not in text_of(adviser.get("/work/"))


def test_a_lead_is_told_of_the_answer_and_never_of_the_own_message(lead: Client, adviser: Client) -> None:
    lead.post("/schools/maple-tree/adviser/", {"text": "May they read it aloud?"})
    assert "new message" not in text_of(lead.get("/schools/maple-tree/"))
    adviser.post("/schools/maple-tree/adviser/", {"text": "Yes, to all at once."})
    assert "Read a new message from your adviser" in text_of(lead.get("/schools/maple-tree/"))


def test_the_head_finds_first_who_waits_to_talk_and_never_what_is_about_the_head(maple: School, cohort: Cohort) -> None:
    head = school_person(Role.HEAD, maple, "Hall")
    client = Client()
    client.force_login(head)
    with school_scope(maple.pk):
        pupils = open_slips(maple, cohort, NOW)
        named(maple, *PEOPLE)
        Contact.objects.filter(kind="head").update(email=head.email)
        asked(pupils.round, token="1" * 32)
        asked(pupils.round, about(About.HEAD), token="2" * 32)
    escalate_due(now=NOW)
    assert "waits to talk" not in text_of(client.get("/schools/maple-tree/"))
    escalate_due(now=NOW + timedelta(hours=4))

    home = text_of(client.get("/schools/maple-tree/"))
    assert "Next 1 pupil waits to talk to someone" in home
    assert "Maya" not in home
    with school_scope(maple.pk):
        Call.objects.exclude(about="head").update(acknowledged_at=NOW, acknowledged_by="1")
    assert "waits to talk" not in text_of(client.get("/schools/maple-tree/"))


def test_the_team_finds_what_schools_have_signed_off(maple: School, cohort: Cohort) -> None:
    manager = programme_browser()
    assert "Case studies that schools have signed off" not in text_of(manager.get("/programme/"))
    a_study(maple, cohort, State.SIGNED)
    assert "Case studies that schools have signed off 1 waits" in text_of(manager.get("/programme/"))


def test_more_schools_cost_no_more_queries(lead: Client, adviser: Client, river: School) -> None:
    counts = []
    for writer in (lead, school_browser(Role.LEAD, river)):
        slug = "maple-tree" if writer is lead else "river-lane"
        writer.post(f"/schools/{slug}/adviser/", {"text": "Hello"})
        with CaptureQueriesContext(connection) as caught:
            adviser.get("/work/")
        counts.append(len(caught))
    assert counts[0] == counts[1]
