"""The statements by which an answer is stored, written out: Django's models cost five times as much here.

Each says the school, as the models' managers do, and needs a scope that sees it; row security looks again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.db.backends.utils import CursorWrapper

from belonging.web.base.errors import NoScope
from belonging.web.base.scope import current_scope
from belonging.web.surveys.models import Round

STANDING: Final = (
    "SELECT state, closes_at, closed_at, EXISTS (SELECT 1 FROM surveys_slip slip "
    "WHERE slip.key = %s AND slip.round_id = surveys_round.id) FROM surveys_round WHERE id = %s"
)
SETTLED: Final = (
    "SET CONSTRAINTS ALL IMMEDIATE; SELECT state, closes_at, closed_at, FALSE FROM surveys_round WHERE id ="
)
COLUMNS: Final = (
    "key", "school_id", "round_id", "answers", "comments", "edition", "language", "help", "way", "digest", "receipt",
    "withdrawn", "sharing", "may_print", "screening", "link",
)  # fmt: skip
INSERT: Final = (
    f"INSERT INTO surveys_response ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))}) "  # noqa: S608  # of constants
    "ON CONFLICT DO NOTHING"
)
IN_THE_WAY: Final = (
    "SELECT key, receipt, digest, withdrawn FROM surveys_response WHERE key = %s OR (round_id = %s AND receipt = %s)"
)
JSON: Final = ("answers", "comments", "screening")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the round stands; `closed`: when it closed or is due to; `has_slip`: whether the key is a slip's."""

    state: str
    closed: datetime | None
    has_slip: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A row that stands where another would go: under its key (`same_key`), under its receipt, or both."""

    same_key: bool
    same_receipt: bool
    digest: str
    withdrawn: bool


def standing_of(cursor: CursorWrapper, round_: Round, key: str) -> Standing:
    """The round as it stands inside this transaction, not as the caller read it."""
    _refuse_another_school(round_)
    cursor.execute(STANDING, [key, round_.pk])
    return _standing(cursor.fetchone())


def standing_after(cursor: CursorWrapper, round_: Round) -> Standing:
    """The round once more, after a sealing under way has ended.

    PostgreSQL checks the foreign key (and so meets the lock that sealing holds on the round) only at commit: asked to
    do it here, it waits. Both statements go in one message.
    """
    cursor.execute(f"{SETTLED} {int(round_.pk)}")
    cursor.nextset()
    return _standing(cursor.fetchone())


def inserted(cursor: CursorWrapper, row: Mapping[str, object]) -> bool:
    """Whether the row is there by this; False where its key or its receipt was taken."""
    values: list[Any] = [json.dumps(row[column]) if column in JSON else row[column] for column in COLUMNS]
    cursor.execute(INSERT, values)
    return bool(cursor.rowcount == 1)


def in_the_way(cursor: CursorWrapper, row: Mapping[str, object]) -> list[Stored]:
    """What stands under the row's key or, in its round, under its receipt."""
    values: list[Any] = [row["key"], row["round_id"], row["receipt"]]
    cursor.execute(IN_THE_WAY, values)
    return [
        Stored(key == row["key"], receipt == row["receipt"], digest, bool(withdrawn))
        for key, receipt, digest, withdrawn in cursor.fetchall()
    ]


def _refuse_another_school(round_: Round) -> None:
    scope = current_scope()
    if scope.school_id is not None and scope.school_id != round_.school_id:
        raise NoScope(f"An answer of school {round_.school_id} in the scope of {scope.school_id}")


def _standing(row: tuple[str, datetime | None, datetime | None, object] | None) -> Standing:
    if row is None:
        raise NoScope("The round is not there, or not to be seen in this scope")
    state, closes_at, closed_at, has_slip = row
    closed = closed_at or closes_at
    # SQLite keeps times without their zone, which is UTC.
    return Standing(state, closed.replace(tzinfo=UTC) if closed and closed.tzinfo is None else closed, bool(has_slip))
