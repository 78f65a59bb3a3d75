"""The training that the demo holds in the pilot's year comes to what the pilot's report prints of it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from belonging.simulation import Pilot, SimulatedSchool
from belonging.simulation.schools import SCHOOLS
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cli.loading import training
from belonging.web.cli.loading.audits_people import Circle
from belonging.web.cli.loading.calendar import SchoolYear
from belonging.web.cli.loading.diaries import tell_together
from belonging.web.cli.loading.stage import Stage
from belonging.web.home.demo_people import STAFF
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import School
from belonging.web.training.models import Booking
from belonging.web.training.queries.totals import Totals, people_by_school, totals_of
from tests.web.conftest import NOW
from tests.web.training.given import staff_member

PRINTED = tomllib.loads(
    (Path(__file__).parents[2] / "oracles" / "published-programme-figures.toml").read_text("utf-8")
)["training"]


def joined(cohort: Cohort, simulated: SimulatedSchool, mask: str) -> School:
    school = School.objects.create(
        name=simulated.name, slug=simulated.key, setting=simulated.setting, is_simulated=True
    )
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask=mask)
    return school


def circle(school: School) -> Circle:
    lead, head, senco = (
        staff_member(role, school, f"{role.value}-{school.slug} Bright") for role in (Role.LEAD, Role.HEAD, Role.SENCO)
    )
    return Circle(lead, head, senco, ())


@pytest.fixture
def held(cohort: Cohort, monkeypatch: pytest.MonkeyPatch) -> Cohort:
    """Every sign-up and attendance through the services; no papers, no forms, no mails, which count for nothing."""
    for name in ("_materials", "_closed"):
        monkeypatch.setattr(training, name, lambda *_, **__: None)
    staying = [each for each in SCHOOLS if not each.dropped_out]
    schools = {each.key: joined(cohort, each, chr(65 + number)) for number, each in enumerate(staying)}
    User.objects.create(email=STAFF.email, name=STAFF.name)
    stage = SimpleNamespace(
        cohort=cohort,
        schools=schools,
        circles={key: circle(school) for key, school in schools.items()},
        team=SimpleNamespace(manager="test"),
    )
    monkeypatch.setattr(training, "feedback_on", lambda **_: iter(()))
    *sessions, _ = training.pilot_training(cast("Stage", stage), Pilot(7, tuple(SCHOOLS), ()), SchoolYear.before(NOW))
    tell_together(sessions)
    return cohort


def test_nineteen_sessions_and_408_people_of_whom_27_are_senior_leaders(held: Cohort) -> None:
    with programme_scope("test"):
        totals = totals_of(held, NOW)
        schools = people_by_school(held, list(School.objects.values_list("pk", flat=True)))
        came = Booking.objects.exclude(attended="").count()

    assert totals == Totals(
        sessions=PRINTED["sessions"],
        in_person=PRINTED["in_person"],
        online=PRINTED["online"],
        people=PRINTED["staff_trained"],
        leaders=PRINTED["senior_leaders_trained"],
        leaders_times=totals.leaders_times,
    )
    assert came > totals.people, "some came more than once"
    assert totals.leaders_times > totals.leaders
    assert len(schools) == 10
    assert sum(people for people, _, _ in schools.values()) == totals.people, "everybody is of one school"
