"""The pages from which a school runs a round."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.services.sealing import seal_round
from belonging.web.surveys.services.upkeep import tick
from tests.web.conftest import NOW
from tests.web.surveys.given import ACTOR, AFTER, a_link_round, answer, closed, slips

NUMBERS = {"pack_label": "4 Maple", "year_group": "4", "count_N": "9", "count_K": "2", "count_E": ""}


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def browser_of(role: Role, school: School) -> Client:
    user = User.objects.create(email=f"{role}@example.org", name="Jo")
    Membership.objects.create(user=user, role=role, school=school)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def lead(in_maple: School) -> Client:
    return browser_of(Role.LEAD, in_maple)


def page_of(round_: Round, act: str = "") -> str:
    return f"/schools/{round_.host.slug}/rounds/{round_.handle}/" + (f"{act}/" if act else "")


def text_of(client: Client, round_: Round, act: str = "") -> str:
    reply = client.get(page_of(round_, act))
    assert reply.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


class TestRunningARound:
    def test_a_draft_is_opened_by_choosing_the_last_day(self, lead: Client, draft: Round) -> None:
        assert "Open it when your school is ready" in text_of(lead, draft)
        assert 'value="2026-12-07"' in lead.get(page_of(draft, "open")).content.decode()
        reply = lead.post(page_of(draft, "open"), {"last_day": "2026-12-11"}, follow=True)
        assert "open until Friday 11 December 2026" in reply.content.decode()
        draft.refresh_from_db()
        assert (draft.state, str(draft.closes_at)) == (State.OPEN, "2026-12-11 23:59:00+00:00")

    @pytest.mark.parametrize("day", ["", "soon", "2026-11-22", "2026-12-21"])
    def test_a_day_that_cannot_be_is_explained(self, lead: Client, draft: Round, day: str) -> None:
        reply = lead.post(page_of(draft, "open"), {"last_day": day})
        assert "There is a problem" in reply.content.decode()
        assert Round.objects.get().state == State.DRAFT

    def test_the_last_day_that_the_form_allows_is_allowed(self, lead: Client, draft: Round) -> None:
        lead.post(page_of(draft, "open"), {"last_day": "2026-12-18"})
        assert Round.objects.get().state == State.OPEN

    def test_what_the_rules_refuse_is_said_on_the_page(self, lead: Client, draft: Round) -> None:
        Cohort.objects.update(is_demo=False)
        reply = lead.post(page_of(draft, "open"), {"last_day": "2026-12-11"}, follow=True)
        assert "nobody has recorded that it may be used" in reply.content.decode()

    def test_the_next_thing_goes_from_printing_to_waiting(self, lead: Client, open_round_: Round) -> None:
        assert "Print the slips" in text_of(lead, open_round_)
        slips(open_round_, 30)
        page = text_of(lead, open_round_)
        assert "Open until Monday 7 December 2026" in page
        assert "It closes by itself in 14 days. Close it earlier only when everyone has had their turn" in page

    def test_closing_and_sealing_ask_first_and_warn_when_it_is_early(self, lead: Client, open_round_: Round) -> None:
        assert "Has everyone had their turn" in text_of(lead, open_round_, "close")
        lead.post(page_of(open_round_, "close"))
        assert "It seals itself on Thursday 26 November 2026" in text_of(lead, open_round_)

        assert "will be lost" in text_of(lead, open_round_, "seal")
        refused = lead.post(page_of(open_round_, "seal"), follow=True)
        assert "Please wait, or confirm" in refused.content.decode()
        done = lead.post(page_of(open_round_, "seal"), {"early": "yes"}, follow=True)
        assert "The questionnaire is sealed" in done.content.decode()
        assert "/reports/pilot-2026/" in done.content.decode()
        assert Round.objects.get().state == State.SEALED

    def test_looking_changes_nothing(self, lead: Client, open_round_: Round) -> None:
        before = Round.objects.values().get()
        for act in ("", "open", "close", "seal", "slips"):
            lead.get(page_of(open_round_, act))
        assert Round.objects.values().get() == before

    def test_an_open_link_shows_its_address_and_square(self, lead: Client, in_maple: School, cohort: Cohort) -> None:
        round_ = a_link_round(in_maple, cohort)
        page = lead.get(page_of(round_)).content.decode()
        assert f"http://127.0.0.1:8001/r/{round_.handle}/" in page
        assert '<svg width="' in page
        assert "Print slips" not in page
        closed(round_)
        assert "<svg width=" not in lead.get(page_of(round_)).content.decode()


class TestHowMany:
    def test_use_is_said_roughly_and_with_its_time(self, lead: Client, open_round_: Round) -> None:
        for code in slips(open_round_, 30)[:13]:
            answer(open_round_, code)
        assert "Nothing has been counted yet" in text_of(lead, open_round_)
        tick(now=NOW)
        page = text_of(lead, open_round_)
        assert "About 15 of 30 slips are used, counted at 10:00am on Monday 23 November 2026." in page
        assert "13" not in page.replace("2013", "")

    def test_few_are_not_told_from_none(self, lead: Client, open_round_: Round) -> None:
        code, _ = slips(open_round_, 2)
        answer(open_round_, code)
        tick(now=NOW)
        assert "Fewer than 5 of 2" not in text_of(lead, open_round_)
        assert "Fewer than 5 slips are used" in text_of(lead, open_round_)

    def test_classes_stand_in_the_order_of_their_years(self, lead: Client, open_round_: Round) -> None:
        for label in ("Year 10", "Year 13", "year 7", "Maple", "Year 9", "7B"):
            slips(open_round_, 6, label)
        page = text_of(lead, open_round_)
        places = [page.index(f" {label} 6 ") for label in ("7B", "Maple", "year 7", "Year 9", "Year 10", "Year 13")]
        assert places == sorted(places)


class TestWhoMay:
    def test_a_senco_prints_and_watches_and_does_not_run(self, in_maple: School, open_round_: Round) -> None:
        senco = browser_of(Role.SENCO, in_maple)
        page = text_of(senco, open_round_)
        assert "Print slips for a class" in page
        assert "Close this questionnaire" not in page
        assert senco.post(page_of(open_round_, "slips"), NUMBERS).headers["Content-Type"] == "application/pdf"

    def test_an_adviser_watches(self, in_maple: School, open_round_: Round) -> None:
        adviser = browser_of(Role.ADVISER, in_maple)
        assert "prints the slips" in text_of(adviser, open_round_)
        for act in ("open", "close", "seal", "slips"):
            assert adviser.post(page_of(open_round_, act)).status_code == 404

    def test_a_round_of_another_school_is_not_there(self, lead: Client, river: School, open_round_: Round) -> None:
        assert lead.get(f"/schools/{river.slug}/rounds/{open_round_.handle}/").status_code == 404
        assert lead.get(f"/schools/{open_round_.host.slug}/rounds/zzzzzz/").status_code == 404


def test_nothing_is_said_of_a_count_before_there_are_slips(lead: Client, open_round_: Round) -> None:
    assert "How many answered" not in text_of(lead, open_round_)
    slips(open_round_, 3)
    assert "Nothing has been counted yet" in text_of(lead, open_round_)


def test_the_way_into_the_classroom_stands_there_while_slips_are_out(lead: Client, open_round_: Round) -> None:
    assert "In the classroom" not in text_of(lead, open_round_)
    slips(open_round_, 3)
    page = lead.get(page_of(open_round_)).content.decode()
    assert f'href="http://127.0.0.1:8001/r/{open_round_.handle}/class/"' in page
    assert "See how many have answered" in page


def test_every_state_has_its_page(lead: Client, open_round_: Round) -> None:
    seal_round(round_=closed(open_round_), actor=ACTOR, now=AFTER)
    assert "their tie to the slips is destroyed" in text_of(lead, open_round_)
