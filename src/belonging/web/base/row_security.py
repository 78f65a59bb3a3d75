"""Database rules that Django has no word for, as constraints, so that migrations carry them unasked."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, Model

_POLICY = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY {name} ON {table} USING (
  current_setting('app.breadth', true) = 'programme'
  OR school_id = NULLIF(current_setting('app.school', true), '')::bigint
)"""


class RowSecurity(BaseConstraint):
    """Row-level security with FORCE on PostgreSQL, by the school of the scope; nothing on SQLite.

    Source: PostgreSQL manual, "Row Security Policies". With neither setting in force no row is seen.
    """

    def constraint_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        # Not part of CREATE TABLE: it has to run after it.
        if model is not None and schema_editor is not None:
            sql = self.create_sql(model, schema_editor)
            if sql:
                schema_editor.deferred_sql.append(sql)
        return ""

    def create_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        if model is None or schema_editor is None or schema_editor.connection.vendor != "postgresql":
            return ""
        quote = schema_editor.quote_name
        return _POLICY.format(table=quote(model._meta.db_table), name=quote(self.name))

    def remove_sql(self, model: type[Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        if model is None or schema_editor is None or schema_editor.connection.vendor != "postgresql":
            return ""
        quote = schema_editor.quote_name
        table = quote(model._meta.db_table)
        return f"DROP POLICY {quote(self.name)} ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Nothing to check in Python: the database decides."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RowSecurity) and self.name == other.name

    __hash__ = None  # type: ignore[assignment]  # like every constraint that defines equality
