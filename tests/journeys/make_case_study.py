"""A school with released findings that can write a case study."""

from __future__ import annotations

from tests.journeys.make_learning import Made, a_person, a_place, signed_in  # first: it sets Django up

# ruff: isort: split
from belonging.web.accounts.roles import Role
from belonging.web.base.scope import school_scope
from tests.web.reports.conftest import OF_MAPLE, released, store


def made() -> Made:
    school, cohort = a_place("cedar")
    with school_scope(school.pk):
        store(released("pupil", OF_MAPLE), cohort, school)
    people = {
        "lead": a_person(Role.LEAD, school, "Asha Lead"),
        "adviser": a_person(Role.ADVISER, school, "Cleo Adviser"),
        "manager": a_person(Role.MANAGER, None, "Nina Manager"),
    }
    return signed_in(people) | {"home": f"/schools/{school.slug}/case-study/", "school": school.name}
