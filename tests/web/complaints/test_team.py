"""The team answers, minds the clock, and forgets in time."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from belonging.web.accounts.models import User
from belonging.web.base.scope import programme_scope
from belonging.web.complaints.models import Enquiry, EnquiryKind, EnquiryState, Outcome, Remark
from belonging.web.complaints.services import answer_enquiry, close_enquiry, forget_due, remind_due
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from tests.web.complaints.conftest import again, taken
from tests.web.complaints.test_public_pages import mails, words
from tests.web.conftest import NOW

LIST = "/programme/complaints/"


def page_of(enquiry: Enquiry) -> str:
    return f"{LIST}{enquiry.reference.lower()}/"


class TestAnswering:
    def test_an_answer_goes_out_by_mail_and_the_clock_begins_again(self, desk: Client) -> None:
        enquiry = taken(now=NOW - timedelta(days=10))
        assert enquiry.due_on == date(2026, 12, 12)
        reply = desk.post(page_of(enquiry), {"act": "answer", "answer": "We're sorry & will change it."}, follow=True)
        assert "Your answer is on its way." in words(reply.content)
        mail = mails()[-1]
        assert "We're sorry & will change it." in mail.text
        assert mail.to == "sam@home.example"
        assert again(enquiry).state == EnquiryState.IN_HAND
        assert again(enquiry).due_on == date(2026, 12, 22)
        assert "Answered by Mo Manager, 23 November 2026" in words(desk.get(page_of(enquiry)).content)

    def test_a_note_stays_with_the_team(self, desk: Client, manager: User) -> None:
        enquiry = taken()
        text = words(desk.post(page_of(enquiry), {"act": "note", "note": "Ask the school."}, follow=True).content)
        assert "Note by Mo Manager" in text
        assert len(mails()) == 1
        with programme_scope("test"):
            assert Entry.objects.get(act="enquiry-noted").actor == str(manager.pk)

    def test_a_complaint_is_closed_with_its_outcome_and_the_writer_told(self, desk: Client) -> None:
        enquiry = taken(kind=EnquiryKind.DATA_PROTECTION)
        desk.post(page_of(enquiry), {"act": "answer", "answer": "We looked."})
        desk.post(page_of(enquiry), {"act": "close", "outcome": "partly"})
        assert (again(enquiry).state, again(enquiry).outcome) == (EnquiryState.CLOSED, Outcome.PARTLY)
        assert "Outcome: upheld in part." in mails()[-1].text
        assert "ico.org.uk" in mails()[-1].text
        text = words(desk.get(page_of(enquiry)).content)
        assert "Complaint upheld in part" in text
        assert "Send the answer" not in text

    def test_spam_is_closed_without_a_word(self, desk: Client) -> None:
        enquiry = taken()
        desk.post(page_of(enquiry), {"act": "close", "outcome": "spam"})
        assert again(enquiry).state == EnquiryState.CLOSED
        assert len(mails()) == 1

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"act": "answer", "answer": " "}, "Please write the answer."),
            ({"act": "answer", "answer": "x" * 4001}, "Please keep it to 4,000 letters."),
            ({"act": "note", "note": ""}, "Please write the note."),
            ({"act": "close"}, "Please choose how it ended."),
            ({"act": "close", "outcome": "answered"}, "Select a valid choice"),
            ({"act": "close", "outcome": "upheld"}, "Write to the person first what you found."),
        ],
    )
    def test_what_is_wrong_gets_a_sentence(self, desk: Client, fields: dict[str, str], says: str) -> None:
        enquiry = taken()
        assert says in words(desk.post(page_of(enquiry), fields).content)
        assert again(enquiry).state == EnquiryState.NEW

    def test_an_answer_to_what_was_closed_meanwhile_is_refused_and_not_lost(self, desk: Client) -> None:
        enquiry = taken()
        with programme_scope("test"):
            close_enquiry(enquiry=enquiry, outcome=Outcome.WITHDRAWN, actor="other", now=NOW)
        text = words(desk.post(page_of(enquiry), {"act": "answer", "answer": "Long and careful words"}).content)
        assert "This message has been closed." in text
        assert "Long and careful words" in text

    def test_a_press_of_no_button_changes_nothing(self, desk: Client) -> None:
        assert desk.post(page_of(taken()), {}).status_code == 200
        assert desk.get(f"{LIST}kt7x4mpc2r/").status_code == 404


class TestTheList:
    def test_what_is_late_leads_and_says_by_how_much(self, desk: Client) -> None:
        second, first = taken(2), taken(1)
        with programme_scope("test"):
            Enquiry.objects.filter(pk=first.pk).update(due_on=date(2026, 11, 21))
        text = words(desk.get(LIST).content)
        assert "2 messages wait for an answer. 1 is late." in text
        assert "Late by 2 days" in text
        assert text.index("Late by 2 days") < text.index("Write by 22 Dec")
        assert second.due_on == date(2026, 12, 22)

    def test_nothing_to_answer_is_said(self, desk: Client) -> None:
        assert "Nobody waits for an answer." in words(desk.get(LIST).content)

    def test_closed_ones_have_their_own_list(self, desk: Client) -> None:
        with programme_scope("test"):
            close_enquiry(enquiry=taken(), outcome=Outcome.WITHDRAWN, actor="mo", now=NOW)
        assert "Show the 1 that is closed" in words(desk.get(LIST).content)
        assert "Withdrawn by the writer" in words(desk.get(LIST, {"show": "closed"}).content)

    def test_it_comes_in_pages(self, desk: Client) -> None:
        for number in range(26):
            taken(number, email="")
        assert "Page 1 of 2" in words(desk.get(LIST).content)
        assert desk.get(LIST, {"page": "2"}).content.decode().count("govuk-task-list__item") >= 1
        assert "Page 2 of 2" in words(desk.get(LIST, {"page": "999"}).content)

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_asks_the_database_equally_often(
        self, desk: Client, number: int, django_assert_max_num_queries: Callable[[int], Any]
    ) -> None:
        for each in range(number):
            taken(each, email="")
        desk.get(LIST)
        with django_assert_max_num_queries(12) as seen:
            desk.get(LIST)
        asked = [query["sql"] for query in seen.captured_queries if "complaints_" in query["sql"]]
        assert len(asked) == 3


class TestTheClock:
    def digests(self) -> list[OutgoingMail]:
        return [mail for mail in mails() if mail.key.startswith("enquiries:")]

    def test_one_reminder_a_day_to_each_manager_while_something_waits(self, manager: User) -> None:
        taken(email="")
        assert [remind_due(now=NOW), remind_due(now=NOW)] == [1, 0]
        assert remind_due(now=NOW + timedelta(days=1)) == 1
        first, _ = self.digests()
        assert first.to == manager.email
        assert "1 has not been answered by anybody yet." in first.text
        assert first.text.count("http://127.0.0.1:8000/programme/complaints/") == 1

    def test_it_waits_for_the_morning(self, manager: User) -> None:
        taken(email="")
        friday_night = NOW + timedelta(days=4, hours=12)
        assert [remind_due(now=friday_night), remind_due(now=friday_night + timedelta(hours=20))] == [1, 0]
        assert self.digests()[0].due_at == NOW + timedelta(days=7, hours=-2)

    def test_what_was_answered_is_quiet_until_it_is_nearly_late(self, manager: User) -> None:
        enquiry = taken(email="")
        with programme_scope("test"):
            answer_enquiry(enquiry=enquiry, text="Soon.", actor="mo", now=NOW)
        assert remind_due(now=NOW + timedelta(days=2)) == 0
        assert remind_due(now=NOW + timedelta(days=25)) == 1
        assert remind_due(now=NOW + timedelta(days=31)) == 1
        soon, late = self.digests()
        assert "1 has to be answered within five days." in soon.text
        assert late.subject.startswith("Late: ")

    def test_two_years_after_closing_names_and_words_are_gone(self) -> None:
        enquiry, stays = taken(1), taken(2)
        with programme_scope("test"):
            answer_enquiry(enquiry=enquiry, text="We are sorry, Sam.", actor="mo", now=NOW)
            close_enquiry(enquiry=enquiry, outcome=Outcome.UPHELD, actor="mo", now=NOW)
        assert forget_due(now=NOW + timedelta(days=729)) == 0
        assert forget_due(now=NOW + timedelta(days=731)) == 1
        assert forget_due(now=NOW + timedelta(days=731)) == 0
        gone = again(enquiry)
        assert (gone.name, gone.email, gone.text, gone.outcome) == ("", "", "", Outcome.UPHELD)
        with programme_scope("test"):
            assert Remark.objects.get().text == ""
        assert again(stays).text


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"kind": "rant"}, "known_kind"),
        ({"state": "lost"}, "known_state"),
        ({"state": "closed"}, "closed_with_outcome"),
        ({"outcome": "upheld"}, "closed_with_outcome"),
        ({"state": "in_hand"}, "in_hand_was_acknowledged"),
    ],
)
def test_a_wrong_state_cannot_be_stored(change: dict[str, str], rule: str) -> None:
    taken()
    with programme_scope("test"), pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Enquiry.objects.update(**change)


def test_references_have_no_letter_that_looks_like_another() -> None:
    assert re.fullmatch(r"[234679CDFGHJKMNPRTVWXY8]{10}", taken().reference)
