"""The audits of the simulated pilot's schools together: what the report said comes out, and no school."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from belonging.simulation.audits import SimulatedAudit, simulate_audits
from belonging.simulation.schools import SCHOOLS
from belonging.web.accounts.models import Membership, User
from belonging.web.accounts.roles import Role
from belonging.web.audit.models import Audit, Rating
from belonging.web.audit.presenters.across import HEAD
from belonging.web.audit.queries.across import across_schools
from belonging.web.audit.rules.across import Across
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.programme.models import Stage as Taking
from belonging.web.schools.models import School
from tests.web.audit.people import browser, person, words
from tests.web.conftest import NOW

AUDITS = simulate_audits(7, SCHOOLS)
STAYED = [school for school in SCHOOLS if not school.dropped_out]


def take_part(cohort: Cohort, schools: int, *, signed: int | None = None, left: bool = False) -> list[School]:
    """The first simulated schools; `signed` of them have signed off their final audit too."""
    made = []
    for at, simulated in enumerate(STAYED[:schools]):
        school = School.objects.create(name=simulated.name, slug=simulated.key, setting="primary", is_simulated=True)
        made.append(school)
        final = at < (schools if signed is None else signed)
        with school_scope(school.pk):
            Enrolment.objects.create(school=school, cohort=cohort, mask="ABCDEFGHIJK"[at])
            for audit in AUDITS:
                if audit.school == simulated.key and (audit.stage == "baseline" or final):
                    keep(audit, school, cohort, at)
    if left:
        gone = School.objects.create(name="Gone", slug="gone", setting="primary", is_simulated=True)
        with school_scope(gone.pk):
            Enrolment.objects.create(school=gone, cohort=cohort, mask="K", stage=Taking.LEFT)
            keep(AUDITS[0], gone, cohort, 11)
    return made


def keep(simulated: SimulatedAudit, school: School, cohort: Cohort, at: int) -> None:
    started = NOW + timedelta(days=(0 if simulated.stage == "baseline" else 200) + at)
    audit = Audit.objects.create(
        school=school,
        cohort=cohort,
        stage=simulated.stage,
        edition="audit_360_v1",
        started_by="t",
        started_at=started,
        signed_off_by="t",
        signed_off_at=started,
        record="{}",
    )
    Rating.objects.bulk_create(
        Rating(
            school=school,
            audit=audit,
            statement=rating.statement,
            value=rating.met.value,
            changed_by="t",
            changed_at=started,
        )
        for rating in simulated.ratings
    )


def found(cohort: Cohort) -> Across | None:
    with programme_scope("test"):
        return across_schools(cohort)


def team(role: Role = Role.MANAGER) -> Client:
    user = User.objects.create(email=f"{role.value}@programme.example", name="A reader")
    Membership.objects.create(user=user, role=role.value)
    return browser(user)


def page_of(cohort: Cohort) -> str:
    reply = team().get(reverse("audit:across", args=[cohort.slug]))
    assert reply.status_code == 200
    return words(reply.content.decode())


@pytest.fixture
def pilot(cohort: Cohort) -> Cohort:
    take_part(cohort, 10, left=True)
    return cohort


def test_the_pilots_own_statements_come_out(pilot: Cohort) -> None:
    page = page_of(pilot)

    assert "From 10 schools that have signed off both their baseline and their final audit." in page
    assert "The largest gain was in “Inclusive culture” (+" in page
    assert "the smallest in “Positive relationships” (+" in page


def test_what_the_report_calls_strong_and_weak_is_told(pilot: Cohort) -> None:
    shown = found(pilot)
    assert shown is not None

    told = {one.statement.key: one.now.words for one in shown.statements}
    assert told["safe_places"] == "9 or 10 of 10"
    assert told["high_expectations"] == "9 or 10 of 10"
    themes = {theme for one in shown.weakest for theme in one.statement.themes}
    assert themes & {"pupil_leadership_and_peers", "extracurricular_access", "policies_and_training"}


def test_no_school_is_named_and_no_letter(pilot: Cohort) -> None:
    page = page_of(pilot)

    for school in STAYED:
        assert school.name not in page
    assert "School A" not in page


def test_the_school_that_left_before_its_final_audit_changes_nothing(cohort: Cohort) -> None:
    take_part(cohort, 10)
    before = found(cohort)
    with programme_scope("test"):
        School.objects.create(name="Gone", slug="gone", setting="primary", is_simulated=True)
    gone = School.objects.get(slug="gone")
    with school_scope(gone.pk):
        Enrolment.objects.create(school=gone, cohort=cohort, mask="K", stage=Taking.LEFT)
        keep(AUDITS[0], gone, cohort, 11)

    assert found(cohort) == before


def test_the_fourth_school_waits_until_there_are_six(cohort: Cohort) -> None:
    take_part(cohort, 10, signed=4)
    shown = found(cohort)

    assert shown is not None
    assert (shown.stage, shown.schools) == ("final", 3)
    assert {one.now.words for one in shown.statements} == {"half of them or more", "fewer than half of them"}


def test_two_schools_show_their_baseline_only(cohort: Cohort) -> None:
    take_part(cohort, 10, signed=2)
    shown = found(cohort)

    assert shown is not None
    assert (shown.stage, shown.schools) == ("baseline", 10)
    assert all(one.earlier is None for one in shown.statements)
    assert "From the baseline audits of 10 schools." in page_of(cohort)


def test_an_audit_that_is_not_signed_off_does_not_count(cohort: Cohort) -> None:
    schools = take_part(cohort, 3)
    with school_scope(schools[0].pk):
        Audit.objects.filter(school=schools[0]).update(signed_off_at=None, signed_off_by="", record="")

    assert found(cohort) is None
    assert "It takes 3 schools" in page_of(cohort)
    file = team(Role.EVALUATOR).get(reverse("audit:across_csv", args=[cohort.slug]))
    assert file.content.decode("utf-8-sig").splitlines() == [",".join(HEAD)]


def test_the_file_holds_what_the_page_shows_and_no_more(pilot: Cohort) -> None:
    reply = team(Role.EVALUATOR).get(reverse("audit:across_csv", args=[pilot.slug]))

    assert reply["Content-Disposition"] == 'attachment; filename="audits-pilot-2026.csv"'
    rows = list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"))))
    assert [row["row"] for row in rows] == ["area"] * 4 + ["statement"] * 40
    assert rows[4] == {
        "row": "statement",
        "number": "1.1",
        "key": "safe_places",
        "words": rows[4]["words"],
        "schools": "10",
        "baseline": rows[4]["baseline"],
        "latest": "9 or 10 of 10",
        "change": "",
    }
    assert all(int(row["latest"]) % 5 == 0 for row in rows[:4])


def test_it_is_for_the_team_and_the_evaluator(cohort: Cohort, maple: School) -> None:
    address = reverse("audit:across", args=[cohort.slug])

    assert team(Role.EVALUATOR).get(address).status_code == 200
    assert team(Role.SCREENER).get(address).status_code == 404
    assert browser(person(Role.LEAD, maple, "Robin")).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert team().get(reverse("audit:across", args=["none"])).status_code == 404


def test_ten_schools_ask_no_more_than_three(cohort: Cohort, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    take_part(cohort, 3)
    with programme_scope("test"), django_assert_num_queries(5):
        across_schools(cohort)
    with programme_scope("test"):
        for at, simulated in enumerate(STAYED[3:], start=3):
            school = School.objects.create(name=simulated.name, slug=simulated.key, setting="primary")
            Enrolment.objects.create(school=school, cohort=cohort, mask="ABCDEFGHIJK"[at])
            for audit in AUDITS:
                if audit.school == simulated.key:
                    keep(audit, school, cohort, at)
    with programme_scope("test"), django_assert_num_queries(5):
        across_schools(cohort)
