"""Audit, plan and “You said, we did” on a school's home: three lines for those who may see them, and what is next."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit, Stage
from belonging.web.audit.services.work import Said, rate, share_area, sign_off, start_audit
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.home.models import Standing
from belonging.web.home.services.standings import refresh_standings
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Edition, Page
from belonging.web.schools.models import School
from tests.web.actions.plans import planned
from tests.web.conftest import NOW
from tests.web.home.conftest import SignedIn

HOME = "/schools/maple-tree/"
SOON = date(2026, 12, 4)


@pytest.fixture
def begun(maple: School, cohort: Cohort) -> Audit:
    """A baseline audit of which one statement is rated."""
    with school_scope(maple.pk):
        audit = start_audit(school=maple, cohort=cohort, stage=Stage.BASELINE, actor="test", now=NOW)
        rate(audit=audit, statement="safe_places", said=Said("fully", "The map.", 0), actor="test", now=NOW)
    return audit


def a_page(maple: School, cohort: Cohort, **given: object) -> Page:
    with school_scope(maple.pk):
        page = Page(school=maple, cohort=cohort, wave="baseline", edition=Edition.PUPILS, token="t" * 20, built_at=NOW)
        for name, value in given.items():
            setattr(page, name, value)
        page.save()
        return page


def shown(client: Client) -> str:
    return client.get(HOME).content.decode()


@pytest.mark.parametrize("role", [Role.LEAD, Role.HEAD, Role.SENCO, Role.COLLEAGUE, Role.ADVISER])
def test_whoever_may_see_the_audit_finds_all_three(signed_in: SignedIn, maple: School, role: Role) -> None:
    text = shown(signed_in(role, maple))
    for address in ("/schools/maple-tree/audit/", "/schools/maple-tree/plan/", "/schools/maple-tree/replies/"):
        assert f'href="{address}"' in text


def test_an_audit_under_way_says_how_far_it_is_and_how_long_it_takes(
    signed_in: SignedIn, maple: School, begun: Audit
) -> None:
    text = shown(signed_in(Role.COLLEAGUE, maple))
    assert "Go on with the baseline audit: 39 of 40 to rate" in text
    assert "Baseline: 1 of 40" in text
    assert "About 78 minutes are left" in text


def test_an_adviser_reads_and_has_nothing_to_rate(signed_in: SignedIn, maple: School, begun: Audit) -> None:
    text = shown(signed_in(Role.ADVISER, maple))
    assert "Baseline: 1 of 40" in text
    assert "Go on with" not in text


def test_the_lead_is_shown_what_goes_out_soon_and_others_are_not(
    signed_in: SignedIn, maple: School, cohort: Cohort
) -> None:
    a_page(maple, cohort, due_on=SOON)
    assert "Look at what pupils and families will be told on 4 December 2026" in shown(signed_in(Role.LEAD, maple))
    text = shown(signed_in(Role.SENCO, maple))
    assert "Look at what pupils" not in text
    assert "Out on 4 December 2026" in text


def test_a_page_held_back_does_not_wait_for_the_lead(signed_in: SignedIn, maple: School, cohort: Cohort) -> None:
    a_page(maple, cohort, due_on=SOON, withheld_because="A flood.", withheld_by="test", withheld_at=NOW)
    text = shown(signed_in(Role.LEAD, maple))
    assert "Held back" in text
    assert "Look at what pupils" not in text


def test_the_cockpit_tells_the_reason_that_the_lead_gave(
    signed_in: SignedIn, maple: School, cohort: Cohort, begun: Audit
) -> None:
    cohort.results_on = date(2026, 11, 20)
    cohort.save()
    cohort.waves.create(wave="baseline", opens_on=date(2026, 9, 7), closes_on=date(2026, 10, 2))
    refresh_standings(now=NOW, everything=True)
    page = "/programme/cockpit/pilot-2026/"
    manager = signed_in(Role.MANAGER)
    assert "Results are 3 days later than promised" in manager.get(page).content.decode()
    for edition in Edition:
        a_page(
            maple, cohort, edition=edition, token=f"token-{edition}", due_on=None,
            withheld_because="Our hall was flooded.", withheld_by="test", withheld_at=NOW,
        )  # fmt: skip
    refresh_standings(now=NOW, everything=True)
    text = manager.get(page).content.decode()
    assert "Results promised for 20 November 2026 are held back: Our hall was flooded." in text
    assert "later than promised" not in text
    assert "flooded" not in signed_in(Role.EVALUATOR).get(page).content.decode()
    with programme_scope("test"):
        assert Standing.objects.get(school=maple).audit == "Baseline: 1 rated, not signed off"


def test_the_team_sees_a_reason_to_wait_before_the_day_comes(
    signed_in: SignedIn, maple: School, cohort: Cohort, begun: Audit
) -> None:
    a_page(maple, cohort, due_on=None, withheld_because="A new head.", withheld_by="test", withheld_at=NOW)
    refresh_standings(now=NOW, everything=True)
    text = signed_in(Role.MANAGER).get("/programme/cockpit/pilot-2026/").content.decode()
    assert "Results will be held back: A new head." in text


def test_a_colleague_is_shown_the_areas_that_are_theirs(signed_in: SignedIn, maple: School, begun: Audit) -> None:
    client = signed_in(Role.COLLEAGUE, maple)
    with school_scope(maple.pk):
        person = User.objects.get(memberships__role=Role.COLLEAGUE)
        share_area(audit=begun, area="school_activities", people=[person], actor="test", now=NOW)
    assert "Your part of the baseline audit: School activities, 9 to rate" in shown(client)


def test_after_the_sign_off_the_plan_is_next_and_later_what_is_overdue(
    signed_in: SignedIn, maple: School, cohort: Cohort, begun: Audit
) -> None:
    with school_scope(maple.pk):
        sign_off(audit=begun, note="", actor="test", now=NOW)
    lead = signed_in(Role.LEAD, maple)
    assert "Choose what to take up first, and plan it" in shown(lead)
    with school_scope(maple.pk):
        planned(maple, cohort, due_on=date(2026, 11, 20))
    text = shown(lead)
    assert "Choose what to take up first" not in text
    assert "Look at the action plan: 1 action is overdue" in text


def test_more_audits_and_pages_ask_for_no_more_queries(
    signed_in: SignedIn, maple: School, cohort: Cohort, begun: Audit
) -> None:

    client = signed_in(Role.LEAD, maple)
    client.get(HOME)
    with CaptureQueriesContext(connection) as few:
        client.get(HOME)
    for edition in Edition:
        a_page(maple, cohort, edition=edition, token=f"token-{edition}", due_on=SOON)
    with school_scope(maple.pk):
        for number, statement in enumerate(("transitions", "said_and_done", "visible_leadership")):
            rate(audit=begun, statement=statement, said=Said("fully", f"{number}", 0), actor="test", now=NOW)
    with CaptureQueriesContext(connection) as more:
        client.get(HOME)
    assert len(more) == len(few)
