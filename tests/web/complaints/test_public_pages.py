"""Somebody writes to us without an account, and reads the answer."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client

from belonging.web.base.scope import programme_scope
from belonging.web.complaints.models import Enquiry, EnquiryKind, Outcome, Remark
from belonging.web.complaints.rules import ADDED_AN_HOUR, RECEIPTS_A_DAY, RECEIPTS_AN_HOUR, shown_reference
from belonging.web.complaints.services import add_note, answer_enquiry, close_enquiry
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from tests.web.complaints.conftest import again, taken
from tests.web.conftest import NOW

BY_MAIL = {"kind": "data", "text": "You kept too much.", "reply": "mail", "name": "Sam", "email": "sam@home.example"}
UNNAMED = {"kind": "complaint", "text": "It took too long.", "reply": "reference", "about": "Maple Tree School"}


def words(content: bytes) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode())))


def send(client: Client, fields: dict[str, str], address: str = "/complaints/", wait: int = 60) -> str:
    """Open the page, take a while, send it; what the next page says."""
    page = client.get(address).content.decode()
    found = re.search(r'name="started"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="started"', page)
    assert found
    with time_machine.travel(NOW + timedelta(seconds=wait), tick=False):
        reply = client.post(address, fields | {"started": unescape(found.group(1) or found.group(2))}, follow=True)
    return words(reply.content)


def the_enquiry() -> Enquiry:
    with programme_scope("test"):
        return Enquiry.objects.get()


def mails() -> list[OutgoingMail]:
    with programme_scope("test"):
        return list(OutgoingMail.objects.order_by("pk"))


class TestWriting:
    def test_a_complaint_gets_a_reference_a_date_and_a_receipt(self, client: Client) -> None:
        text = send(client, BY_MAIL)
        enquiry = the_enquiry()
        assert shown_reference(enquiry.reference) in text
        assert "We write to you by Tuesday 22 December 2026" in text
        (mail,) = mails()
        assert mail.to == "sam@home.example"
        assert shown_reference(enquiry.reference) in mail.subject
        assert "by Tuesday 22 December 2026" in mail.text
        assert "Information Commissioner’s Office" in mail.text
        assert "too much" not in mail.text
        with programme_scope("test"):
            assert Entry.objects.get(act="enquiry-received").details == {"kind": "data"}

    def test_a_question_comes_by_the_contact_page(self, client: Client) -> None:
        send(client, {"text": "May we join?", "reply": "mail", "email": "head@maple.example"}, "/contact/")
        assert the_enquiry().kind == EnquiryKind.QUESTION
        assert "thank you for your question" in mails()[0].text

    def test_who_stays_unknown_is_kept_unknown(self, client: Client) -> None:
        text = send(client, UNNAMED | {"name": "Filled in by the browser", "email": "sam@home.example"})
        enquiry = the_enquiry()
        assert (enquiry.name, enquiry.email, mails()) == ("", "", [])
        assert "Write the reference down now" in text

    def test_the_receipts_page_goes_away_after_an_hour(self, client: Client) -> None:
        page = client.get("/complaints/").content.decode()
        started = unescape(
            re.findall(r'value="([^"]+)"[^>]*name="started"|name="started"[^>]*value="([^"]+)"', page)[0][1]
        )
        with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
            address = client.post("/complaints/", UNNAMED | {"started": started}).headers["Location"]
            assert client.get(address).status_code == 200
        with time_machine.travel(NOW + timedelta(minutes=62), tick=False):
            assert client.get(address).status_code == 404
        assert client.get("/complaints/sent/made-up/").status_code == 404

    def test_pressing_twice_is_one_message(self, client: Client) -> None:
        page = client.get("/contact/").content.decode()
        started = re.findall(r'name="started"[^>]*value="([^"]+)"', page)[0]
        fields = {"text": "Hello", "reply": "reference", "started": started}
        with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
            first = client.post("/contact/", fields)
            second = client.post("/contact/", fields)
        assert first.status_code == second.status_code == 302
        the_enquiry()


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"text": ""}, "Please write what it is about."),
            ({"text": "x" * 4001}, "Please keep it to 4,000 letters."),
            ({"text": "http://a http://b https://c http://d"}, "at most 3 web addresses"),
            ({"kind": ""}, "Please choose what it is about."),
            ({"kind": "spam"}, "There is a problem"),
            ({"reply": ""}, "Please choose how we can answer you."),
            ({"email": ""}, "Please give the address to which we can write"),
            ({"email": "sam"}, "Please write the address like name@example.org."),
            ({"website": "http://pills.example"}, "A box that has to stay empty was filled in."),
        ],
    )
    def test_each_gets_a_sentence_and_nothing_typed_is_lost(
        self, client: Client, change: dict[str, str], says: str
    ) -> None:
        reply = send(client, BY_MAIL | {"about": "Maple Tree School"} | change)
        assert says in reply
        with programme_scope("test"):
            assert not Enquiry.objects.exists()

    def test_what_was_typed_stands_in_the_form_again(self, client: Client) -> None:
        reply = client.post("/complaints/", BY_MAIL | {"email": "sam"})
        page = reply.content.decode()
        assert "You kept too much." in page
        assert 'value="sam"' in page
        assert re.search(r'value="data"[^>]*checked', page)

    def test_a_machines_haste_is_asked_to_look_again(self, client: Client) -> None:
        assert "That was very quick" in send(client, BY_MAIL, wait=1)

    @pytest.mark.parametrize("wait", [25 * 60 * 60, 365 * 24 * 60 * 60])
    def test_a_page_left_open_for_days_can_be_sent_by_pressing_again(self, client: Client, wait: int) -> None:
        assert "open for more than a day" in send(client, BY_MAIL, wait=wait)

    def test_a_form_without_our_token_gets_a_fresh_one(self, client: Client) -> None:
        page = client.post("/complaints/", BY_MAIL | {"started": "made up"}).content.decode()
        assert "made up" not in page
        started = re.findall(r'name="started"[^>]*value="([^"]+)"', page)[0]
        with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
            assert client.post("/complaints/", BY_MAIL | {"started": started}).status_code == 302

    def test_a_flood_stops_the_receipts_and_never_a_complaint(self, client: Client) -> None:
        for number in range(RECEIPTS_AN_HOUR):
            taken(number, email=f"machine{number}@home.example")
        assert "We have your message" in send(client, BY_MAIL)
        with programme_scope("test"):
            assert Enquiry.objects.count() == RECEIPTS_AN_HOUR + 1
        assert len(mails()) == RECEIPTS_AN_HOUR

    def test_messages_without_an_address_take_nobodys_receipt(self, client: Client) -> None:
        for number in range(RECEIPTS_AN_HOUR):
            taken(number, email="")
        send(client, BY_MAIL)
        assert len(mails()) == 1

    def test_no_typed_word_stands_in_a_receipt(self, client: Client) -> None:
        send(client, BY_MAIL | {"name": "Win a prize at pills.example", "about": "Cheap Loans School"})
        (mail,) = mails()
        assert mail.text.startswith("Hello,\n")
        for typed in ("pills", "Cheap", "too much"):
            assert typed not in mail.text + mail.subject

    def test_the_form_cannot_fill_a_strangers_mailbox(self) -> None:
        for number in range(10):
            taken(number, email="stranger@home.example")
        assert len(mails()) == RECEIPTS_A_DAY


class TestReadingTheAnswer:
    def read(self, client: Client, reference: str, **more: str) -> str:
        return words(client.post("/complaints/answer/", {"reference": reference, **more}).content)

    def test_who_is_unknown_reads_the_answer_and_adds_to_it(self, client: Client) -> None:
        enquiry = taken(email="")
        shown = shown_reference(enquiry.reference)
        assert "You will find it on this page by Tuesday 22 December 2026" in self.read(client, shown)
        with programme_scope("test"):
            add_note(enquiry=enquiry, text="Looks like a mistake of ours", actor="mo", now=NOW)
            answer_enquiry(enquiry=enquiry, text="We are sorry.", actor="mo", now=NOW)
        text = self.read(client, f" {shown.lower()} ")
        assert "We are sorry." in text
        assert "Message number 1" in text
        assert "mistake of ours" not in text
        assert "Your words have been added." in self.read(client, shown, act="add", text="Thank you.")
        assert "Thank you." in self.read(client, shown)

    def test_who_gave_an_address_has_the_answer_there_alone(self, client: Client) -> None:
        enquiry = taken()
        with programme_scope("test"):
            answer_enquiry(enquiry=enquiry, text="We are sorry.", actor="mo", now=NOW)
        text = self.read(client, enquiry.reference, act="add", text="Not mine")
        assert "went to your e-mail address" in text
        assert "We are sorry" not in text
        assert "Message number" not in text
        assert "sam@home.example" not in text
        with programme_scope("test"):
            assert Remark.objects.count() == 1

    def test_a_closed_one_says_so_and_takes_no_more(self, client: Client) -> None:
        enquiry = taken(email="")
        with programme_scope("test"):
            answer_enquiry(enquiry=enquiry, text="We are sorry.", actor="mo", now=NOW)
            close_enquiry(enquiry=enquiry, outcome=Outcome.UPHELD, actor="mo", now=NOW)
        text = self.read(client, enquiry.reference, act="add", text="And another thing")
        assert "Complaint upheld." in text
        assert "has been closed. If it is not settled" in text
        assert again(enquiry).state == "closed"

    @pytest.mark.parametrize("typed", ["KT7X4-MPC2R", "x", "ÄÖÜ", "''; --"])
    def test_an_unknown_reference_is_explained(self, client: Client, typed: str) -> None:
        assert "We have no message with this reference" in self.read(client, typed)

    def test_an_empty_one_too(self, client: Client) -> None:
        assert "Please write the reference" in self.read(client, "")

    def test_one_message_is_added_to_so_often_and_others_go_on(self, client: Client) -> None:
        busy, other = taken(1, email=""), taken(2, email="")
        for _ in range(ADDED_AN_HOUR):
            self.read(client, busy.reference, act="add", text="More")
        assert "press Send again in an hour" in self.read(client, busy.reference, act="add", text="Once more")
        assert "Your words have been added." in self.read(client, other.reference, act="add", text="Mine")

    def test_words_to_add_have_to_be_there(self, client: Client) -> None:
        enquiry = taken(email="")
        assert "Please write what you want to add." in self.read(client, enquiry.reference, act="add", text="")
