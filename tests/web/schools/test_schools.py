"""Schools on the books."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction

from belonging.web.base.scope import programme_scope
from belonging.web.journal.models import Entry
from belonging.web.schools.models import School
from belonging.web.schools.queries import school_by_slug, settings_by_school
from belonging.web.schools.services import NewSchool, SchoolExists, add_school
from tests.web.conftest import NOW

HILL = NewSchool(name="Hill School", slug="hill", setting="special", urn="100001")


def test_a_school_is_added_with_a_line_in_the_journal(db: None) -> None:
    school = add_school(new=HILL, actor="test", now=NOW)
    assert (school_by_slug("hill"), school_by_slug("dale")) == (school, None)
    assert settings_by_school() == settings_by_school([school.pk]) == {school.pk: "special"}
    with programme_scope("test"):
        assert Entry.objects.get().act == "school-added"


@pytest.mark.parametrize("same", [replace(HILL, slug="dale"), replace(HILL, urn="100002")])
def test_a_school_is_added_once(db: None, same: NewSchool) -> None:
    add_school(new=HILL, actor="test", now=NOW)
    with pytest.raises(SchoolExists):
        add_school(new=same, actor="test", now=NOW)


def test_simulated_schools_have_no_number_to_share(db: None) -> None:
    for slug in ("a", "b"):
        add_school(new=NewSchool(name=slug, slug=slug, setting="primary", is_simulated=True), actor="test", now=NOW)
    assert School.objects.filter(urn=None).count() == 2


@pytest.mark.parametrize("wrong", [replace(HILL, setting="castle"), replace(HILL, name="")])
def test_the_database_refuses_a_school_that_cannot_be(db: None, wrong: NewSchool) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        add_school(new=wrong, actor="test", now=NOW)
