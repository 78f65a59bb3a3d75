"""The second wall around what a set says: rows answer only inside the room of their own set.

The first wall is the door (`access.py`). This one stands under every query: outside `in_room()` the tables raise,
inside it they show one set. On PostgreSQL the room is also written into the transaction, where row-level security
enforces it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from belonging.web.base.errors import NoScope
from belonging.web.base.row_security import RowSecurity

_POLICY = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY {name} ON {table} USING (
  learning_set_id = NULLIF(current_setting('app.learning_set', true), '')::bigint
)"""

_current: ContextVar[int | None] = ContextVar("learning_set", default=None)


def current_room() -> int:
    """The id of the set whose room the running code is in; NoScope where it is in none."""
    found = _current.get()
    if found is None:
        raise NoScope("What a set said was asked for outside in_room()")
    return found


@contextmanager
def in_room(learning_set_id: int) -> Iterator[None]:
    """See and write what this set said, until the block ends."""
    before = _current.get()
    token = _current.set(learning_set_id)
    try:
        if connection.vendor != "postgresql":
            yield
            return
        # SET LOCAL lasts until the transaction ends, so the room needs one and must put the old value back.
        with transaction.atomic():
            _announce(learning_set_id)
            yield
            if not connection.needs_rollback:
                _announce(before)
    finally:
        _current.reset(token)


def _announce(learning_set_id: int | None) -> None:
    with connection.cursor() as cursor:
        value = "" if learning_set_id is None else str(learning_set_id)
        cursor.execute("SELECT set_config('app.learning_set', %s, true)", [value])


class RoomSecurity(RowSecurity):
    """Row-level security by the set of the room on PostgreSQL; nothing on SQLite. No scope sees all sets."""

    def create_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        if model is None or schema_editor is None or schema_editor.connection.vendor != "postgresql":
            return ""
        quote = schema_editor.quote_name
        return _POLICY.format(table=quote(model._meta.db_table), name=quote(self.name))


class RoomManager(models.Manager["models.Model"]):
    """Shows what the set of the room said; raises NoScope outside one."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(learning_set_id=current_room())
