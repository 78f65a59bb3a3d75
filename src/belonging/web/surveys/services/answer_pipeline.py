"""The usual way of an answer into PostgreSQL: all statements in one message, then the commit.

Each is prepared once for a connection. Whatever is unusual is rolled back and left to `answer_rows`, statement by
statement, which says what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, LiteralString

import psycopg
from django.db import connection

from belonging.web.surveys.models import Entrance, Round
from belonging.web.surveys.rules.acceptance import takes_sends
from belonging.web.surveys.services.answer_rows import COLUMNS, INSERT, STANDING

SCOPE: Final = "SELECT set_config('app.school', %s, true), set_config('app.breadth', %s, true)"
"""As base.scope has it: row security looks at these until the transaction ends."""
SETTLE: Final = "SET CONSTRAINTS ALL IMMEDIATE"
SETTLED: Final = "SELECT state, closes_at, closed_at FROM surveys_round WHERE id = %s"
Connection = psycopg.Connection[tuple[object, ...]]


def stored_at_once(round_: Round, row: Mapping[str, object], now: datetime) -> bool:
    """True: the row is new and durably there. False: nothing was done, and the careful way has to say why.

    Call outside any transaction.
    """
    if connection.vendor != "postgresql":
        return False
    # A connection that was lost shows in the first statement, and the careful way takes another.
    connection.health_check_done = True  # type: ignore[attr-defined]  # the stubs leave it out
    connection.ensure_connection()
    raw: Connection = connection.connection
    try:
        return _stored(raw, round_, row, now)
    except psycopg.Error:
        if raw.closed or raw.broken:
            connection.close()
        else:
            psycopg.Cursor(raw).execute("ROLLBACK")
        return False


def _stored(raw: Connection, round_: Round, row: Mapping[str, object], now: datetime) -> bool:
    school = "" if round_.is_occasion else str(round_.host_id)
    steps: Sequence[tuple[LiteralString, Sequence[object] | None]] = (
        ("BEGIN", None),
        (SCOPE, (school, "programme" if round_.is_occasion else "school")),
        (STANDING, (row["key"], round_.pk)),
        (INSERT, [row[column] for column in COLUMNS]),
        (SETTLE, None),
        (SETTLED, (round_.pk,)),
    )
    # Django's own cursors put values into the text themselves, and can do neither.
    cursors = [psycopg.Cursor(raw) for _ in steps]
    with raw.pipeline():
        for cursor, (statement, values) in zip(cursors, steps, strict=True):
            cursor.execute(statement, values, prepare=values is not None)
        _, _, before, insert, _, after = cursors
        standing = before.fetchone()
        fits = (
            standing is not None
            and (round_.entrance != Entrance.SLIPS or bool(standing[3]))
            and insert.rowcount == 1
            and _takes(standing, now)
            and _takes(after.fetchone(), now)
        )
        psycopg.Cursor(raw).execute("COMMIT" if fits else "ROLLBACK")
    return fits


def _takes(standing: tuple[object, ...] | None, now: datetime) -> bool:
    if standing is None:
        return False
    state, closes_at, closed_at = standing[:3]
    closed = closed_at or closes_at
    return takes_sends(state=str(state), closed=closed if isinstance(closed, datetime) else None, now=now)
