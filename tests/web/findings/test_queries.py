"""What the programme's findings are made of."""

from __future__ import annotations

from belonging.web.base.scope import school_scope
from belonging.web.findings.queries import releases_due
from belonging.web.programme.models import Arm, Cohort, Enrolment
from belonging.web.schools.models import School
from tests.web.findings.given import a_sealed_round


def test_a_comparison_school_has_its_own_report_and_is_no_part_of_the_programmes(
    maple: School, river: School, cohort: Cohort
) -> None:
    rounds = {}
    for school in (maple, river):
        with school_scope(school.pk):
            rounds[school.pk] = a_sealed_round(school, cohort).pk
    due = {one.strand.school_id: one.rounds for one in releases_due()}
    assert due[0] == tuple(sorted(rounds.values()))
    with school_scope(river.pk):
        Enrolment.objects.update(arm=Arm.COMPARISON)
    due = {one.strand.school_id: one.rounds for one in releases_due()}
    assert set(due) == {0, maple.pk, river.pk}
    assert due[0] == (rounds[maple.pk],)
