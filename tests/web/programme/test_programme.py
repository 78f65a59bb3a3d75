"""Cohorts, who is in them, and whose wording may be used."""

from __future__ import annotations

from datetime import date

import pytest

from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.journal.models import Entry
from belonging.web.journal.queries import broken_link
from belonging.web.programme.errors import AlreadyEnrolled, CohortExists, NotAForeignWording, NotTakingPart
from belonging.web.programme.models import Cohort, WordingPermission
from belonging.web.programme.queries import (
    cohort_by_slug,
    cohorts_of,
    enrolment_of,
    masks,
    permission_recorded,
    takes_part,
)
from belonging.web.programme.rules import mask_number
from belonging.web.programme.services import (
    Evidence,
    create_cohort,
    enrol_school,
    leave_cohort,
    record_permission,
)
from belonging.web.schools.models import School
from tests.web.conftest import NOW

ACTOR = "test"
LETTER = Evidence(granted_by="The owner", kept_at="Letters, 2026/14")


def another_school(slug: str, *, is_simulated: bool = True) -> School:
    return School.objects.create(name=f"School {slug}", slug=slug, setting="special", is_simulated=is_simulated)


def test_a_cohort_is_created_once(db: None) -> None:
    made = create_cohort(name="Autumn", slug="autumn", starts_on=date(2027, 9, 1), actor=ACTOR, now=NOW)
    assert (cohort_by_slug("autumn"), made.is_demo) == (made, False)
    with pytest.raises(CohortExists, match="another address"):
        create_cohort(name="Again", slug="autumn", starts_on=date(2027, 9, 1), actor=ACTOR, now=NOW)


def test_schools_are_enrolled_under_the_first_free_letter(cohort: Cohort, maple: School) -> None:
    first, second, third = (another_school(slug) for slug in ("b", "c", "d"))
    assert enrol_school(cohort=cohort, school=first, mask="C", actor=ACTOR, now=NOW).mask == "C"
    assert enrol_school(cohort=cohort, school=second, actor=ACTOR, now=NOW).mask == "B"
    assert enrol_school(cohort=cohort, school=third, actor=ACTOR, now=NOW).mask == "D"
    with programme_scope("test"):
        assert masks(cohort) == {maple.pk: "A", first.pk: "C", second.pk: "B", third.pk: "D"}
    with school_scope(second.pk):
        assert masks(cohort) == {second.pk: "B"}
        assert cohorts_of(second) == [cohort]


def test_a_school_is_enrolled_once_and_a_letter_given_once(cohort: Cohort, maple: School) -> None:
    with pytest.raises(AlreadyEnrolled, match="already in"):
        enrol_school(cohort=cohort, school=maple, actor=ACTOR, now=NOW)
    with pytest.raises(AlreadyEnrolled, match="already called A"):
        enrol_school(cohort=cohort, school=another_school("b"), mask="A", actor=ACTOR, now=NOW)


def test_a_demo_holds_no_real_school(cohort: Cohort) -> None:
    with pytest.raises(AlreadyEnrolled, match="simulated schools only"):
        enrol_school(cohort=cohort, school=another_school("b", is_simulated=False), actor=ACTOR, now=NOW)


def test_a_school_that_leaves_keeps_its_place_and_takes_no_part(cohort: Cohort, maple: School) -> None:
    leave_cohort(cohort=cohort, school=maple, actor=ACTOR, now=NOW)
    with school_scope(maple.pk):
        assert enrolment_of(maple, cohort) is not None
        assert not takes_part(maple, cohort)
    with pytest.raises(NotTakingPart):
        leave_cohort(cohort=cohort, school=maple, actor=ACTOR, now=NOW)


class TestPermission:
    def test_it_is_recorded_with_its_evidence_and_may_be_renewed(self, db: None) -> None:
        assert not permission_recorded("pupil_v1")
        for holder in ("The owner", "The owner's heir"):
            evidence = Evidence(granted_by=holder, kept_at=LETTER.kept_at)
            record_permission(instrument="pupil_v1", evidence=evidence, actor=ACTOR, now=NOW)
        assert permission_recorded("pupil_v1")
        assert WordingPermission.objects.get().granted_by == "The owner's heir"

    @pytest.mark.parametrize(("name", "words"), [("staff_v1", "needs nobody's"), ("pupil_v9", "pupil_v1")])
    def test_it_is_recorded_only_where_it_is_needed(self, db: None, name: str, words: str) -> None:
        with pytest.raises(NotAForeignWording, match=words):
            record_permission(instrument=name, evidence=LETTER, actor=ACTOR, now=NOW)


def test_every_act_is_in_the_journal(db: None) -> None:
    made = create_cohort(name="Autumn", slug="autumn", starts_on=date(2027, 9, 1), actor=ACTOR, now=NOW)
    school = another_school("b")
    enrol_school(cohort=made, school=school, actor=ACTOR, now=NOW)
    leave_cohort(cohort=made, school=school, actor=ACTOR, now=NOW)
    record_permission(instrument="pupil_v1", evidence=LETTER, actor=ACTOR, now=NOW)
    with programme_scope("test"):
        assert list(Entry.objects.values_list("chain", "act").order_by("pk")) == [
            ("programme", "cohort-created"),
            (f"school:{school.pk}", "school-enrolled"),
            (f"school:{school.pk}", "school-left"),
            ("programme", "wording-permission-recorded"),
        ]
        assert broken_link("programme") is None


@pytest.mark.parametrize(("index", "mask"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ")])
def test_masks_go_on_after_z(index: int, mask: str) -> None:
    assert mask_number(index) == mask
