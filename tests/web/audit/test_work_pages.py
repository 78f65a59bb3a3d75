"""The pages on which a school does its audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.errors import ChangedMeanwhile
from belonging.web.audit.models import Audit, Hidden, Rating, RatingEntry
from belonging.web.audit.queries.audits import shares_of, waiting_of
from belonging.web.audit.queries.priorities import order_of_work
from belonging.web.audit.services.work import Said, rate, share_area, sign_off, start_audit
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.audit.people import browser, person, text_of, words
from tests.web.conftest import NOW

HERE = "/schools/maple-tree/audit/pilot-2026/"
BASELINE = f"{HERE}baseline/"
FIRST = f"{BASELINE}statements/safe_places/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(robin: User) -> Client:
    return browser(robin)


def saving(value: str = "", how: str = "", revision: int = 0, then: str = "next") -> dict[str, str]:
    return {"value": value, "how_we_know": how, "revision": str(revision), "then": then}


class TestTheWayThrough:
    def test_an_audit_is_started_rated_and_signed_off(self, lead: Client, in_maple: School) -> None:
        assert "Start the baseline audit" in text_of(lead, "/schools/maple-tree/audit/")
        assert "about 80 minutes" in text_of(lead, f"{BASELINE}start/")
        started = lead.post(f"{BASELINE}start/", {"due_on": "2026-12-11"}, follow=True)
        assert "It is due by Friday 11 December 2026" in words(started.content.decode())
        assert "Begin with the first statement" in text_of(lead, BASELINE)

        saved = lead.post(f"{FIRST}rate/", saving("partially", "Seen at the gate."))
        assert saved["Location"] == f"{BASELINE}statements/high_expectations/?saved=safe_places#main-content"
        assert "Saved: 1.1, partially met." in text_of(lead, saved["Location"])
        assert "1 of 40 statements rated" in text_of(lead, BASELINE)

        assert "39 statements of 40 are not rated" in text_of(lead, f"{BASELINE}sign-off/")
        done = lead.post(f"{BASELINE}sign-off/", {"note": "We met twice."}, follow=True)
        assert "Signed off by Robin on Monday 23 November 2026" in words(done.content.decode())
        assert "Nothing in it changes" in text_of(lead, FIRST)

    def test_the_second_of_two_saves_sees_both_side_by_side_and_chooses(
        self, audit: Audit, sam: User, jo: User
    ) -> None:
        first, second = browser(sam), browser(jo)
        first.post(f"{FIRST}rate/", saving("partially", "Seen at the gate."))
        clash = second.post(f"{FIRST}rate/", saving("fully", "In every corridor."), follow=True)
        page = words(clash.content.decode())
        day = "10:00am on Monday 23 November 2026"
        for told in ("Nothing is lost", "Seen at the gate.", f"Sam, {day}", "In every corridor.", f"Jo, {day}"):
            assert told in page
        assert f"Jo’s version of {day} waits" in text_of(first, FIRST)
        assert "1.1: Jo’s version" in text_of(first, BASELINE)
        here = clash.redirect_chain[-1][0]

        done = second.post(here, {"choice": "mine", "revision": "1"}, follow=True)
        assert "Settled" in words(done.content.decode())
        assert Rating.objects.get().how_we_know == "In every corridor."
        history = text_of(first, f"{FIRST}history/")
        for told in ("Seen at the gate.", "In every corridor.", "Part of the audit", "Not taken, or merged"):
            assert told in history
        assert "settled already" in text_of(first, here)

    @pytest.mark.parametrize("revision", [str(2**31), str(2**63), "9" * 5000], ids=["column", "key", "digits"])
    def test_a_version_that_no_database_can_count_is_refused_and_the_words_stay(
        self, audit: Audit, sam: User, jo: User, revision: str
    ) -> None:
        browser(sam).post(f"{FIRST}rate/", saving("partially", "Seen at the gate."))
        said = saving("fully", "In every corridor.") | {"revision": revision}
        reply = browser(jo).post(f"{FIRST}rate/", said)
        assert reply.status_code in {200, 400}
        assert "In every corridor." in words(reply.content.decode())
        assert Rating.objects.get().how_we_know == "Seen at the gate."

    def test_a_third_version_begins_with_the_words_of_both(self, audit: Audit, sam: User, jo: User) -> None:
        first, second = browser(sam), browser(jo)
        first.post(f"{FIRST}rate/", saving("partially", "Seen at the gate."))
        clash = second.post(f"{FIRST}rate/", saving("fully", "In every corridor."), follow=True)
        assert "Seen at the gate.\n\nIn every corridor.</textarea>" in clash.content.decode()
        waiting = str(waiting_of(audit)[0].pk)
        third = saving("partially", "Gate and corridors.", 1, "stay") | {"settles": waiting}
        assert second.post(f"{FIRST}rate/", third)["Location"] == f"{FIRST}?saved=safe_places#main-content"
        assert (Rating.objects.get().revision, waiting_of(audit)) == (2, [])

    def test_a_later_audit_shows_last_time_and_fills_nothing_in(self, audit: Audit, robin: User, lead: Client) -> None:
        actor = str(robin.pk)
        rate(audit=audit, statement="safe_places", said=Said("not_yet", "No plan.", 0), actor=actor, now=NOW)
        sign_off(audit=audit, note="", actor=actor, now=NOW)
        start_audit(school=audit.school, cohort=audit.cohort, stage="final", actor=actor, now=NOW + timedelta(1))
        reply = lead.get(f"{HERE}final/statements/safe_places/").content.decode()
        assert "Baseline: Not yet met" in words(reply)
        assert "No plan." in words(reply)
        assert "checked" not in reply
        assert "At baseline: not yet met." in text_of(lead, f"{HERE}final/")

    def test_areas_are_shared_out_and_come_first_for_whoever_has_them(
        self, audit: Audit, lead: Client, sam: User
    ) -> None:
        lead.post(f"{BASELINE}share/", {"positive_relationships": [str(sam.pk)]})
        assert shares_of(audit) == {"positive_relationships": [sam]}
        page = text_of(browser(sam), BASELINE)
        assert "Positive relationships Yours" in page
        assert page.index("Positive relationships") < page.index("Inclusive culture")
        assert "Begin with the first statement 3.1" in page
        assert "checked" in lead.get(f"{BASELINE}share/").content.decode()

    def test_the_proposed_order_lists_what_is_unrated_and_says_why_only_where_there_is_a_reason(
        self, audit: Audit, robin: User, lead: Client
    ) -> None:
        actor = str(robin.pk)
        rate(audit=audit, statement="safe_places", said=Said("fully", "", 0), actor=actor, now=NOW)
        page = text_of(lead, f"{BASELINE}?order=proposed").partition("Not rated yet, in the order proposed")[2]
        assert "Nothing that people said is clearly low yet" in page
        assert "comes next in the audit" not in page
        assert 0 <= page.index("1.2 ") < page.index(" Rated 1.1 ")
        onward = lead.post(f"{BASELINE}statements/transitions/rate/", saving("fully") | {"order": "proposed"})
        assert "order=proposed&saved=transitions" in onward["Location"]

        sign_off(audit=audit, note="", actor=actor, now=NOW)
        final = start_audit(school=audit.school, cohort=audit.cohort, stage="final", actor=actor, now=NOW)
        assert {work.why for work in order_of_work(final, None, None)} == {""}

    def test_how_many_are_hidden_is_said_and_leads_to_the_list(self, audit: Audit, lead: Client) -> None:
        assert "hidden. See which" not in text_of(lead, BASELINE)
        for key in ("safe_places", "trips"):
            Hidden.objects.create(school=audit.school, audit=audit, statement=key, reason="No.", by="a", at=NOW)
        page = lead.get(BASELINE).content.decode()
        assert f'href="{BASELINE}tailor/#hidden">2 statements are hidden. See which, and why</a>' in page
        assert 'id="hidden"' in lead.get(f"{BASELINE}tailor/").content.decode()


class TestWhatIsRefused:
    def test_nothing_chosen_is_said_and_what_was_typed_stays(self, audit: Audit, lead: Client) -> None:
        reply = lead.post(f"{FIRST}rate/", saving())
        assert "There is a problem" in words(reply.content.decode())
        assert "press Skip" in words(reply.content.decode())
        long = lead.post(f"{FIRST}rate/", saving("fully", "y" * 2001)).content.decode()
        assert "it has 2,001 characters, and 2,000 are the most" in words(long)
        assert "y" * 2001 in long
        assert 'value="fully" checked' in long
        assert not Rating.objects.exists()

    def test_a_line_end_counts_as_one_character(self, audit: Audit, lead: Client) -> None:
        lead.post(f"{FIRST}rate/", saving("fully", "\r\n".join(["x" * 999] * 2)))
        assert len(Rating.objects.get().how_we_know) == 1999

    def test_after_sign_off_what_was_typed_is_kept_and_shown(self, audit: Audit, robin: User, sam: User) -> None:
        sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)
        client = browser(sam)
        page = words(client.post(f"{FIRST}rate/", saving("fully", "Too late."), follow=True).content.decode())
        assert "signed off, so nothing in it changes. What you wrote is kept" in page
        assert RatingEntry.objects.get().how_we_know == "Too late."
        assert "Too late." in text_of(client, f"{FIRST}history/")

    def test_a_statement_hidden_while_somebody_writes_says_so_and_keeps_the_words(
        self, audit: Audit, sam: User
    ) -> None:
        Hidden.objects.create(
            school=audit.school, audit=audit, statement="safe_places", reason="No gate.", by="x", at=NOW
        )
        client = browser(sam)
        page = words(client.post(f"{FIRST}rate/", saving("fully", "At the gate."), follow=True).content.decode())
        assert "What you wrote is kept" in page
        assert "At the gate." in page
        assert "The reason given: No gate." in text_of(client, FIRST)
        assert "At the gate." in text_of(client, f"{FIRST}history/")

    def test_a_day_that_has_passed_is_refused(self, lead: Client, in_maple: School) -> None:
        for day, told in (("2026-11-22", "has passed"), ("2029-01-01", "more than a year"), ("soon", "calendar")):
            assert told in words(lead.post(f"{BASELINE}start/", {"due_on": day}).content.decode())
        assert not Audit.objects.exists()

    def test_what_has_begun_or_comes_later_is_said(self, audit: Audit, lead: Client) -> None:
        assert "has begun already" in text_of(lead, f"{BASELINE}start/")
        assert "sign off your baseline audit first" in text_of(lead, f"{HERE}final/start/")
        assert "open already" in text_of(lead, f"{BASELINE}reopen/")

    def test_a_page_that_is_not_there(self, audit: Audit, lead: Client) -> None:
        for address in (
            f"{HERE}final/",
            f"{BASELINE}statements/nowhere/",
            f"{FIRST}versions/999/",
            "/schools/maple-tree/audit/other-cohort/",
        ):
            assert lead.get(address).status_code == 404

    def test_reopening_asks_for_the_reason(self, audit: Audit, robin: User, lead: Client) -> None:
        sign_off(audit=audit, note="", actor=str(robin.pk), now=NOW)
        reply = lead.post(f"{BASELINE}reopen/", {"reason": ""})
        assert "Please say why the audit is reopened" in words(reply.content.decode())
        done = lead.post(f"{BASELINE}reopen/", {"reason": "An area was missing."}, follow=True)
        assert "reopened by Robin on Monday 23 November 2026: An area was missing." in words(done.content.decode())


class TestWhoMay:
    def test_a_colleague_rates_and_does_not_run(self, audit: Audit, sam: User) -> None:
        client = browser(sam)
        assert client.post(f"{FIRST}rate/", saving("fully")).status_code == 302
        for act in ("start", "share", "sign-off", "reopen"):
            assert client.get(f"{BASELINE}{act}/").status_code == 404
            assert client.post(f"{BASELINE}{act}/").status_code == 404

    def test_an_adviser_reads_and_has_no_form(self, audit: Audit, in_maple: School) -> None:
        client = browser(person(Role.ADVISER, in_maple))
        assert "You read along" in text_of(client, FIRST)
        assert "/rate/" not in client.get(FIRST).content.decode()
        assert "You read along" in text_of(client, BASELINE)
        assert client.post(f"{FIRST}rate/", saving("fully")).status_code == 404
        assert not Rating.objects.exists()

    def test_another_school_and_a_safeguarding_lead_see_nothing(
        self, audit: Audit, river: School, in_maple: School
    ) -> None:
        for client in (browser(person(Role.LEAD, river, "Other")), browser(person(Role.SAFEGUARDING, in_maple))):
            for address in ("/schools/maple-tree/audit/", HERE, BASELINE, FIRST, f"{FIRST}history/"):
                assert client.get(address).status_code == 404

    def test_a_school_without_a_cohort_is_told_when_it_begins(self, lead: Client, cohort: Cohort) -> None:
        from belonging.web.programme.models import Enrolment

        Enrolment.objects.all().delete()
        assert "The audit begins when your school is in a cohort" in text_of(lead, "/schools/maple-tree/audit/")


PAGES = (HERE, BASELINE, f"{BASELINE}?order=proposed", FIRST, f"{FIRST}history/", f"{BASELINE}share/")
MOST_QUERIES = 32


def test_a_page_asks_the_same_number_of_queries_whatever_stands_in_it(
    audit: Audit, robin: User, sam: User, lead: Client
) -> None:
    counted = []
    for key, area in (("safe_places", "inclusive_culture"), ("transitions", "school_activities")):
        rate(audit=audit, statement=key, said=Said("fully", "", 0), actor=str(sam.pk), now=NOW)
        with pytest.raises(ChangedMeanwhile):
            rate(audit=audit, statement=key, said=Said("not_yet", "", 0), actor=str(robin.pk), now=NOW)
        share_area(audit=audit, area=area, people=[sam, robin], actor="test", now=NOW)
        counted.append([queries_of(lead, address) for address in PAGES])
    assert counted[0] == counted[1]
    assert max(counted[0]) <= MOST_QUERIES


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
