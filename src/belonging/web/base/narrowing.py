"""For a page that needs little, a database role that may do little: a forgotten filter is then an error.

Not against somebody who can write SQL into a query of ours: they could step out again. Decision 36.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

_narrowed: ContextVar[bool] = ContextVar("narrowed", default=False)


def is_narrowed() -> bool:
    """Whether a narrower role is stepped into, on any database."""
    return _narrowed.get()


@contextmanager
def narrowed_to(role: str) -> Iterator[None]:
    """Until the block ends, PostgreSQL holds this connection to what `role` may do; nothing on SQLite."""
    token = _narrowed.set(True)
    try:
        with _stepped_into(role):
            yield
    finally:
        _narrowed.reset(token)


@contextmanager
def _stepped_into(role: str) -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    # Like SET LOCAL ROLE: it ends with the transaction at the latest, so that no later request inherits it.
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('role')")
            (before,) = cursor.fetchone()
        _become(role)
        yield
        if not connection.needs_rollback:
            _become(before)


def _become(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, true)", [role])
