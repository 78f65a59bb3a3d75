"""A fault as it may be written down: its class and the lines it passed through; no message, no value.

A database's complaint quotes the row it would not take, and a message of ours may quote what somebody typed.
"""

from __future__ import annotations

import secrets
import sqlite3
import traceback
from typing import Final

from django.db import InterfaceError, OperationalError

LETTERS: Final = "234679CDFGHJKMNPRTVWXY"
"""Those of the codes: none is taken for another."""
_OUR_OWN_FAULT: Final = sqlite3.SQLITE_ERROR
"""SQLite's word for a statement that is wrong; its others speak of the file, the disk or a lock."""


def places_of(fault: BaseException) -> str:
    """The fault's class, the lines it passed through, and the same of its cause."""
    passed = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)]
    cause = fault.__cause__ or fault.__context__
    after = f" after {places_of(cause)}" if cause is not None else ""
    return f"{type(fault).__qualname__} at {' < '.join(reversed(passed))}{after}"


def new_reference() -> str:
    """By which whoever saw an error page and whoever reads the log speak of the same fault."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


def is_out_of_reach(fault: BaseException | None) -> bool:
    """Whether the database could not be had, or could take nothing more: no fault of the page."""
    if not isinstance(fault, OperationalError | InterfaceError):
        return False
    code = getattr(fault.__cause__, "sqlite_errorcode", None)
    return code is None or code & 0xFF != _OUR_OWN_FAULT
