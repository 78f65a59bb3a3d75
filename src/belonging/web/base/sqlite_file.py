"""SQLite makes a file where there is none. Whoever serves, looks or backs up must not: an empty one looks healthy."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, ClassVar


class Connection(sqlite3.Connection):
    """Makes no file where `makes_files` is off. Raises OperationalError instead, as for a file out of reach."""

    makes_files: ClassVar[bool] = True

    def __init__(self, database: str, *arguments: Any, **named: Any) -> None:
        in_memory = str(database).startswith((":", "file:"))
        if not self.makes_files and not in_memory and not Path(database).exists():
            raise sqlite3.OperationalError(f"there is no file {database}: 'belonging migrate' makes one")
        super().__init__(database, *arguments, **named)


def make_no_file() -> None:
    """From now on, in this process."""
    Connection.makes_files = False
