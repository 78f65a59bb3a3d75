"""The cockpit: every school by stage, whom to ring and why, one click to remind, files for the funder."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest

from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.home.models import Standing
from belonging.web.home.queries.standings import ON_A_PAGE
from belonging.web.home.services.standings import REFRESH_EVERY, refresh_standings
from belonging.web.notices.models import OutgoingMail
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import School
from tests.web.conftest import NOW, enrolled
from tests.web.home.conftest import SignedIn
from tests.web.surveys.given import a_draft, opened

COCKPIT = "/programme/cockpit/pilot-2026/"


@pytest.fixture
def a_quiet_school(maple: School, river: School, cohort: Cohort) -> School:
    """Maple Tree was enrolled in September and its lead has never signed in; River Lane's did this morning."""
    for school, seen in ((maple, None), (river, NOW)):
        lead = User.objects.create(email=f"{school.slug}@example.org", name="A Lead", last_login=seen)
        Membership.objects.create(user=lead, role=Role.LEAD, school=school)
        with school_scope(school.pk):
            Enrolment.objects.filter(school=school).update(agreed_on=NOW.date())
    refresh_standings(now=NOW)
    return maple


def standing(school: School) -> Standing:
    with programme_scope("test"):
        return Standing.objects.get(school=school)


def test_a_school_whose_lead_does_not_sign_in_is_named_with_the_reason(
    signed_in: SignedIn, a_quiet_school: School
) -> None:
    text = signed_in(Role.MANAGER).get(f"{COCKPIT}?show=quiet").content.decode()
    assert "Maple Tree School" in text
    assert "No sign-in for 55 school days" in text
    assert "River Lane School" not in text


def test_stage_and_name_find_a_school(
    signed_in: SignedIn, a_quiet_school: School, river: School, cohort: Cohort
) -> None:
    with school_scope(river.pk):
        opened(a_draft(river, cohort))
    refresh_standings(now=NOW, everything=True)
    client = signed_in(Role.MANAGER)
    assert "Maple Tree" not in client.get(f"{COCKPIT}?stage=baseline").content.decode()
    found = client.get(f"{COCKPIT}?q=lane+RIVER").content.decode()
    assert "River Lane School" in found
    assert "Maple Tree" not in found
    assert "No school fits." in client.get(f"{COCKPIT}?q=nowhere").content.decode()


def test_finishing_is_set_beside_two_earlier_programmes(
    signed_in: SignedIn, a_quiet_school: School, river: School
) -> None:
    client = signed_in(Role.MANAGER)
    assert "No school has finished yet. To compare: of 2,400 schools" in client.get(COCKPIT).content.decode()
    with school_scope(river.pk):
        Enrolment.objects.filter(school=river).update(finished_on=NOW.date())
    text = client.get(COCKPIT).content.decode()
    assert "1 of 2 selected schools have finished." in text
    assert "50 %" in text


def test_many_schools_stand_on_several_pages(signed_in: SignedIn, cohort: Cohort) -> None:
    for number in range(ON_A_PAGE + 1):
        enrolled(cohort, name=f"School {number:03}", slug=f"school-{number}", mask=f"X{number}")
    refresh_standings(now=NOW)
    client = signed_in(Role.MANAGER)
    assert "School 050" not in client.get(COCKPIT).content.decode()
    assert "School 050" in client.get(f"{COCKPIT}?page=2").content.decode()
    assert "School 050" in client.get(f"{COCKPIT}?page=99").content.decode()
    assert client.get(f"{COCKPIT}?page=nonsense").status_code == 200


def test_standings_are_gathered_again_when_they_are_old(a_quiet_school: School) -> None:
    assert refresh_standings(now=NOW + timedelta(minutes=1)) == 0
    assert refresh_standings(now=NOW + REFRESH_EVERY) == 2
    assert standing(a_quiet_school).refreshed_at == NOW + REFRESH_EVERY


def test_a_batch_takes_the_next_schools_in_turn(cohort: Cohort) -> None:
    for number in range(5):
        enrolled(cohort, name=f"School {number}", slug=f"school-{number}", mask=f"X{number}")
    assert [refresh_standings(now=NOW, at_once=2) for _ in range(4)] == [2, 2, 1, 0]


def test_one_click_reminds_the_leads_once_a_week(signed_in: SignedIn, a_quiet_school: School) -> None:
    client = signed_in(Role.MANAGER)
    sheet = client.get(f"{COCKPIT}schools/maple-tree/").content.decode()
    assert "No sign-in for" in sheet
    assert "A friendly hello" in sheet
    answer = client.post(f"{COCKPIT}schools/maple-tree/nudge/", {"template": "hello"}, follow=True)
    assert "is on its way" in answer.content.decode()
    again = client.post(f"{COCKPIT}schools/maple-tree/nudge/", {"template": "hello"}, follow=True)
    assert "is on its way" not in again.content.decode()
    with programme_scope("test"):
        assert [mail.to for mail in OutgoingMail.objects.filter(to="maple-tree@example.org")] == [
            "maple-tree@example.org"
        ]


FRESH: dict[str, object] = {"agreed_on": None, "set_up_on": None}
AGREED: dict[str, object] = {"agreed_on": NOW.date(), "set_up_on": None}
SET_UP: dict[str, object] = {"agreed_on": NOW.date(), "set_up_on": NOW.date()}


@pytest.mark.parametrize(
    ("days", "stands", "offered"),
    [
        (FRESH, {"place": "invited"}, ["hello", "agreement"]),
        (AGREED, {"place": "setting-up"}, ["hello", "set_up"]),
        (SET_UP, {"place": "setting-up"}, ["hello"]),
        (SET_UP, {"place": "baseline"}, ["hello", "slips"]),
        (SET_UP, {"place": "baseline", "response": 0}, ["hello", "slips", "answers"]),
        (SET_UP, {"place": "endline", "response": 40}, ["hello", "answers"]),
        (SET_UP, {"place": "baseline", "response": 90}, ["hello"]),
        (SET_UP, {"place": "between"}, ["hello"]),
        (SET_UP, {"place": "between", "audit": "Baseline: 14 rated, not signed off"}, ["hello", "audit"]),
        (SET_UP, {"place": "between", "audit": "Baseline: signed off"}, ["hello"]),
        (SET_UP, {"place": "between", "quiet": [["audit-untouched", 20]]}, ["hello", "audit"]),
        (SET_UP | {"finished_on": NOW.date()}, {"place": "finished"}, ["hello"]),
        (SET_UP, {"place": "left"}, []),
    ],
)
def test_only_reminders_that_are_true_are_offered(
    signed_in: SignedIn,
    a_quiet_school: School,
    days: dict[str, object],
    stands: dict[str, object],
    offered: list[str],
) -> None:
    with programme_scope("test"):
        Enrolment.objects.filter(school=a_quiet_school).update(**days)
        Standing.objects.filter(school=a_quiet_school).update(**stands)
    sheet = signed_in(Role.MANAGER).get(f"{COCKPIT}schools/maple-tree/").content.decode()
    assert re.findall(r'name="template" value="(\w+)"', sheet) == offered


def test_a_reminder_that_does_not_exist_is_not_there(signed_in: SignedIn, a_quiet_school: School) -> None:
    client = signed_in(Role.MANAGER)
    for sent in ({}, {"template": "no-such-words"}):
        assert client.post(f"{COCKPIT}schools/maple-tree/nudge/", sent).status_code == 404


def test_the_schools_file_runs_nothing_in_a_spreadsheet(signed_in: SignedIn, a_quiet_school: School) -> None:
    School.objects.filter(pk=a_quiet_school.pk).update(name="=HYPERLINK(1)")
    refresh_standings(now=NOW, everything=True)
    answer = signed_in(Role.MANAGER).get(f"{COCKPIT}schools.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sorted(row["school"] for row in rows) == ["'=HYPERLINK(1)", "River Lane School"]
    assert [row["reasons_to_ring"] for row in rows if row["school"].startswith("'")] == [
        "No sign-in for 55 school days"
    ]


def test_the_funders_totals_name_no_school(signed_in: SignedIn, a_quiet_school: School) -> None:
    text = signed_in(Role.MANAGER).get(f"{COCKPIT}totals.csv").content.decode("utf-8-sig")
    assert "schools that accepted the agreement,2" in text
    assert "Maple" not in text


@pytest.mark.parametrize("path", ["schools.csv", "totals.csv", "schools/maple-tree/"])
def test_the_evaluator_has_letters_and_no_names(signed_in: SignedIn, a_quiet_school: School, path: str) -> None:
    client = signed_in(Role.EVALUATOR)
    assert client.get(COCKPIT).status_code == 200
    assert client.get(COCKPIT + path).status_code == 404
    assert client.post(f"{COCKPIT}schools/maple-tree/nudge/", {"template": "hello"}).status_code == 404
