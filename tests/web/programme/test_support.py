"""The log of support: who writes it, who reads it, the file for the funder, and nudges."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.errors import NobodyToNudge, NotTakingPart, NudgedAlready, NudgeDoesNotFit, StepNotOpen
from belonging.web.programme.models import Cohort, Enrolment, Nudge, SupportNote
from belonging.web.programme.presenters.support import ACTIVE, safe_cell
from belonging.web.programme.queries import last_nudges, support_of, support_totals
from belonging.web.programme.rules.nudges import EVERY, NUDGES
from belonging.web.programme.services import (
    Contacted,
    finish_step,
    leave_cohort,
    log_support,
    nudge,
    reopen_step,
)
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.programme.given import ACTOR, programme_browser, school_browser, school_person, text_of

CALL = {
    "cohort": "pilot-2026",
    "kind": "call",
    "on": "2026-11-20",
    "minutes": "25",
    "what": "They were worried about the slips.",
    "next_step": "Send the film",
    "next_due": "2026-11-27",
}
LOG = "/schools/maple-tree/support/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def adviser(maple: School) -> Client:
    return school_browser(Role.ADVISER, maple)


def a_contact(what: str = "A call", **changed: object) -> Contacted:
    facts: dict[str, object] = {"kind": "call", "on": date(2026, 11, 20), "minutes": 30, "what": what}
    return Contacted(**(facts | changed))  # type: ignore[arg-type]  # a dictionary of its fields


def logged(school: School, cohort: Cohort, **changed: object) -> SupportNote:
    return log_support(school=school, cohort=cohort, contact=a_contact(**changed), actor=ACTOR, now=NOW)  # type: ignore[arg-type]  # as above


class TestTheLog:
    def test_an_adviser_logs_a_call_and_what_was_agreed(self, adviser: Client, maple: School) -> None:
        assert "Nothing is logged yet" in text_of(adviser.get(LOG))
        page = text_of(adviser.post(LOG, CALL, follow=True))
        assert "Call, Friday 20 November 2026, 25 minutes. Lee Leader They were worried about the slips." in page
        assert "Next step: Send the film, by 27 November 2026 To do" in page
        with school_scope(maple.pk):
            note = SupportNote.objects.get()
            assert Entry.objects.get(act="support-logged").details == {}
        done = text_of(adviser.post(f"{LOG}mark/", {"note": str(note.pk), "act": "done"}, follow=True))
        assert "Send the film, done on 23 November 2026 Done" in done
        assert "The step is open again" in done
        again = text_of(adviser.post(f"{LOG}mark/", {"note": str(note.pk), "act": "open"}, follow=True))
        assert "What was agreed and is not done" in again

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            ("kind", "", "choose what it was"),
            ("on", "2026-11-24", "This day is still to come"),
            ("minutes", "0", "1 minute or more"),
            ("minutes", "long", "whole number of minutes"),
            ("what", "", "what it was about"),
            ("next_step", "", "what the next step is, or leave its day empty"),
            ("cohort", "other", "is not one of the available choices"),
        ],
    )
    def test_what_is_wrong_is_said(self, adviser: Client, maple: School, field: str, value: str, said: str) -> None:
        page = text_of(adviser.post(LOG, CALL | {field: value}))
        assert "There is a problem" in page
        assert said in page
        with school_scope(maple.pk):
            assert not SupportNote.objects.exists()

    def test_a_late_step_is_shown_in_red(self, adviser: Client) -> None:
        page = adviser.post(LOG, CALL | {"next_due": "2026-11-20"}, follow=True)
        assert "govuk-tag--red" in page.content.decode()
        assert "Send the film, by 20 November 2026 Late" in text_of(page)

    def test_the_lead_reads_only_what_is_shared(self, adviser: Client, maple: School, cohort: Cohort) -> None:
        lead = school_browser(Role.LEAD, maple)
        assert lead.get(LOG).status_code == 404
        adviser.post(LOG, CALL)
        with school_scope(maple.pk):
            note = SupportNote.objects.get()
        assert "Nothing is shared yet" in text_of(lead.get(f"{LOG}shared/"))
        adviser.post(f"{LOG}mark/", {"note": str(note.pk), "act": "share"})
        assert "They were worried about the slips." in text_of(lead.get(f"{LOG}shared/"))
        adviser.post(f"{LOG}mark/", {"note": str(note.pk), "act": "unshare"})
        assert "They were worried" not in text_of(lead.get(f"{LOG}shared/"))

    def test_another_schools_note_cannot_be_marked(self, adviser: Client, river: School, cohort: Cohort) -> None:
        with school_scope(river.pk):
            theirs = logged(river, cohort, next_step="Ring")
        for number in (str(theirs.pk), "0", "x", "9" * 30):
            assert adviser.post(f"{LOG}mark/", {"note": number, "act": "done"}).status_code == 404
        assert adviser.get("/schools/river-lane/support/").status_code == 404
        under_another_school = "/programme/schools/maple-tree/support/mark/"
        reply = programme_browser().post(under_another_school, {"note": str(theirs.pk), "act": "done"})
        assert reply.status_code == 404

    def test_a_manager_reads_every_schools_log(self, adviser: Client, river: School) -> None:
        adviser.post(LOG, CALL)
        manager = programme_browser()
        assert "worried about the slips" in text_of(manager.get("/programme/schools/maple-tree/support/"))
        assert "Nothing is logged yet" in text_of(manager.get("/programme/schools/river-lane/support/"))
        assert manager.get("/programme/schools/nowhere/support/").status_code == 404
        reply = manager.post("/programme/schools/river-lane/support/", CALL, follow=True)
        assert "worried about the slips" in text_of(reply)

    def test_the_page_takes_the_same_queries_however_long(self, adviser: Client, maple: School, cohort: Cohort) -> None:
        adviser.post(LOG, CALL)
        adviser.get(LOG)
        with CaptureQueriesContext(connection) as with_one:
            adviser.get(LOG)
        with school_scope(maple.pk):
            for each in range(2):
                logged(maple, cohort, what=f"Call {each}", next_step="Ring")
        with CaptureQueriesContext(connection) as with_three:
            assert "Call 1" in text_of(adviser.get(LOG))
        assert len(with_one) == len(with_three) <= 14

    def test_steps_are_finished_once(self, maple: School, cohort: Cohort) -> None:
        with school_scope(maple.pk):
            note = logged(maple, cohort, next_step="Ring")
            finish_step(note=note, actor=ACTOR, now=NOW)
            with pytest.raises(StepNotOpen):
                finish_step(note=note, actor=ACTOR, now=NOW)
            reopen_step(note=note, actor=ACTOR, now=NOW)
            with pytest.raises(StepNotOpen):
                reopen_step(note=note, actor=ACTOR, now=NOW)

    def test_a_day_without_a_step_is_not_stored(self, maple: School, cohort: Cohort) -> None:
        with school_scope(maple.pk):
            note = logged(maple, cohort)
            with pytest.raises(IntegrityError), transaction.atomic():
                SupportNote.objects.filter(pk=note.pk).update(next_due=date(2026, 12, 1))


class TestTotals:
    def test_schools_at_a_glance_and_in_total(
        self, maple: School, river: School, cohort: Cohort, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        school_person(Role.LEAD, river)
        with programme_scope("test"):
            logged(maple, cohort, on=date(2026, 11, 2), next_step="Ring", next_due=date(2026, 12, 9))
            logged(maple, cohort, kind="visit", minutes=200, next_step="Write", next_due=date(2026, 12, 1))
            nudge(school=river, cohort=cohort, template="hello", actor=ACTOR, now=NOW)
            with django_assert_num_queries(2):
                found = support_of(cohort)
            seen = found[maple.pk]
            assert (seen.last_contact, seen.minutes, seen.open_steps) == (date(2026, 11, 20), 230, 2)
            assert (seen.next_due, seen.last_nudge) == (date(2026, 12, 1), None)
            assert (found[river.pk].last_contact, found[river.pk].last_nudge) == (None, NOW)
            assert set(support_of(cohort, [river.pk])) == {river.pk}
            totals = support_totals(cohort)
            assert (totals.schools, totals.contacts, totals.minutes) == (1, 2, 230)
            assert totals.by_kind == {"call": 1, "visit": 1, "message": 0, "other": 0}


class TestTheFile:
    def test_it_runs_nothing_in_a_spreadsheet(self, maple: School, cohort: Cohort) -> None:
        with school_scope(maple.pk):
            logged(maple, cohort, what='=HYPERLINK("http://evil")', next_step="-2+3")
            logged(maple, cohort, what="Fine, “quoted”\nand two lines")
        reply = programme_browser().get("/programme/cohorts/pilot-2026/support.csv")
        assert reply["Content-Disposition"] == 'attachment; filename="support-pilot-2026.csv"'
        head, first, second = csv.reader(StringIO(reply.content.decode("utf-8-sig")))
        assert head[0] == "School"
        assert (first[5], first[6]) == ('\'=HYPERLINK("http://evil")', "'-2+3")
        assert second[5] == "Fine, “quoted”\nand two lines"

    def test_an_adviser_has_the_own_school_alone(
        self, adviser: Client, maple: School, river: School, cohort: Cohort
    ) -> None:
        with programme_scope("test"):
            logged(maple, cohort, what="Ours")
            logged(river, cohort, what="Theirs")
        content = adviser.get(f"{LOG}log.csv").content.decode()
        assert "Ours" in content
        assert "Theirs" not in content
        assert adviser.get("/programme/cohorts/pilot-2026/support.csv").status_code == 404

    @given(st.text(max_size=20), st.sampled_from(ACTIVE))
    def test_no_cell_begins_as_a_formula_does(self, rest: str, begins: str) -> None:
        for cell in (begins + rest, f" {begins}{rest}"):
            assert str(safe_cell(cell)).startswith("'")


def reached(school: School, *, agreed: bool = False, set_up: bool = False, finished: bool = False) -> None:
    days = {"agreed_on": agreed, "set_up_on": set_up, "finished_on": finished}
    with school_scope(school.pk):
        Enrolment.objects.filter(school=school).update(
            **{name: NOW.date() if is_so else None for name, is_so in days.items()}
        )


class TestNudges:
    @pytest.mark.parametrize("template", [each.key for each in NUDGES])
    def test_each_goes_to_the_schools_leads(self, maple: School, cohort: Cohort, template: str) -> None:
        reached(maple, agreed=template != "agreement")
        lead = school_person(Role.LEAD, maple, "Pat O'Neil")
        school_person(Role.HEAD, maple)
        with programme_scope("test"):
            assert nudge(school=maple, cohort=cohort, template=template, actor=ACTOR, now=NOW) == 1
            mail = OutgoingMail.objects.get()
            assert (mail.to, mail.kind, mail.school_id) == (lead.email, "reminder", maple.pk)
            assert "Hello Pat O'Neil," in mail.text
            assert "/schools/maple-tree/" in mail.text
            assert maple.name in mail.subject
            assert Entry.objects.get(act="nudged").school_id == maple.pk

    @pytest.mark.parametrize(
        ("template", "steps", "said"),
        [
            ("agreement", {"agreed": True}, "Maple Tree School has accepted the agreement already"),
            ("set_up", {}, "has not accepted the agreement yet"),
            ("set_up", {"agreed": True, "set_up": True}, "is set up already"),
            ("slips", {}, "has not accepted the agreement yet"),
            ("answers", {"agreed": True, "finished": True}, "has finished"),
        ],
    )
    def test_none_says_what_is_not_so(
        self, maple: School, cohort: Cohort, template: str, steps: dict[str, bool], said: str
    ) -> None:
        school_person(Role.LEAD, maple)
        reached(maple, **steps)
        with programme_scope("test"):
            with pytest.raises(NudgeDoesNotFit, match=said):
                nudge(school=maple, cohort=cohort, template=template, actor=ACTOR, now=NOW)
            assert not Nudge.objects.exists()

    def test_the_same_goes_once_a_week(self, maple: School, cohort: Cohort) -> None:
        school_person(Role.LEAD, maple)
        with programme_scope("test"):
            nudge(school=maple, cohort=cohort, template="hello", actor=ACTOR, now=NOW)
            with pytest.raises(NudgedAlready, match="less than a week ago"):
                nudge(school=maple, cohort=cohort, template="hello", actor=ACTOR, now=NOW + timedelta(days=6))
            nudge(school=maple, cohort=cohort, template="slips", actor=ACTOR, now=NOW)
            nudge(school=maple, cohort=cohort, template="hello", actor=ACTOR, now=NOW + EVERY)
            assert last_nudges(maple, cohort) == {"hello": NOW + EVERY, "slips": NOW}

    def test_somebody_has_to_be_there_to_read_it(self, maple: School, cohort: Cohort) -> None:
        with programme_scope("test"):
            with pytest.raises(NobodyToNudge, match="no lead with an account yet"):
                nudge(school=maple, cohort=cohort, template="hello", actor=ACTOR, now=NOW)
            leave_cohort(cohort=cohort, school=maple, actor=ACTOR, now=NOW)
            with pytest.raises(NotTakingPart):
                nudge(school=maple, cohort=cohort, template="hello", actor=ACTOR, now=NOW)
            with pytest.raises(ValueError, match="No nudge"):
                nudge(school=maple, cohort=cohort, template="shout", actor=ACTOR, now=NOW)
            assert not Nudge.objects.exists()
