"""Which school the running code may see.

School-owned tables answer only inside a scope. On PostgreSQL the scope is also written into the
transaction (`SET LOCAL`), where row-level security enforces it a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction

from belonging.web.base.errors import NoScope


@dataclass(frozen=True, slots=True)
class Scope:
    """One school, or the whole programme (`school_id` None) for a named reason."""

    school_id: int | None
    reason: str = ""


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current_scope() -> Scope:
    """The scope in force; NoScope where there is none."""
    scope = _current.get()
    if scope is None:
        raise NoScope("School-owned data was asked for outside school_scope() or programme_scope()")
    return scope


@contextmanager
def school_scope(school_id: int) -> Iterator[None]:
    """See and write this school's rows only, until the block ends."""
    with _entered(Scope(school_id=school_id)):
        yield


@contextmanager
def programme_scope(reason: str) -> Iterator[None]:
    """See every school's rows. `reason` names the use, so that each can be found and questioned."""
    if not reason:
        raise ValueError("A programme-wide scope needs its reason")
    with _entered(Scope(school_id=None, reason=reason)):
        yield


@contextmanager
def _entered(scope: Scope) -> Iterator[None]:
    before = _current.get()
    token = _current.set(scope)
    try:
        if connection.vendor != "postgresql":
            yield
            return
        # SET LOCAL lasts until the transaction ends, so the scope needs one and must put the old value back.
        with transaction.atomic():
            _announce(scope)
            yield
            if before is not None and not connection.needs_rollback:
                _announce(before)
    finally:
        _current.reset(token)


def _announce(scope: Scope) -> None:
    school = "" if scope.school_id is None else str(scope.school_id)
    breadth = "programme" if scope.school_id is None else "school"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.school', %s, true), set_config('app.breadth', %s, true)", [school, breadth]
        )
