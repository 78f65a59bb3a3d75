"""Which practices a cohort's schools use, told only where at least three schools do."""

from __future__ import annotations

import pytest

from belonging.web.actions.models import Status
from belonging.web.actions.queries.practice_use import PracticeUse, practices_used
from belonging.web.actions.services.plan import UpdateWords, note_update
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from tests.web.actions.plans import ACTOR, planned
from tests.web.conftest import NOW, enrolled


@pytest.fixture
def three(cohort: Cohort) -> list[School]:
    return [enrolled(cohort, name=f"School {mask}", slug=f"school-{mask.lower()}", mask=mask) for mask in "ABC"]


def uses(school: School, cohort: Cohort, practice: str, status: str = Status.PLANNED, *, idea: bool = False) -> None:
    with school_scope(school.pk):
        action = planned(school, cohort, practice=practice, idea=idea)
        if status != Status.PLANNED:
            said = UpdateWords(text="So it went.", status=status)
            note_update(action=action, said=said, actor=ACTOR, now=NOW)


def used(cohort: Cohort) -> list[PracticeUse]:
    with programme_scope("test"):
        return practices_used(cohort)


def test_what_three_schools_do_is_told_with_how_much_is_done(cohort: Cohort, three: list[School]) -> None:
    for school in three:
        uses(school, cohort, "names")
    uses(three[0], cohort, "names", Status.DONE)

    assert used(cohort) == [PracticeUse("names", "Every name said right", 3, 4, 1)]


def test_what_two_schools_do_is_not_told_however_often(cohort: Cohort, three: list[School]) -> None:
    for school in (*three[:2], *three[:2]):
        uses(school, cohort, "names")

    assert used(cohort) == []


def test_ideas_and_what_was_stopped_do_not_count(cohort: Cohort, three: list[School]) -> None:
    uses(three[0], cohort, "names")
    uses(three[1], cohort, "names", idea=True)
    uses(three[2], cohort, "names", Status.STOPPED)
    uses(three[2], cohort, "")

    assert used(cohort) == []


def test_the_most_used_comes_first_and_another_cohort_is_its_own(cohort: Cohort, three: list[School]) -> None:
    for school in three:
        uses(school, cohort, "buddy_system")
        uses(school, cohort, "names")
    uses(three[0], cohort, "names")
    other = Cohort.objects.create(name="Next", slug="next", starts_on=cohort.starts_on)

    assert [each.practice for each in used(cohort)] == ["names", "buddy_system"]
    assert used(other) == []


def test_a_practice_that_left_the_library_keeps_its_key(cohort: Cohort, three: list[School]) -> None:
    for school in three:
        uses(school, cohort, "old_one")

    assert [each.name for each in used(cohort)] == ["old_one"]
