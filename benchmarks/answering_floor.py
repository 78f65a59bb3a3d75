"""The floor under answering: a bare WSGI program that gives out ready bytes and does the same durable insert.

No routes, no checks, no rights, no headers but the length; the same table, triggers, foreign keys and durability.
`FLOOR` is JSON: the database's address, the round, its school and the size of the page.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable
from typing import Any

import psycopg

FLOOR = json.loads(os.environ["FLOOR"])
PAGE = os.urandom(FLOOR["page_bytes"])
PRAGMAS = "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"
COLUMNS = (
    "key, answers, comments, edition, language, help, way, digest, receipt, withdrawn, sharing, may_print, screening, "
    "round_id, school_id"
)
_kept = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    if environ["REQUEST_METHOD"] == "GET":
        start_response("200 OK", [("Content-Length", str(len(PAGE)))])
        return [PAGE]
    sent = json.loads(environ["wsgi.input"].read())
    digest = hashlib.sha256(sent["submission_id"].encode()).hexdigest()
    answers = json.dumps({name: int(code) for name, code in sent.items() if name.startswith("a-")})
    row = (digest, answers, "{}", "standard", "en", "", "screen", digest, digest, False, "programme", False, "{}")
    _insert((*row, FLOOR["round"], FLOOR["school"]))
    reply = b'{"outcome": "kept"}'
    start_response("200 OK", [("Content-Length", str(len(reply)))])
    return [reply]


def _insert(row: tuple[object, ...]) -> None:
    if not hasattr(_kept, "connection"):
        _kept.connection = _connected()
    marks = ", ".join(["?" if FLOOR["sqlite"] else "%s"] * len(row))
    statement = f"INSERT INTO surveys_response ({COLUMNS}) VALUES ({marks})"  # noqa: S608  # nothing of it is given
    _kept.connection.execute(statement, row)


def _connected() -> Any:
    """Each statement is a transaction, and durable when it returns."""
    if not FLOOR["sqlite"]:
        connection = psycopg.connect(FLOOR["database"], autocommit=True)
        connection.execute("SELECT set_config('app.breadth', 'programme', false)")
        return connection
    lite = sqlite3.connect(FLOOR["database"], isolation_level=None, timeout=20)
    for pragma in PRAGMAS:
        lite.execute(f"PRAGMA {pragma}")
    return lite
