"""The checklist of set-up: what is next, for whom, by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from belonging.web.accounts.roles import GRANTS, Role
from belonging.web.base.scope import school_scope
from belonging.web.enrolment.models import ContactKind, Duty
from belonging.web.enrolment.rules.dates import WaveDates
from belonging.web.enrolment.services.contacts import name_people
from belonging.web.enrolment.services.dates import set_dates
from belonging.web.enrolment.services.readiness import Where, choose, count_opt_outs, tick
from belonging.web.home.presenters.set_up import DONE, SetUpPage, set_up_page, steps_of
from belonging.web.home.queries.set_up import SetUp, school_set_up
from belonging.web.programme.models import Cohort, CohortWave, Enrolment
from belonging.web.schools.models import School, Setting
from belonging.web.surveys.services.rounds import close_round, open_round
from belonging.web.surveys.services.sealing import seal_round
from tests.web.conftest import NOW
from tests.web.enrolment.given import ACTOR, PEOPLE, accepted, let_in, parties
from tests.web.home.conftest import SignedIn
from tests.web.surveys.given import AFTER, CLOSES, a_draft, slips

TODAY = NOW.date()
DATES = WaveDates(
    first_day=date(2026, 12, 7),
    last_day=date(2026, 12, 18),
    reply_by=date(2026, 11, 30),
    results_on=date(2027, 1, 29),
)


@pytest.fixture
def willow(cohort: Cohort) -> School:
    school = School.objects.create(name="Willow", slug="willow", setting=Setting.PRIMARY, is_simulated=True)
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask="W")
    return school


def found(school: School, today: date = TODAY) -> SetUp:
    sight = school_set_up(school, today=today)
    assert sight is not None
    return sight


def page_of(school: School, role: Role = Role.LEAD, today: date = TODAY) -> SetUpPage:
    return set_up_page(school=school, found=found(school, today), may=GRANTS[role], today=today)


def next_title(school: School, role: Role = Role.LEAD, today: date = TODAY) -> str:
    upcoming = page_of(school, role, today).next
    return upcoming.title if upcoming else ""


def status(school: School, title: str, today: date = TODAY) -> str:
    return next(step.status for step in steps_of(school, found(school, today), today) if step.title.startswith(title))


def hint(school: School, title: str, today: date = TODAY) -> str:
    return next(step.hint for step in steps_of(school, found(school, today), today) if step.title.startswith(title))


def safeguarding_signs_in(school: School) -> None:
    assert status(school, "Name your people") == "Waiting for them to sign in"
    assert "Dee Safe and Ola Deputy have not signed in yet" in hint(school, "Name your people")
    for kind in (ContactKind.SAFEGUARDING, ContactKind.DEPUTY):
        let_in(school, PEOPLE[kind], NOW)
    assert status(school, "Name your people") == DONE


def test_a_lead_goes_from_nothing_to_printed_slips(willow: School, cohort: Cohort) -> None:
    where = Where(willow, cohort, "baseline")
    with school_scope(willow.pk):
        parties(cohort, NOW)
        seen = [next_title(willow)]

        def then(act: Callable[[], object]) -> None:
            act()
            seen.append(next_title(willow))

        def done(duty: Duty) -> None:
            tick(where=where, duty=duty, done_on=TODAY, today=TODAY, actor=ACTOR, now=NOW)

        then(lambda: accepted(willow, cohort, NOW))
        then(lambda: name_people(school=willow, people=PEOPLE, inviting=False, actor=ACTOR, now=NOW))
        then(lambda: set_dates(school=willow, cohort=cohort, wave="baseline", dates=DATES, actor=ACTOR, now=NOW))
        then(
            lambda: choose(school=willow, cohort=cohort, editions=["standard"], languages=["en"], actor=ACTOR, now=NOW)
        )
        then(lambda: done(Duty.LETTERS))
        then(lambda: done(Duty.BRIEFING))
        enrolment = Enrolment.objects.get(school=willow)
        assert (enrolment.agreed_on, enrolment.set_up_on) == (TODAY, TODAY)
        draft = a_draft(willow, cohort)
        safeguarding_signs_in(willow)
        then(lambda: open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW))
        then(lambda: slips(draft, 3))
    assert seen == [
        "Accept the agreement",
        "Name your people",
        "Choose your dates",
        "Choose editions and languages",
        "Send the letters",
        "Brief the adults",
        "",
        "Print the slips",
        "",
    ]


def test_families_are_counted_once_their_days_are_over(willow: School, cohort: Cohort) -> None:
    with school_scope(willow.pk):
        assert status(willow, "Count the families") == "Waiting for your dates"
        set_dates(school=willow, cohort=cohort, wave="baseline", dates=DATES, actor=ACTOR, now=NOW)
        assert status(willow, "Count the families") == "From Tuesday 1 December 2026"
        assert status(willow, "Count the families", DATES.reply_by) == "From Tuesday 1 December 2026"
        assert status(willow, "Count the families", date(2026, 12, 1)) == "To do"
        where = Where(willow, cohort, "baseline")
        count_opt_outs(where=where, numbers={"": 0}, today=TODAY, actor=ACTOR, now=NOW)
        assert status(willow, "Count the families") == DONE


def test_a_questionnaire_is_not_opened_so_early_that_it_ends_before_the_last_day(
    willow: School, cohort: Cohort
) -> None:
    with school_scope(willow.pk):
        assert status(willow, "Open the pupils") == "Waiting for the agreement"
        parties(cohort, NOW)
        accepted(willow, cohort, NOW)
        assert status(willow, "Open the pupils") == "Being planned"
        a_draft(willow, cohort)
        assert status(willow, "Open the pupils") == "To do"
        later = WaveDates(*(getattr(DATES, day) + timedelta(days=35) for day in WaveDates.__slots__))
        set_dates(school=willow, cohort=cohort, wave="baseline", dates=later, actor=ACTOR, now=NOW)
        assert status(willow, "Open the pupils") == "From Saturday 26 December 2026"


@pytest.mark.parametrize(
    ("role", "expected"), [(Role.HEAD, "Accept the agreement"), (Role.LEAD, "Accept the agreement"), (Role.SENCO, "")]
)
def test_each_reader_is_led_to_what_they_may_do(willow: School, cohort: Cohort, role: Role, expected: str) -> None:
    with school_scope(willow.pk):
        assert next_title(willow, role) == expected


def test_a_head_may_look_and_is_led_nowhere_they_may_not_go(signed_in: SignedIn, maple: School) -> None:
    page = signed_in(Role.HEAD, maple).get("/schools/maple-tree/set-up/").content.decode()
    assert "Choose your dates" in page
    assert "/dates/pilot-2026/" not in page


def test_the_list_says_how_much_is_left_and_by_when(willow: School, cohort: Cohort) -> None:
    CohortWave.objects.create(cohort=cohort, wave="baseline", opens_on=date(2027, 1, 11), closes_on=date(2027, 2, 12))
    with school_scope(willow.pk):
        page = page_of(willow)
    assert page.state == "0 of 9 steps are done. About 20 minutes left."
    assert page.next_hint.endswith("Takes about 8 minutes. Please do it by Monday 14 December 2026.")


def test_the_next_wave_is_set_up_when_one_is_over(in_maple: School, cohort: Cohort) -> None:
    for wave, opens, closes in (
        ("baseline", TODAY, TODAY + timedelta(days=20)),
        ("endline", TODAY + timedelta(days=200), TODAY + timedelta(days=220)),
    ):
        CohortWave.objects.create(cohort=cohort, wave=wave, opens_on=opens, closes_on=closes)
    assert found(in_maple).wave == "baseline"
    draft = a_draft(in_maple, cohort)
    open_round(round_=draft, closes_at=CLOSES, actor=ACTOR, now=NOW)
    close_round(round_=draft, actor=ACTOR, now=CLOSES)
    assert found(in_maple).wave == "baseline"
    seal_round(round_=draft, actor=ACTOR, now=AFTER)
    assert found(in_maple).wave == "endline"


def test_a_school_in_no_cohort_has_nothing_to_set_up(signed_in: SignedIn, cohort: Cohort) -> None:
    alone = School.objects.create(name="Alone", slug="alone", setting=Setting.PRIMARY, is_simulated=True)
    client = signed_in(Role.LEAD, alone)
    assert "Nothing to set up yet" in client.get("/schools/alone/set-up/").content.decode()
    assert client.get("/schools/alone/set-up/pilot-2026/").status_code == 404


def test_the_checklist_asks_the_database_as_often_for_three_rounds_as_for_one(
    signed_in: SignedIn, maple: School, cohort: Cohort
) -> None:
    client = signed_in(Role.LEAD, maple)
    counts = []
    for wave in ("baseline", "midpoint", "endline"):
        with school_scope(maple.pk):
            a_draft(maple, cohort, wave=wave)
        with CaptureQueriesContext(connection) as seen:
            client.get("/schools/maple-tree/set-up/")
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2]
