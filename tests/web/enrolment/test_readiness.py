"""Ticks and counts, refused where they cannot be right."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from belonging.web.enrolment.errors import BadCount, NotYet
from belonging.web.enrolment.models import Choices, Duty, DutyDone, OptOuts
from belonging.web.enrolment.queries.readiness import opt_outs, readiness
from belonging.web.enrolment.rules.years import year_groups
from belonging.web.enrolment.services.readiness import Where, choose, count_opt_outs, tick, untick
from belonging.web.journal.models import Entry
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.conftest import NOW
from tests.web.enrolment.given import ACTOR

TODAY = NOW.date()


@pytest.fixture
def where(in_new: School, cohort: Cohort) -> Where:
    return Where(in_new, cohort, "baseline")


def count(where: Where, numbers: dict[str, int]) -> None:
    count_opt_outs(where=where, numbers=numbers, today=TODAY, actor=ACTOR, now=NOW)


def done(where: Where, day: date) -> None:
    tick(where=where, duty=Duty.LETTERS, done_on=day, today=TODAY, actor=ACTOR, now=NOW)


def test_what_is_done_can_be_ticked_and_dated_anew(where: Where) -> None:
    done(where, TODAY)
    done(where, TODAY - timedelta(days=1))
    assert DutyDone.objects.get().done_on == TODAY - timedelta(days=1)


def test_what_is_still_to_come_cannot_be_ticked(where: Where) -> None:
    with pytest.raises(NotYet, match="has not come yet"):
        done(where, TODAY + timedelta(days=1))


def test_a_tick_that_is_not_there_is_taken_away_without_a_word(where: Where) -> None:
    untick(where=where, duty=Duty.LETTERS, actor=ACTOR, now=NOW)
    assert not Entry.objects.filter(act="letters-not-done").exists()


def test_a_new_count_replaces_the_old_one_of_its_wave_alone(where: Where, cohort: Cohort) -> None:
    count(Where(where.school, cohort, "endline"), {"": 5})
    count(where, {"": 3})
    count(where, {"R": 1, "4": 2})
    assert opt_outs(where.school, cohort, "baseline") == {"R": 1, "4": 2}
    assert opt_outs(where.school, cohort, "endline") == {"": 5}


def test_nobody_is_a_count_too(where: Where, cohort: Cohort) -> None:
    assert readiness(where.school, cohort, "baseline").opt_outs is None
    count(where, {"R": 0, "4": 0})
    assert readiness(where.school, cohort, "baseline").opt_outs == 0


@pytest.mark.parametrize("number", [-1, 2001])
def test_a_count_that_cannot_be_right(where: Where, number: int) -> None:
    with pytest.raises(BadCount):
        count(where, {"": number})
    assert not OptOuts.objects.exists()


def test_an_opt_out_has_no_field_for_a_name() -> None:
    fields = {field.name for field in OptOuts._meta.get_fields()}
    assert fields == {"id", "school", "cohort", "wave", "year_group", "number", "counted_on"}


def test_choices_are_kept_once(where: Where, cohort: Cohort) -> None:
    for languages in (["en"], ["en", "ur"]):
        choose(school=where.school, cohort=cohort, editions=["standard"], languages=languages, actor=ACTOR, now=NOW)
    assert Choices.objects.get().languages == ["en", "ur"]


@pytest.mark.parametrize(
    ("setting", "sixth_form", "first", "last"),
    [
        ("primary", False, "Reception", "Year 6"),
        ("secondary", False, "Year 7", "Year 11"),
        ("secondary", True, "Year 7", "Year 13"),
        ("all_through", True, "Reception", "Year 13"),
        ("special", False, "Reception", "No year group"),
    ],
)
def test_each_school_has_its_year_groups(setting: str, sixth_form: bool, first: str, last: str) -> None:
    names = list(year_groups(setting, has_sixth_form=sixth_form).values())
    assert (names[0], names[-1]) == (first, last)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [({"year_group": "99"}, "known_year"), ({"wave": "summer"}, "known_wave"), ({"number": -1}, "number")],
    ids=str,
)
def test_the_database_refuses(where: Where, cohort: Cohort, change: dict[str, object], constraint: str) -> None:
    fields = {"wave": "baseline", "year_group": "4", "number": 1, "counted_on": TODAY} | change
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OptOuts.objects.create(school=where.school, cohort=cohort, **fields)
