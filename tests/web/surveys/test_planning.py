"""A cohort's plan becomes each school's drafts, once; a lead opens them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from belonging.web.base.scope import school_scope
from belonging.web.enrolment.queries import agreement_gap
from belonging.web.programme.models import Cohort, CohortQuestionnaire, CohortState, CohortWave, Enrolment
from belonging.web.programme.services import leave_cohort
from belonging.web.schools.models import School
from belonging.web.surveys.errors import CannotPlan
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.rules.upcoming import near_waves
from belonging.web.surveys.services.planning import plan_due, plan_for
from tests.web.conftest import NOW
from tests.web.enrolment.given import accepted, parties
from tests.web.outside import outside
from tests.web.surveys.given import ACTOR, a_draft

BASELINE = (date(2026, 11, 30), date(2026, 12, 18))
ENDLINE = (date(2027, 6, 7), date(2027, 6, 25))


def look(*, now: datetime) -> int:
    """As the worker does."""
    return outside(lambda: plan_due(now=now))


def signed(school: School, cohort: Cohort) -> None:
    with school_scope(school.pk):
        if agreement_gap(school, cohort):
            parties(cohort, NOW)
            accepted(school, cohort, NOW)


@pytest.fixture
def planned(cohort: Cohort) -> Cohort:
    """Pupils by slips and parents by link in both waves, staff at baseline; open."""
    for wave, (opens_on, closes_on) in {"baseline": BASELINE, "endline": ENDLINE}.items():
        CohortWave.objects.create(cohort=cohort, wave=wave, opens_on=opens_on, closes_on=closes_on)
    both = ["baseline", "endline"]
    for instrument, entrance, facts, waves in (
        ("pupil_v1", "slips", ["year_group", "sen"], both),
        ("parent_v1", "open_link", [], both),
        ("staff_v1", "open_link", [], ["baseline"]),
    ):
        CohortQuestionnaire.objects.create(
            cohort=cohort, instrument=instrument, entrance=entrance, slip_facts=facts, waves=waves
        )
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.OPEN, opened_at=NOW)
    cohort.refresh_from_db()
    return cohort


@pytest.fixture
def unsigned(cohort: Cohort) -> School:
    school = School.objects.create(name="Elm Park School", slug="elm-park", setting="primary", is_simulated=True)
    with school_scope(school.pk):
        Enrolment.objects.create(school=school, cohort=cohort, mask="Z")
    return school


def drafts(school: School) -> list[tuple[str, str, str]]:
    with school_scope(school.pk):
        rows = Round.objects.filter(school=school).order_by("wave", "pk")
        return [(each.wave, each.audience, each.state) for each in rows]


class TestWhatTheWorkerDrafts:
    def test_every_school_that_has_signed_gets_the_next_waves_drafts_once(
        self, planned: Cohort, maple: School, river: School
    ) -> None:
        signed(maple, planned)
        signed(river, planned)
        assert look(now=NOW) == 6
        assert drafts(maple) == drafts(river) == [
            ("baseline", "pupil", State.DRAFT), ("baseline", "parent", State.DRAFT), ("baseline", "staff", State.DRAFT),
        ]  # fmt: skip
        with school_scope(maple.pk):
            assert Round.objects.get(audience="pupil").slip_facts == ["sen", "year_group"]
        assert look(now=NOW) == 0

    def test_a_later_wave_is_drafted_when_it_comes_near(self, planned: Cohort, maple: School) -> None:
        signed(maple, planned)
        look(now=NOW)
        assert look(now=NOW + timedelta(weeks=21)) == 0
        assert look(now=NOW + timedelta(weeks=22)) == 2
        assert [wave for wave, _, _ in drafts(maple)] == ["baseline"] * 3 + ["endline"] * 2

    def test_what_was_planned_by_hand_is_left_alone(self, planned: Cohort, maple: School) -> None:
        signed(maple, planned)
        with school_scope(maple.pk):
            by_hand = a_draft(maple, planned)
        assert look(now=NOW) == 2
        with school_scope(maple.pk):
            assert Round.objects.get(audience="pupil").handle == by_hand.handle

    def test_nothing_is_drafted_before_the_cohort_opens_or_without_a_signature_or_for_one_that_left(
        self, planned: Cohort, maple: School, unsigned: School
    ) -> None:
        signed(maple, planned)
        leave_cohort(cohort=planned, school=maple, actor=ACTOR, now=NOW)
        assert look(now=NOW) == 0
        signed(unsigned, planned)
        Cohort.objects.filter(pk=planned.pk).update(state=CohortState.FINISHED, finished_at=NOW)
        assert look(now=NOW) == 0
        assert drafts(maple) == drafts(unsigned) == []

    def test_a_look_that_finds_nothing_costs_the_same_for_more_schools(
        self, planned: Cohort, maple: School, river: School
    ) -> None:
        signed(maple, planned)
        look(now=NOW)
        with CaptureQueriesContext(connection) as of_one:
            assert look(now=NOW) == 0
        signed(river, planned)
        look(now=NOW)
        with CaptureQueriesContext(connection) as of_two:
            assert look(now=NOW) == 0
        assert len(of_one) == len(of_two)

    def test_one_school_that_cannot_be_planned_does_not_hold_up_the_others(
        self, planned: Cohort, maple: School, river: School, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        signed(maple, planned)
        signed(river, planned)
        real = Round.save

        def failing(self: Round, *args: object, **kwargs: object) -> None:
            if self.school_id == maple.pk:
                raise RuntimeError("this school's disk")
            real(self, *args, **kwargs)

        monkeypatch.setattr(Round, "save", failing)
        with pytest.raises(ExceptionGroup):
            look(now=NOW)
        assert len(drafts(river)) == 3
        assert drafts(maple) == []


class TestAskedForByHand:
    def test_a_lead_gets_the_drafts_at_once(self, planned: Cohort, in_maple: School) -> None:
        signed(in_maple, planned)
        assert len(plan_for(school=in_maple, cohort=planned, actor=ACTOR, now=NOW)) == 3
        assert plan_for(school=in_maple, cohort=planned, actor=ACTOR, now=NOW) == []

    def test_what_is_missing_is_said(self, planned: Cohort, unsigned: School) -> None:
        parties(planned, NOW)
        with school_scope(unsigned.pk):
            with pytest.raises(CannotPlan, match="agreement has to be accepted"):
                plan_for(school=unsigned, cohort=planned, actor=ACTOR, now=NOW)
            Cohort.objects.filter(pk=planned.pk).update(state=CohortState.FINISHED, finished_at=NOW)
            planned.refresh_from_db()
            with pytest.raises(CannotPlan, match="is not open"):
                plan_for(school=unsigned, cohort=planned, actor=ACTOR, now=NOW)


WINDOWS = {"baseline": BASELINE, "midpoint": (date(2027, 3, 1), date(2027, 3, 19)), "endline": ENDLINE}


@pytest.mark.parametrize(
    ("today", "near"),
    [
        (date(2026, 1, 1), ["baseline"]),
        (date(2027, 1, 14), ["baseline"]),
        (date(2027, 1, 16), []),
        (date(2027, 1, 18), ["midpoint"]),
        (date(2027, 4, 16), ["midpoint"]),
        (date(2027, 4, 26), ["endline"]),
        (date(2027, 7, 23), ["endline"]),
        (date(2027, 7, 24), []),
    ],
)
def test_the_first_wave_is_near_from_the_start_and_later_ones_six_weeks_ahead(today: date, near: list[str]) -> None:
    assert near_waves(WINDOWS, today=today) == near


@given(
    starts=st.lists(st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=3),
    today=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_a_wave_without_days_and_one_that_runs_are_always_near(starts: list[date | None], today: date) -> None:
    windows = {
        str(at): None if first is None else (first, first + timedelta(days=18)) for at, first in enumerate(starts)
    }
    near = near_waves(windows, today=today)
    for wave, window in windows.items():
        if window is None or window[0] <= today <= window[1]:
            assert wave in near
        elif today > window[1] + timedelta(weeks=4):
            assert wave not in near
