"""Past audits as they read on their day, two side by side, and on paper."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit, Evidence, Rating, Remark
from belonging.web.audit.presenters.printed import stands_out
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.record import record_read
from belonging.web.audit.services.editions import change_draft, draft_edition, publish_edition, remove_from_draft
from belonging.web.audit.services.tailoring import add_own_statement, hide_statement, retire_own_statement
from belonging.web.audit.services.work import reopen
from belonging.web.base.scope import programme_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.audit.drafting import stands
from tests.web.audit.hearing import cell, findings, store, table
from tests.web.audit.people import browser, person
from tests.web.audit.written import LATER, OWN, begun, discussed, rated, signed
from tests.web.conftest import NOW

ALL = "/schools/maple-tree/audits/"
BASELINE = "/schools/maple-tree/audit/pilot-2026/baseline/"
FINAL = "/schools/maple-tree/audit/pilot-2026/final/"


@pytest.fixture
def jo(in_maple: School) -> User:
    return person(Role.LEAD, in_maple, "Jo Marsh")


@pytest.fixture
def lead(jo: User) -> Client:
    return browser(jo)


@pytest.fixture
def baseline(in_maple: School, cohort: Cohort, jo: User) -> Audit:
    audit = begun(in_maple, cohort, jo)
    ann = person(Role.COLLEAGUE, in_maple, "Ann Bell")
    own = add_own_statement(school=in_maple, own=OWN, actor=str(jo.pk), now=NOW)
    hide_statement(audit=audit, statement="celebrations", reason="We are a hospital school", actor=str(jo.pk), now=NOW)
    rated(audit, ann, {"safe_places": "partially", "welcome": "fully", "trips": "fully", own.key: "not_yet"})
    discussed(audit, ann)
    store(findings(table("safe", cell(50, 5))), cohort, in_maple)
    return signed(audit, jo)


@pytest.fixture
def final(in_maple: School, cohort: Cohort, jo: User, baseline: Audit) -> Audit:
    with programme_scope("a test"):
        draft = draft_edition(actor="team", now=NOW)
        words = stands(draft, "welcome")
        changed = replace(words, wording="We greet everyone by name")
        change_draft(edition=draft, words=changed, began=words.mark, actor="team", now=NOW)
        remove_from_draft(edition=draft, key="trips", actor="team", now=NOW)
        publish_edition(edition=draft, notes="Shorter", actor="team", now=NOW)
    audit = begun(in_maple, cohort, jo, stage="final", at=LATER)
    rated(audit, jo, {"safe_places": "fully", "welcome": "partially", "own-1": "not_yet"}, at=LATER)
    return audit


def text_of(client: Client, address: str) -> str:
    reply = client.get(address)
    assert reply.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


class TestAPastAudit:
    @pytest.mark.usefixtures("baseline")
    def test_it_reads_as_on_its_day(self, lead: Client) -> None:
        page = text_of(lead, f"{BASELINE}past/")
        for words in (
            "As it read on Monday 23 November 2026, when Jo Marsh signed it off. By version 1 of the audit.",
            "Agreed with governors",
            "What people had said by Friday 20 November 2026 stands beside the ratings.",
            "1 of 11 fully met, 1 partially, 0 not yet, 9 not rated.",
            "Ann Bell, Monday 23 November 2026",
            "Playground rota: On the staff room wall",
            "The gate is still unwatched",
            "between 50 and 55 in 100",
            "(our own)",
            "We are a hospital school",
        ):
            assert words in page

    def test_nothing_that_comes_later_changes_it(
        self, lead: Client, baseline: Audit, in_maple: School, cohort: Cohort, jo: User
    ) -> None:
        before = text_of(lead, f"{BASELINE}past/")
        Rating.objects.update(value="not_yet", how_we_know="Overwritten")
        Evidence.objects.update(title="Overwritten")
        Remark.objects.update(text="Overwritten")
        User.objects.filter(name="Ann Bell").delete()
        own = add_own_statement(school=in_maple, own=replace(OWN, wording="Later"), actor=str(jo.pk), now=LATER)
        retire_own_statement(own=own, actor=str(jo.pk), now=LATER)
        with programme_scope("a test"):
            draft = draft_edition(actor="team", now=NOW)
            remove_from_draft(edition=draft, key="safe_places", actor="team", now=NOW)
            publish_edition(edition=draft, notes="Shorter", actor="team", now=NOW)
        newer = findings(table("safe", cell(90, 2, wave="endline")), waves=("baseline", "endline"))
        store(newer, cohort, in_maple, at=LATER)
        assert text_of(lead, f"{BASELINE}past/") == before
        assert baseline.edition == "audit_360_v1"

    def test_one_beside_which_nothing_stood_says_so(
        self, lead: Client, in_maple: School, cohort: Cohort, jo: User
    ) -> None:
        signed(begun(in_maple, cohort, jo), jo)
        assert "Nothing that people said had been released on that day." in text_of(lead, f"{BASELINE}past/")

    def test_one_that_is_not_signed_off_leads_to_its_own_page(self, lead: Client, final: Audit) -> None:
        reply = lead.get(f"{FINAL}past/")
        assert (reply.status_code, reply["Location"]) == (302, FINAL)
        assert final.record == ""

    def test_a_sign_off_that_was_taken_back_can_still_be_read(self, lead: Client, baseline: Audit, jo: User) -> None:
        reopen(audit=baseline, reason="Forgot the clubs", actor=str(jo.pk), now=NOW)
        assert "As first signed off on Monday 23 November 2026" in text_of(lead, ALL)
        assert "Agreed with governors" in text_of(lead, f"{BASELINE}past/1/")
        assert lead.get(f"{BASELINE}past/2/").status_code == 404
        assert lead.get(f"{BASELINE}past/0/").status_code == 404


class TestAllAudits:
    def test_none_yet(self, lead: Client) -> None:
        assert "No audit yet" in text_of(lead, ALL)

    @pytest.mark.usefixtures("final")
    def test_newest_first_each_with_its_pages(self, lead: Client) -> None:
        page = text_of(lead, ALL)
        assert page.index("Final audit, Pilot 2026") < page.index("Baseline audit, Pilot 2026")
        assert "3 of 40 statements rated. Begun on" in page
        assert "4 of 40 statements rated. As it read on" in page
        assert page.count("Compare with the one before") == 1

    def test_more_signed_off_audits_ask_no_more_queries(self, lead: Client, baseline: Audit) -> None:
        lead.get(ALL)
        with CaptureQueriesContext(connection) as one:
            lead.get(ALL)
        for stage in ("midpoint", "final"):
            baseline.pk, baseline.stage = None, stage
            baseline.save(force_insert=True)
        with CaptureQueriesContext(connection) as three:
            assert text_of(lead, ALL).count("statements rated") == 3
        assert len(three) == len(one)


class TestTwoSideBySide:
    @pytest.mark.usefixtures("final")
    def test_gains_and_changes_are_said_in_words(self, lead: Client) -> None:
        page = text_of(lead, f"{FINAL}compare/")
        for words in (
            "Baseline audit, then final audit",
            "1 statement rated higher than then, 1 lower, 1 as before.",
            "1 of 11 fully met, then 1 of the 2 rated.",
            "New wording of the statement.",
            "Was hidden in your last audit",
            "No longer asked",
        ):
            assert words in page
        gone = page[page.index("No longer asked") :]
        assert "Fully met" in gone
        assert "Pupils told us" in gone
        # An audit that is not there falls back on the last.
        assert text_of(lead, f"{FINAL}compare/?then=elsewhere/final") == page

    @pytest.mark.usefixtures("final")
    def test_old_words_stand_beside_new_ones_and_new_numbers_are_listed(self, lead: Client) -> None:
        for page in (f"{FINAL}compare/", f"{FINAL}statements/welcome/"):
            words = text_of(lead, page).partition("What it said before")[2]
            assert "The statement We greet every pupil every day, and say every name right We greet everyone" in words
        assert "4.6, was 4.7: " in text_of(lead, f"{FINAL}compare/")

    @pytest.mark.usefixtures("baseline")
    def test_the_first_audit_has_no_such_page(self, lead: Client) -> None:
        assert lead.get(f"{BASELINE}compare/").status_code == 404


class TestANewVersion:
    def test_its_notes_stand_where_the_next_audit_starts_and_on_its_page(
        self, lead: Client, final: Audit, in_maple: School
    ) -> None:
        told = "What is new in version 2 Shorter"
        assert told in text_of(lead, FINAL)
        assert told not in text_of(lead, BASELINE)
        Audit.objects.filter(pk=final.pk).delete()
        assert told in text_of(lead, f"{FINAL}start/")

    @pytest.mark.usefixtures("baseline")
    def test_by_the_same_version_nothing_is_new(self, lead: Client) -> None:
        assert "What is new in version" not in text_of(lead, f"{FINAL}start/")


class TestOnPaper:
    @pytest.mark.usefixtures("final")
    def test_each_is_an_accessible_pdf_of_a_reasonable_length(self, lead: Client) -> None:
        for page in (f"{BASELINE}print/", f"{FINAL}print/", f"{FINAL}blank/"):
            reply = lead.get(page)
            assert reply["Content-Type"] == "application/pdf"
            assert reply["Content-Disposition"].startswith('attachment; filename="maple-tree-audit')
            assert b"pdfuaid:part" in reply.content
            assert 1 < len(PdfReader(BytesIO(reply.content)).pages) <= 14

    @pytest.mark.usefixtures("baseline")
    def test_the_printed_audit_says_what_the_school_said(self, lead: Client) -> None:
        read = PdfReader(BytesIO(lead.get(f"{BASELINE}print/").content))
        text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in read.pages))
        for words in (
            "Pupils told us",
            "Playground rota",
            "in 100",
            "We are a hospital school",
            "Agreed with governors",
        ):
            assert words in text

    @pytest.mark.usefixtures("baseline")
    def test_the_first_page_says_what_stands_out(self, lead: Client) -> None:
        first = PdfReader(BytesIO(lead.get(f"{BASELINE}print/").content)).pages[0].extract_text()
        text = re.sub(r"\s+", " ", first)
        for words in (
            "Of 40 statements, 2 fully met, 1 partially met, 1 not yet met and 36 not rated.",
            "To take up first, in this order • 1.1 We know where and when pupils feel unsafe",
            "Hidden: 1, listed at the end",
            "Area Fully Partially Not yet Not rated",
        ):
            assert words in text
        assert "Furthest along" not in text
        assert "1 Inclusive culture 1 of 11 fully met" in text, "the areas begin where there is room"

    def test_of_areas_it_names_the_best_and_the_least_once_half_is_rated(self, final: Audit, jo: User) -> None:
        fresh = [each.statement for each in asked_in(final) if not Rating.objects.filter(statement=each.statement.key)]
        met = {each.key: "not_yet" if each.area == "inclusive_culture" else "fully" for each in fresh}
        rated(final, jo, met, at=LATER)
        told = stands_out(record_read(final), [])
        assert told[1].startswith("Furthest along: Whole-school data, policies and training, 10 of 10 fully met.")
        assert "Furthest to go: Inclusive culture, " in told[1]

    @pytest.mark.usefixtures("final")
    def test_the_blank_sheet_has_every_statement_that_is_asked(self, lead: Client) -> None:
        read = PdfReader(BytesIO(lead.get(f"{FINAL}blank/").content))
        text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in read.pages))
        assert text.count("How we know:") == 40
        assert "We greet everyone by name" in text
        assert "4.A We have a quiet room" in text


@pytest.mark.usefixtures("final")
def test_another_schools_lead_finds_none_of_it(river: School) -> None:
    other = browser(person(Role.LEAD, river, "Lee Rivers"))
    for page in (ALL, f"{BASELINE}past/", f"{FINAL}compare/", f"{BASELINE}print/", f"{FINAL}blank/"):
        assert other.get(page).status_code == 404
