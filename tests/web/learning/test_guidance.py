"""A school's guidance: from what is released and rated, and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from belonging.evaluation.released import Reading
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit
from belonging.web.audit.services.rating import Said, rate
from belonging.web.audit.services.starting import start_audit
from belonging.web.learning.presenters.guidance import guidance_page, guidance_pdf
from belonging.web.learning.queries.guidance import Rests, guidance_of
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import browser_of, person, text_of
from tests.web.audit.hearing import cell, findings, gap, store, table
from tests.web.conftest import NOW

PAGE = "/schools/maple-tree/guidance/"


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(in_maple: School) -> Client:
    return browser_of(person(Role.LEAD, in_maple, "Asha Lead"))


def heard(cohort: Cohort, school: School) -> None:
    """Few feel safe, and pupils with SEND are less often included."""
    gap_table = table("included", cell(50, group="send", item="included"), gaps=(gap(Reading.FEWER, item="included"),))
    store(findings(table("safe", cell(40)), table("included", cell(80, item="included")), gap_table), cohort, school)


class TestWithoutAnything:
    def test_it_says_so_and_gives_first_steps(self, lead: Client) -> None:
        page = text_of(lead.get(PAGE).content)
        assert "There is nothing of your school to go by yet" in page
        assert "Know every pupil" in page
        assert "Put it in the plan" not in page


class TestBeforeAnAudit:
    def test_the_lowest_answers_come_first_in_released_words(
        self, lead: Client, in_maple: School, cohort: Cohort
    ) -> None:
        heard(cohort, in_maple)
        html = lead.get(PAGE).content
        page = text_of(html)
        assert "From the lowest answers in the reports you have." in page
        assert "(between 40 and 45 in 100) answer" in page
        assert "pupils with SEND (between 50 and 55 in 100) answer" in page
        assert "The newest report is of 20 November 2026." in page
        assert "Stand for five minutes where no adult usually stands" in page
        assert b"/plan/pilot-2026/add/?item=safe&amp;audience=pupil" in html

    def test_putting_it_in_the_plan_keeps_what_it_rests_on(
        self, lead: Client, in_maple: School, cohort: Cohort
    ) -> None:
        heard(cohort, in_maple)
        add = guidance_page(guidance_of(in_maple), in_maple, may_plan=True).advice[1].plan
        assert "between 40 and 45 in 100" in text_of(lead.get(add).content)


class TestFromTheAudit:
    @pytest.fixture
    def audit(self, in_maple: School, cohort: Cohort) -> Audit:
        audit = start_audit(school=in_maple, cohort=cohort, stage="baseline", actor="test", now=NOW)
        for statement, value in (("safe_places", "fully"), ("clubs_cost", "not_yet"), ("clubs_sensory", "not_yet")):
            rate(audit=audit, statement=statement, said=Said(value, "", 0), actor="test", now=NOW)
        return audit

    def test_the_priorities_come_each_with_something_to_do(
        self, audit: Audit, lead: Client, in_maple: School, cohort: Cohort
    ) -> None:
        heard(cohort, in_maple)
        found = guidance_of(in_maple)
        assert found.rests is Rests.AUDIT
        assert dict(found.gaps[0].asked)["statement"] == "safe_places"
        page = text_of(lead.get(PAGE).content)
        assert "You rated this fully met." in page
        assert "1. Make it true: “" in page
        assert "Begin with “" in page
        assert "Ask one pupil who goes to no club" in page
        assert "tomorrow's lessons" not in page
        assert "What other schools do" in page
        assert "a page of “SEND and belonging”" in page

    def test_what_it_proposes_stands_in_the_form_that_puts_it_in_the_plan(
        self, audit: Audit, lead: Client, in_maple: School, cohort: Cohort
    ) -> None:
        heard(cohort, in_maple)
        first = guidance_page(guidance_of(in_maple), in_maple, may_plan=True).advice[0]
        practice = first.practices[0].name
        assert practice in first.term
        form = text_of(lead.get(first.plan).content)
        assert "You rated this fully met." in form
        assert practice in lead.get(first.plan).content.decode().partition('name="what"')[2].partition(">")[0]

    def test_where_the_voices_are_not_sure_it_says_so_in_few_words(
        self, audit: Audit, lead: Client, in_maple: School, cohort: Cohort
    ) -> None:
        store(findings(table("included", cell(65, 20, item="included"))), cohort, in_maple)
        page = text_of(lead.get(PAGE).content)
        assert "Too few answers to tell whether your rating fits." in page
        assert "not sure enough" not in page

    def test_two_gaps_on_one_side_do_not_say_the_same_twice(self, audit: Audit, in_maple: School) -> None:
        page = guidance_page(guidance_of(in_maple), in_maple, may_plan=False)
        for said in ("tomorrow", "term", "read"):
            told = [str(getattr(advice, said)) for advice in page.advice]
            assert len(set(told)) == len(told)

    def test_it_prints_on_one_accessible_sheet(self, audit: Audit, in_maple: School, cohort: Cohort) -> None:
        heard(cohort, in_maple)
        made = guidance_pdf(guidance_page(guidance_of(in_maple), in_maple, may_plan=False), in_maple, now=NOW)
        assert made.accessible, made.reason
        assert made.pdf.count(b"/Type /Page\n") + made.pdf.count(b"/Type/Page\n") in (0, 1)

    def test_an_adviser_reads_it_and_cannot_add_to_the_plan(self, audit: Audit, in_maple: School) -> None:
        html = browser_of(person(Role.ADVISER, in_maple, "Cleo")).get(PAGE).content
        assert "What we know." in text_of(html)
        assert b"Put it in the plan" not in html
        assert b"/learning/daily" not in html

    def test_another_schools_is_not_found(self, audit: Audit, river: School) -> None:
        other = browser_of(person(Role.LEAD, river, "Rosa"))
        assert other.get(PAGE).status_code == 404
        assert other.get(f"{PAGE}guidance.pdf").status_code == 404
