"""Planning a cohort, opening it for good, and how far its schools come."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.programme.errors import (
    AlreadyEnrolled,
    ArmFixed,
    CohortExists,
    CohortFixed,
    CohortNotOpen,
    CohortNotReady,
    CommentsDoNotFit,
    NothingToLink,
    NotTakingPart,
)
from belonging.web.programme.models import (
    Arm,
    Cohort,
    CohortQuestionnaire,
    CohortState,
    CohortWave,
    Enrolment,
    Milestone,
)
from belonging.web.programme.queries import (
    Planned,
    comments_may_be_on,
    enrolment_of,
    enrolments_page,
    funnel,
    places_taken,
    planned_questionnaires,
    planning_gaps,
    wave_window,
)
from belonging.web.programme.rules.planning import Window
from belonging.web.programme.services import (
    Asked,
    CohortDates,
    Evidence,
    Hours,
    Modes,
    create_cohort,
    enrol_school,
    finish_cohort,
    leave_cohort,
    open_cohort,
    plan_dates,
    plan_modes,
    reach_milestone,
    record_permission,
    set_arm,
    state_hours,
)
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.programme.given import ACTOR, BASELINE, DATES, STAFF, interested, planned_cohort

PUPILS = Asked("pupil_v1", "slips", ("baseline", "endline"), ("year_group", "sex", "sen"))


@pytest.fixture
def planned(db: None) -> Cohort:
    return planned_cohort()


@pytest.fixture
def opened(planned: Cohort) -> Cohort:
    open_cohort(cohort=planned, actor=ACTOR, now=NOW)
    planned.refresh_from_db()
    return planned


def a_school(slug: str) -> School:
    return School.objects.create(name=f"School {slug}", slug=slug, setting="primary")


class TestThePlan:
    def test_what_each_school_holds_is_told_wave_by_wave(self, planned: Cohort) -> None:
        assert planned_questionnaires(planned) == [
            Planned("baseline", "parent_v1", "open_link", ()),
            Planned("endline", "parent_v1", "open_link", ()),
            Planned("endline", "staff_v1", "open_link", ()),
        ]
        assert wave_window(planned, "baseline") == (BASELINE.opens_on, BASELINE.closes_on)
        assert wave_window(planned, "midpoint") is None
        assert planning_gaps(planned) == []

    def test_a_cohort_without_a_plan_is_still_a_cohort(self, cohort: Cohort) -> None:
        assert (cohort.state, planned_questionnaires(cohort), wave_window(cohort, "baseline")) == ("planning", [], None)

    def test_what_is_missing_is_said(self, db: None) -> None:
        bare = create_cohort(name="Bare", slug="bare", starts_on=date(2027, 1, 4), actor=ACTOR, now=NOW)
        said = " ".join(planning_gaps(bare))
        for words in (
            "cohort ends",
            "baseline and the endline",
            "hear the results",
            "how many schools",
            "questionnaires",
        ):
            assert words in said
        with pytest.raises(CohortNotReady, match=r"cannot open yet\. Choose the day on which the cohort ends"):
            open_cohort(cohort=bare, actor=ACTOR, now=NOW)

    def test_a_wave_that_cannot_be_is_refused_and_nothing_is_changed(self, planned: Cohort) -> None:
        august = {**DATES.windows, "endline": Window(date(2027, 8, 2), date(2027, 8, 20))}
        dates = CohortDates(DATES.starts_on, DATES.ends_on, DATES.results_on, 99, august)
        with pytest.raises(CohortNotReady, match="Endline: Schools are closed in August"):
            plan_dates(cohort=planned, dates=dates, actor=ACTOR, now=NOW)
        planned.refresh_from_db()
        assert planned.places == 2

    def test_results_come_after_the_last_wave(self, planned: Cohort) -> None:
        early = CohortDates(DATES.starts_on, DATES.ends_on, date(2027, 11, 30), 2, DATES.windows)
        plan_dates(cohort=planned, dates=early, actor=ACTOR, now=NOW)
        assert "only after the last wave has closed" in planning_gaps(Cohort.objects.get(pk=planned.pk))[0]

    def test_a_wording_that_is_not_ours_needs_its_permission(self, planned: Cohort) -> None:
        plan_modes(cohort=planned, modes=Modes((PUPILS,)), actor=ACTOR, now=NOW)
        assert "nobody has recorded that it may be used" in planning_gaps(planned)[0]
        record_permission(instrument="pupil_v1", evidence=Evidence("NCB", "Letters"), actor=ACTOR, now=NOW)
        assert planning_gaps(planned) == []

    def test_a_questionnaire_needs_a_wave_that_is_held(self, planned: Cohort) -> None:
        plan_modes(cohort=planned, modes=Modes((Asked("staff_v1", "open_link", ("midpoint",)),)), actor=ACTOR, now=NOW)
        assert "is asked in no wave that has its days" in planning_gaps(planned)[0]

    def test_comments_need_readers_hours(self, planned: Cohort) -> None:
        with pytest.raises(CommentsDoNotFit, match="State more hours"):
            state_hours(cohort=planned, hours=Hours({"readers": 0}, comments_on=True), actor=ACTOR, now=NOW)
        assert Cohort.objects.get(pk=planned.pk).comments_on is False
        state_hours(cohort=planned, hours=Hours({"readers": 1}, comments_on=True), actor=ACTOR, now=NOW)
        assert Cohort.objects.get(pk=planned.pk).comments_on is True

    def test_more_schools_than_read_for_stop_the_opening(self, planned: Cohort) -> None:
        state_hours(cohort=planned, hours=Hours({"readers": 1}, comments_on=True), actor=ACTOR, now=NOW)
        many = CohortDates(DATES.starts_on, DATES.ends_on, DATES.results_on, 500, DATES.windows)
        plan_dates(cohort=planned, dates=many, actor=ACTOR, now=NOW)
        held = Cohort.objects.get(pk=planned.pk)
        assert not comments_may_be_on(held)
        with pytest.raises(CohortNotReady, match="hours do not cover them"):
            open_cohort(cohort=held, actor=ACTOR, now=NOW)

    def test_addresses_of_our_own_pages_are_not_given_out(self, db: None) -> None:
        with pytest.raises(CohortExists):
            create_cohort(name="Plan", slug="plan", starts_on=date(2027, 1, 4), actor=ACTOR, now=NOW)


class TestOnceOpen:
    def test_opening_is_kept_and_recorded(self, opened: Cohort) -> None:
        assert (opened.state, opened.opened_at) == (CohortState.OPEN, NOW)
        with programme_scope("test"):
            assert Entry.objects.order_by("-number").values_list("act", flat=True)[0] == "cohort-opened"

    def test_the_services_refuse_to_change_the_plan(self, opened: Cohort) -> None:
        with pytest.raises(CohortFixed, match="its plan is fixed"):
            plan_dates(cohort=opened, dates=DATES, actor=ACTOR, now=NOW)
        with pytest.raises(CohortFixed):
            plan_modes(cohort=opened, modes=Modes((STAFF,)), actor=ACTOR, now=NOW)
        with pytest.raises(CohortFixed):
            state_hours(cohort=opened, hours=Hours(), actor=ACTOR, now=NOW)
        with pytest.raises(CohortFixed):
            open_cohort(cohort=opened, actor=ACTOR, now=NOW)

    @pytest.mark.parametrize(
        "change",
        [
            {"results_on": date(2028, 3, 1)},
            {"languages": ["ur"]},
            {"asks_fsm": True},
            {"comments_on": True},
            {"starts_on": date(2026, 1, 1)},
            {"is_demo": True},
            {"state": "planning", "opened_at": None},
        ],
    )
    def test_the_database_refuses_too(self, opened: Cohort, change: dict[str, object]) -> None:
        with pytest.raises(DatabaseError, match="refused by programme_cohort"), transaction.atomic():
            Cohort.objects.filter(pk=opened.pk).update(**change)

    def test_so_it_does_for_waves_and_questionnaires(self, opened: Cohort) -> None:
        with pytest.raises(DatabaseError, match="refused by"), transaction.atomic():
            CohortWave.objects.filter(cohort=opened).update(closes_on=date(2027, 12, 6))
        with pytest.raises(DatabaseError, match="refused by"), transaction.atomic():
            CohortQuestionnaire.objects.filter(cohort=opened).delete()
        with pytest.raises(DatabaseError, match="refused by"), transaction.atomic():
            CohortQuestionnaire.objects.create(
                cohort=opened, instrument="pupil_v1", entrance="slips", waves=["baseline"]
            )

    def test_name_and_places_may_still_change(self, opened: Cohort) -> None:
        assert Cohort.objects.filter(pk=opened.pk).update(name="London", places=12) == 1

    def test_it_ends_once_and_takes_no_more_schools(self, opened: Cohort) -> None:
        finish_cohort(cohort=opened, actor=ACTOR, now=NOW)
        with pytest.raises(CohortNotOpen):
            finish_cohort(cohort=opened, actor=ACTOR, now=NOW)
        with pytest.raises(CohortNotOpen, match="choose another cohort"):
            enrol_school(cohort=opened, school=a_school("late"), actor=ACTOR, now=NOW)


class TestLinking:
    def test_is_off_until_it_is_chosen_and_fixed_once_open(self, planned: Cohort) -> None:
        assert not Cohort.objects.get(pk=planned.pk).links_waves
        pupils = Asked("pupil_v1", "slips", ("baseline", "endline"))
        plan_modes(cohort=planned, modes=Modes((pupils,), links_waves=True), actor=ACTOR, now=NOW)
        planned.refresh_from_db()
        assert planned.links_waves is True
        Cohort.objects.filter(pk=planned.pk).update(state="open", opened_at=NOW)
        with pytest.raises(DatabaseError), transaction.atomic():
            Cohort.objects.filter(pk=planned.pk).update(links_waves=False)

    @pytest.mark.parametrize(
        "asked",
        [
            Asked("pupil_v1", "open_link", ("baseline", "endline")),
            Asked("pupil_v1", "slips", ("baseline", "midpoint")),
            Asked("staff_v1", "slips", ("baseline", "endline")),
        ],
    )
    def test_needs_pupils_slips_in_both_waves(self, planned: Cohort, asked: Asked) -> None:
        with pytest.raises(NothingToLink):
            plan_modes(cohort=planned, modes=Modes((asked,), links_waves=True), actor=ACTOR, now=NOW)


class TestRulesOfTheTables:
    def test_facts_need_slips(self, planned: Cohort) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            CohortQuestionnaire.objects.create(
                cohort=planned, instrument="x_v1", entrance="open_link", slip_facts=["sen"], waves=["baseline"]
            )

    def test_a_wave_ends_after_it_begins(self, planned: Cohort) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            CohortWave.objects.create(
                cohort=planned, wave="midpoint", opens_on=date(2027, 5, 4), closes_on=date(2027, 5, 4)
            )


class TestSchoolsOnTheirWay:
    def test_a_school_changes_its_arm_until_its_baseline(self, planned: Cohort) -> None:
        school = a_school("one")
        enrol_school(cohort=planned, school=school, actor=ACTOR, now=NOW)
        set_arm(cohort=planned, school=school, arm=Arm.COMPARISON, actor=ACTOR, now=NOW)
        with school_scope(school.pk):
            assert Enrolment.objects.get().arm == Arm.COMPARISON
            assert reach_milestone(cohort=planned, school=school, milestone=Milestone.BASELINE, actor=ACTOR, now=NOW)
        with pytest.raises(ArmFixed, match="it stays where it is"):
            set_arm(cohort=planned, school=school, arm=Arm.WAITING, actor=ACTOR, now=NOW)
        with pytest.raises(NotTakingPart):
            set_arm(cohort=planned, school=a_school("two"), arm=Arm.WAITING, actor=ACTOR, now=NOW)

    def test_a_milestone_is_noted_once(self, planned: Cohort) -> None:
        school = a_school("one")
        enrol_school(cohort=planned, school=school, actor=ACTOR, now=NOW)
        with school_scope(school.pk):
            for expected in (True, False):
                reached = reach_milestone(
                    cohort=planned, school=school, milestone=Milestone.AGREED, actor=ACTOR, now=NOW
                )
                assert reached is expected
            assert Enrolment.objects.get().agreed_on == NOW.date()
            assert Entry.objects.filter(act="milestone-reached").count() == 1

    def test_a_school_that_left_comes_back_under_its_letter(self, planned: Cohort) -> None:
        school = a_school("one")
        first = enrol_school(cohort=planned, school=school, actor=ACTOR, now=NOW)
        leave_cohort(cohort=planned, school=school, because="A new head", actor=ACTOR, now=NOW)
        with school_scope(school.pk):
            left = Enrolment.objects.get()
            assert (left.left_on, left.left_because) == (NOW.date(), "A new head")
        again = enrol_school(cohort=planned, school=school, arm=Arm.WAITING, actor=ACTOR, now=NOW)
        assert (again.pk, again.mask, again.arm, again.left_on) == (first.pk, first.mask, Arm.WAITING, None)
        with pytest.raises(AlreadyEnrolled):
            enrol_school(cohort=planned, school=school, actor=ACTOR, now=NOW)

    def test_the_funnel_counts_how_far_schools_came(
        self, planned: Cohort, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        schools = [a_school(f"s{number}") for number in range(4)]
        for school in schools:
            enrol_school(cohort=planned, school=school, actor=ACTOR, now=NOW)
        with programme_scope("test"):
            waiting = interested()
            waiting.state, waiting.cohort = "waiting", planned
            waiting.save()
            for school in schools[:3]:
                reach_milestone(cohort=planned, school=school, milestone=Milestone.AGREED, actor=ACTOR, now=NOW)
            reach_milestone(cohort=planned, school=schools[0], milestone=Milestone.BASELINE, actor=ACTOR, now=NOW)
            leave_cohort(cohort=planned, school=schools[3], actor=ACTOR, now=NOW)
            with django_assert_num_queries(2):
                found = funnel(planned)
            assert (found.interested, found.selected, found.agreed, found.baseline, found.left) == (5, 4, 3, 1, 1)
            assert places_taken() == {planned.pk: 3}

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_of_schools_takes_the_same_queries_however_long(
        self, planned: Cohort, number: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for each in range(number):
            enrol_school(cohort=planned, school=a_school(f"s{each}"), actor=ACTOR, now=NOW)
        with programme_scope("test"), django_assert_num_queries(2):
            page = enrolments_page(planned, page=1)
            assert [each.school.name for each in page] == [f"School s{each}" for each in range(number)]

    def test_plans_and_places_are_one_schools_own(self, planned: Cohort) -> None:
        one, other = a_school("one"), a_school("other")
        for school in (one, other):
            enrol_school(cohort=planned, school=school, actor=ACTOR, now=NOW)
        with school_scope(one.pk):
            assert enrolment_of(one, planned) is not None
            assert enrolment_of(other, planned) is None
