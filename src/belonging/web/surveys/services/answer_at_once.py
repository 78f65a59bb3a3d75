"""The usual way of an answer into PostgreSQL: one prepared statement, durable when it returns.

Whatever is unusual leaves nothing there, and `answer_rows` says, statement by statement, what it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import psycopg
from django.db import connection

from belonging.web.surveys.models import Entrance, Round
from belonging.web.surveys.rules.acceptance import GRACE

STORE: Final = "SELECT surveys_store_answer(%s, %s, %s, %s, %s)"
"""Made by migration 0011: scope, checks, row and the second look at the round. Its rule is `takes_sends`."""
Connection = psycopg.Connection[tuple[object, ...]]


def stored_at_once(round_: Round, row: Mapping[str, object], now: datetime) -> bool:
    """True: the row is new and durably there. False: nothing was done, and the careful way has to say why.

    Call outside any transaction.
    """
    if connection.vendor != "postgresql":
        return False
    # A connection that was lost shows in the statement itself, and the careful way takes another.
    connection.health_check_done = True  # type: ignore[attr-defined]  # the stubs leave it out
    connection.ensure_connection()
    raw: Connection = connection.connection
    # Django switches it off, and its own cursors never prepare.
    raw.prepare_threshold = 0
    school = "" if round_.is_occasion else str(round_.host_id)
    breadth = "programme" if round_.is_occasion else "school"
    values = [json.dumps(row), school, breadth, round_.entrance == Entrance.SLIPS, now - GRACE]
    try:
        found = psycopg.Cursor(raw).execute(STORE, values).fetchone()
    except psycopg.Error:
        if raw.closed or raw.broken:
            connection.close()
        return False
    return found is not None and found[0] is True
