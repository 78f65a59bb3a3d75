"""A query knows its school."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from belonging.web.base.errors import NoScope
from belonging.web.base.models import ScopedRow
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.schools.models import School

OWNED = [model for model in apps.get_models() if issubclass(model, ScopedRow)]


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_a_query_without_a_scope_raises(model: type[ScopedRow], db: None) -> None:
    with pytest.raises(NoScope):
        model.objects.count()


def test_a_scope_shows_its_school_alone(maple: School, river: School) -> None:
    with school_scope(maple.pk):
        assert [row.school_id for row in Enrolment.objects.all()] == [maple.pk]
    with programme_scope("test"):
        assert Enrolment.objects.count() == 2


def test_an_inner_scope_ends_and_the_outer_one_is_back(maple: School, river: School) -> None:
    with school_scope(maple.pk):
        with school_scope(river.pk):
            assert Enrolment.objects.get().school_id == river.pk
        assert Enrolment.objects.get().school_id == maple.pk


def test_a_row_of_another_school_is_not_saved(cohort: Cohort, maple: School, river: School) -> None:
    with school_scope(maple.pk), pytest.raises(NoScope):
        Enrolment(school=river, cohort=cohort, mask="Z").save()


def test_a_programme_wide_scope_names_its_reason() -> None:
    with pytest.raises(ValueError, match="reason"), programme_scope(""):
        pass


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="row-level security is PostgreSQL's")
class TestRowSecurity:
    @pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
    def test_every_school_owned_table_forces_it(self, model: type[ScopedRow], db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", [model._meta.db_table]
            )
            assert cursor.fetchone() == (True, True)

    def test_raw_sql_without_a_scope_sees_nothing(self, maple: School, river: School) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.school', '', true), set_config('app.breadth', '', true)")
            cursor.execute("SELECT count(*) FROM programme_enrolment")
            assert cursor.fetchone() == (0,)

    def test_raw_sql_in_a_scope_sees_its_school_alone(self, maple: School, river: School) -> None:
        with school_scope(maple.pk), connection.cursor() as cursor:
            cursor.execute("SELECT array_agg(school_id) FROM programme_enrolment")
            assert cursor.fetchone() == ([maple.pk],)

    def test_a_row_for_another_school_is_refused_by_the_database(
        self, cohort: Cohort, maple: School, river: School
    ) -> None:
        with (
            school_scope(maple.pk),
            pytest.raises(DatabaseError, match="row-level security"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "INSERT INTO programme_enrolment (school_id, cohort_id, mask, stage) VALUES (%s, %s, 'Z', 'left')",
                [river.pk, cohort.pk],
            )
