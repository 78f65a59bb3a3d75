"""The pages of evidence and discussion: what people see, who may, and what a browser is told of a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit, Evidence, Remark
from belonging.web.audit.presenters.evidence import evidence_part
from belonging.web.audit.presenters.remarks import remarks_part
from belonging.web.audit.queries.audits import audit_at
from belonging.web.audit.services.evidence import Upload, add_file, add_link, add_text
from belonging.web.audit.services.remarks import remark
from belonging.web.audit.services.work import sign_off
from belonging.web.schools.models import School
from tests.web.audit.people import browser, person, text_of, words
from tests.web.conftest import NOW
from tests.web.files import hostile_pdf

HERE = "/schools/maple-tree/audit/pilot-2026/baseline/"
SAFE = "safe_places"
STATEMENT = f"{HERE}statements/{SAFE}/"
ADD = f"{HERE}evidence/{SAFE}/add/"
SAY = f"{HERE}remarks/{SAFE}/say/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(audit: Audit, robin: User) -> Client:
    return browser(robin)


def a_file(audit: Audit, by: User, title: str = "Minutes, October") -> Evidence:
    upload = Upload(title, "a.pdf", hostile_pdf.plain(), no_names=True)
    return add_file(audit=audit, statement=SAFE, upload=upload, actor=str(by.pk), now=NOW)


class TestAdding:
    def test_words_links_and_files_are_added_and_shown_beside_the_statement(self, lead: Client) -> None:
        assert "Nothing is here yet" in text_of(lead, STATEMENT)
        for kind, heading in (("text", "Add a few words"), ("link", "Add a link"), ("file", "Add a file")):
            page = text_of(lead, f"{ADD}{kind}/")
            assert heading in page
            assert "No pupils" in page
            assert "so does your adviser" in page
        lead.post(f"{ADD}text/", {"title": "", "text": "Nine benches\n<b>used</b>"})
        lead.post(f"{ADD}link/", {"title": "Our policy", "link": "https://school.example/policy"})
        sent = SimpleUploadedFile("a.pdf", hostile_pdf.plain())
        added = lead.post(f"{ADD}file/", {"title": "Minutes", "file": sent, "no_names": "on"})
        assert added["Location"] == f"{STATEMENT}#evidence"
        page = lead.get(STATEMENT).content.decode()
        assert "Nine benches<br>&lt;b&gt;used&lt;/b&gt;" in page
        link = '<a class="govuk-link" href="https://school.example/policy" target="_blank" rel="noopener noreferrer">'
        assert f"{link}Our policy</a>" in page
        assert "(school.example, opens in a new tab)" in page
        assert "(PDF, 1 kB)" in page
        assert "Robin, 23 November 2026" in page

    @pytest.mark.parametrize(
        ("kind", "sent", "fault"),
        [
            ("text", {"title": "Walk", "text": ""}, "Please write what shows it"),
            ("text", {"title": "Walk", "text": "\u202e"}, "Please write what shows it"),
            ("link", {"title": "Walk", "link": "javascript:alert(1)"}, "no address of the web"),
            ("link", {"title": "", "link": "https://walk.example/Walk"}, "what is there"),
            ("file", {"title": "Walk", "no_names": "on"}, "Please choose a file"),
        ],
    )
    def test_a_fault_is_named_and_what_was_typed_is_still_there(
        self, lead: Client, kind: str, sent: dict[str, str], fault: str
    ) -> None:
        page = lead.post(f"{ADD}{kind}/", sent).content.decode()
        assert "There is a problem" in page
        assert fault in page
        assert "Walk" in page
        assert not Evidence.objects.exists()

    def test_a_file_that_is_refused_says_why_and_keeps_the_title(self, lead: Client) -> None:
        for content, fault in ((hostile_pdf.locked(), "locked with a password"), (b"%PDF-" + b"a" * 5_300_000, "5 MB")):
            sent = SimpleUploadedFile("a.pdf", content)
            page = words(lead.post(f"{ADD}file/", {"title": "x", "file": sent, "no_names": "on"}).content.decode())
            assert fault in page
        untold = {"title": "Kept words", "file": SimpleUploadedFile("a.pdf", hostile_pdf.plain())}
        page = lead.post(f"{ADD}file/", untold).content.decode()
        assert "Please look through the file" in page
        assert "choose the file again" in page
        assert "Kept words" in page

    def test_the_browser_asks_for_what_is_forgotten_before_it_sends_a_file(self, lead: Client) -> None:
        page = lead.get(f"{ADD}file/").content.decode()
        form = page[page.index('enctype="multipart/form-data"') : page.index("Add it")]
        assert "novalidate" not in form
        for name in ("file", "title", "no_names"):
            field = form[form.index(f'name="{name}"') :].partition(">")[0]
            assert " required" in field, name
        assert form.index('name="title"') < form.index('name="no_names"')
        assert "novalidate" in lead.get(f"{ADD}text/").content.decode()

    def test_an_unknown_kind_or_statement_is_no_page(self, lead: Client) -> None:
        assert lead.get(f"{ADD}film/").status_code == 404
        assert lead.get(f"{HERE}evidence/nothing/add/text/").status_code == 404
        assert lead.get(f"{HERE}evidence/999/file/").status_code == 404


class TestAFile:
    def test_it_is_saved_and_never_shown_in_the_page(self, lead: Client, audit: Audit, robin: User) -> None:
        reply = lead.get(f"{HERE}evidence/{a_file(audit, robin).pk}/file/")
        assert reply.content.startswith(b"%PDF-")
        assert reply["Content-Type"] == "application/pdf"
        assert reply["Content-Disposition"] == 'attachment; filename="minutes-october.pdf"'
        assert reply["X-Content-Type-Options"] == "nosniff"
        assert reply["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert reply["Cache-Control"] == "private, no-store"

    def test_words_have_no_file(self, lead: Client, audit: Audit, robin: User) -> None:
        piece = add_text(audit=audit, statement=SAFE, title="", text="a", actor=str(robin.pk), now=NOW)
        assert lead.get(f"{HERE}evidence/{piece.pk}/file/").status_code == 404

    def test_an_adviser_reads_it_and_cannot_change_it(self, audit: Audit, robin: User, maple: School) -> None:
        adviser, piece = browser(person(Role.ADVISER, maple)), a_file(audit, robin)
        assert adviser.get(f"{HERE}evidence/{piece.pk}/file/").status_code == 200
        assert adviser.get(f"{HERE}evidence/{piece.pk}/remove/").status_code == 404
        assert adviser.get(f"{ADD}text/").status_code == 404
        assert "Add a file" not in text_of(adviser, STATEMENT)

    def test_another_school_finds_nothing(self, audit: Audit, robin: User, river: School) -> None:
        piece, stranger = a_file(audit, robin), browser(person(Role.LEAD, river, "Stranger"))
        for address in (f"{HERE}evidence/{piece.pk}/file/", f"{HERE}evidence/{piece.pk}/remove/", f"{ADD}text/", SAY):
            assert stranger.get(address).status_code == 404
        elsewhere = HERE.replace("maple-tree", "river-lane")
        assert stranger.get(f"{elsewhere}evidence/{piece.pk}/file/").status_code == 404

    def test_removing_asks_first_and_then_it_is_gone(self, lead: Client, audit: Audit, robin: User) -> None:
        address = f"{HERE}evidence/{a_file(audit, robin).pk}/remove/"
        assert "It is gone at once" in text_of(lead, address)
        assert "The evidence is removed" in words(lead.post(address, follow=True).content.decode())
        assert lead.get(address).status_code == 404


class TestDiscussing:
    def test_a_lead_asks_and_an_adviser_answers(self, lead: Client, maple: School) -> None:
        lead.post(SAY, {"text": "Is the gate enough?"})
        adviser = browser(person(Role.ADVISER, maple))
        assert adviser.post(SAY, {"text": "<i>Nearly</i>"})["Location"] == f"{STATEMENT}#discussion"
        page = lead.get(STATEMENT).content.decode()
        assert "Is the gate enough?" in page
        assert "&lt;i&gt;Nearly&lt;/i&gt;" in page
        assert "Adviser, 23 November 2026" in page

    def test_only_ones_own_words_can_be_removed(self, lead: Client, audit: Audit, sam: User, robin: User) -> None:
        mine = remark(audit=audit, statement=SAFE, text="Mine", actor=str(robin.pk), now=NOW)
        other = remark(audit=audit, statement=SAFE, text="Theirs", actor=str(sam.pk), now=NOW)
        address = f"{HERE}remarks/{other.pk}/remove/"
        assert "Only the person who wrote this" in words(lead.post(address, follow=True).content.decode())
        assert "Remove what you said?" in text_of(lead, f"{HERE}remarks/{mine.pk}/remove/")
        assert lead.post(f"{HERE}remarks/{mine.pk}/remove/").status_code == 302
        assert [each.text for each in Remark.objects.filter(removed_at=None)] == ["Theirs"]

    def test_nothing_and_too_much_come_back_with_a_sentence(self, lead: Client) -> None:
        assert "Please write what you want to say" in words(lead.post(SAY, {"text": " "}).content.decode())
        page = lead.post(SAY, {"text": "long " * 300}).content.decode()
        assert "at most 1,000 letters" in page
        assert "long long" in page
        assert "Say something to the others" in text_of(lead, SAY)


def test_after_sign_off_all_is_there_to_read_and_nothing_to_change(lead: Client, audit: Audit, robin: User) -> None:
    piece = a_file(audit, robin)
    said = remark(audit=audit, statement=SAFE, text="Agreed.", actor=str(robin.pk), now=NOW)
    sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)
    page = text_of(lead, STATEMENT)
    assert "Minutes, October" in page
    assert "Agreed." in page
    assert "its evidence stays as it is" in page
    assert "the discussion has ended" in page
    assert "Add a file" not in page
    assert "Say something" not in page
    for address in (f"{ADD}text/", SAY, f"{HERE}remarks/{said.pk}/remove/"):
        assert "stays as it is" in words(lead.post(address, {"text": "a"}, follow=True).content.decode())
    assert "stays as it is" in words(lead.post(f"{HERE}evidence/{piece.pk}/remove/", follow=True).content.decode())
    assert lead.get(f"{HERE}evidence/{piece.pk}/file/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_both_parts_ask_as_often_for_three_as_for_one(
    audit: Audit, robin: User, sam: User, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        actor = str((robin, sam)[number % 2].pk)
        link = f"https://a{number}.example"
        add_link(audit=audit, statement=SAFE, title="", link=link, actor=actor, now=NOW)
        a_file(audit, robin, f"File {number}")
        remark(audit=audit, statement=SAFE, text=f"Said {number}", actor=actor, now=NOW)
    found = audit_at(audit.school, "pilot-2026", "baseline")
    assert found is not None
    with django_assert_num_queries(4):
        part = evidence_part(audit=found, statement=SAFE, may_work=True)
        said = remarks_part(audit=found, statement=SAFE, may_discuss=True, reader="")
    assert (len(part.rows), len(said.rows)) == (2 * rows, rows)


def test_a_second_press_adds_nothing_twice(lead: Client, audit: Audit) -> None:
    def press(address: str, sent: dict[str, str]) -> None:
        assert lead.post(address, sent).status_code == 302

    def send_file(title: str) -> None:
        sent = SimpleUploadedFile("a.pdf", hostile_pdf.plain())
        assert lead.post(f"{ADD}file/", {"title": title, "file": sent, "no_names": "on"}).status_code == 302

    for _ in range(2):
        press(SAY, {"text": "Is the gate enough?"})
        press(f"{ADD}text/", {"title": "Walk", "text": "Nine benches"})
        press(f"{ADD}link/", {"title": "Our policy", "link": "https://school.example/policy"})
        send_file("Minutes")
    assert (Remark.objects.count(), Evidence.objects.count()) == (1, 3)
    send_file("Minutes, signed")
    with time_machine.travel(NOW + timedelta(minutes=3), tick=False):
        press(SAY, {"text": "Is the gate enough?"})
        press(f"{ADD}text/", {"title": "Walk", "text": "Nine benches"})
    assert (Remark.objects.count(), Evidence.objects.count()) == (2, 5)
