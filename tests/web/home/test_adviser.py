"""One place for a school and its adviser: what is next, what has happened, and what they write to each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cases.models import CaseStudy, State
from belonging.web.cases.services.writing import start_study
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import AdviserMessage, Cohort, SupportNote
from belonging.web.programme.models.support import ContactBy
from belonging.web.programme.queries.messages import unread_messages
from belonging.web.programme.services import Contacted, log_support
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.programme.given import school_browser, school_person, text_of

PAGE = "/schools/maple-tree/adviser/"
SECRET = "The hall is free on Tuesdays."


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(maple: School) -> Client:
    return school_browser(Role.LEAD, maple)


@pytest.fixture
def adviser(maple: School) -> Client:
    return school_browser(Role.ADVISER, maple)


def mails() -> list[OutgoingMail]:
    with programme_scope("test"):
        return list(OutgoingMail.objects.order_by("pk"))


def stored() -> list[AdviserMessage]:
    with programme_scope("test"):
        return list(AdviserMessage.objects.all())


def test_a_lead_writes_and_the_adviser_answers(lead: Client, adviser: Client) -> None:
    lead.post(PAGE, {"text": SECRET})
    assert SECRET in text_of(adviser.get(PAGE))
    adviser.post(PAGE, {"text": "Then let us meet there."})
    assert "Then let us meet there." in text_of(lead.get(PAGE))
    assert [message.from_school for message in stored()] == [False, True]


def test_the_mail_and_the_journal_hold_no_word_of_it(lead: Client, adviser: Client) -> None:
    lead.post(PAGE, {"text": SECRET})
    (mail,) = mails()
    assert mail.to == "adviser.maple-tree@example.org"
    assert PAGE in mail.text
    assert SECRET not in mail.text
    with programme_scope("test"):
        assert not [entry for entry in Entry.objects.all() if SECRET in str(entry.details)]


def test_pressing_twice_sends_one_message(lead: Client, adviser: Client) -> None:
    for _ in range(2):
        lead.post(PAGE, {"text": SECRET})
    assert len(stored()) == 1
    assert len(mails()) == 1


def test_without_an_adviser_nothing_is_sent_and_the_words_stay(lead: Client) -> None:
    reply = text_of(lead.post(PAGE, {"text": SECRET}))
    assert "has no adviser yet, so the message was not sent" in reply
    assert SECRET in reply
    assert stored() == []


@pytest.mark.parametrize(("text", "words"), [(" ", "Please write your message."), ("x" * 4001, "Please shorten it")])
def test_a_message_of_no_use_is_refused_with_what_to_do(lead: Client, adviser: Client, text: str, words: str) -> None:
    assert words in text_of(lead.post(PAGE, {"text": text}))
    assert stored() == []


def test_a_message_taken_back_is_gone_and_only_its_writer_can(lead: Client, adviser: Client) -> None:
    lead.post(PAGE, {"text": SECRET})
    (message,) = stored()
    back = f"{PAGE}{message.pk}/take-back/"
    assert "Only who wrote a message can take it back" in text_of(adviser.post(back, follow=True))
    assert SECRET in text_of(adviser.get(PAGE))
    lead.post(back)
    assert SECRET not in text_of(adviser.get(PAGE))
    assert "This message was taken back." in text_of(adviser.get(PAGE))


def test_a_number_that_is_no_message_of_this_school_is_no_page(lead: Client, adviser: Client, river: School) -> None:
    lead.post(PAGE, {"text": SECRET})
    (message,) = stored()
    with school_scope(river.pk):
        other = AdviserMessage.objects.create(school=river, text="Theirs", from_school=True, by="1", at=NOW)
    assert lead.post(f"{PAGE}{other.pk}/take-back/").status_code == 404
    assert lead.post(f"{PAGE}{message.pk + 99}/take-back/").status_code == 404
    with school_scope(river.pk):
        other.refresh_from_db()
        assert other.text == "Theirs"


def test_unread_are_those_of_the_other_side_since_one_looked(lead: Client, maple: School) -> None:
    person = school_person(Role.ADVISER, maple, "Ada Adviser")
    lead.post(PAGE, {"text": SECRET})
    with school_scope(maple.pk):
        assert unread_messages(maple, person, is_adviser=True) == 1
    browser = Client()
    browser.force_login(person)
    browser.get(PAGE)
    with school_scope(maple.pk):
        assert unread_messages(maple, person, is_adviser=True) == 0
        assert unread_messages(maple, User.objects.get(name="Lee Leader"), is_adviser=False) == 0


def test_both_see_what_is_next_and_what_has_happened(
    lead: Client, adviser: Client, maple: School, cohort: Cohort
) -> None:
    due = date(2026, 12, 10)
    called = Contacted(ContactBy.CALL, NOW.date(), 20, "Talked of the plan.", "Send the film", due, shared=True)
    kept = Contacted(ContactBy.VISIT, NOW.date(), 60, "For the team's eyes.")
    with school_scope(maple.pk):
        for contact in (called, kept):
            log_support(school=maple, cohort=cohort, contact=contact, actor="test", now=NOW)
    shown = text_of(lead.get(PAGE))
    assert "Agreed with the adviser: Send the film" in shown
    assert "Talked of the plan." in shown
    assert "For the team's eyes." not in shown
    assert "Call with" in shown
    assert "For the team's eyes." in text_of(adviser.get(PAGE))


def test_a_step_without_a_day_is_not_due_today(adviser: Client, maple: School, cohort: Cohort) -> None:
    with school_scope(maple.pk):
        contact = Contacted(ContactBy.CALL, NOW.date(), 5, "Rang.", "Send the leaflet")
        log_support(school=maple, cohort=cohort, contact=contact, actor="test", now=NOW)
    assert "No day named Agreed with the adviser: Send the leaflet" in text_of(adviser.get(PAGE))


def test_training_and_a_case_study_are_part_of_the_story(
    lead: Client, adviser: Client, maple: School, cohort: Cohort
) -> None:
    with school_scope(maple.pk):
        study = start_study(school=maple, cohort=cohort, title="A calmer lunch", actor="test", now=NOW)
        CaseStudy.objects.filter(pk=study.pk).update(state=State.IN_REVIEW, asked_at=NOW, asked_by="test")
    shown = text_of(adviser.get(PAGE))
    coming, happened = shown.split("What has happened")
    assert "The adviser is asked to read the case study “A calmer lunch”" in coming
    assert "Case study begun: A calmer lunch" in happened


def test_a_step_that_is_late_says_so(adviser: Client, maple: School, cohort: Cohort) -> None:
    day = NOW.date() - timedelta(days=3)
    with school_scope(maple.pk):
        note = log_support(
            school=maple,
            cohort=cohort,
            contact=Contacted(ContactBy.CALL, day, 5, "Rang.", "Send the film", day),
            actor="test",
            now=NOW,
        )
    assert "Send the film (its day has passed)" in text_of(adviser.get(PAGE))
    with school_scope(maple.pk):
        SupportNote.objects.filter(pk=note.pk).update(done_on=day)
    assert "Send the film" not in text_of(adviser.get(PAGE)).split("What has happened")[0]


def test_many_messages_and_notes_cost_no_more_queries(
    lead: Client, adviser: Client, maple: School, cohort: Cohort
) -> None:
    counts = []
    lead.get(PAGE)
    for _ in range(2):
        for number in range(3):
            lead.post(PAGE, {"text": f"Message {number}"})
            with school_scope(maple.pk):
                contact = Contacted(ContactBy.CALL, NOW.date(), 5, "Rang.", "Ring again", NOW.date(), shared=True)
                log_support(school=maple, cohort=cohort, contact=contact, actor="test", now=NOW)
        with CaptureQueriesContext(connection) as caught:
            lead.get(PAGE)
        counts.append(len(caught))
    assert counts[0] == counts[1]
