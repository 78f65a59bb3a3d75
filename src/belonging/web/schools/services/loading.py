"""Many rows into a table at once, by the quickest way each database has. Names of tables and columns are ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, Final

from django.db import connection

AT_A_TIME: Final = 10_000


def insert_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """In the transaction in force. None of the rows may be there already."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            # Foreign keys are checked at the end by plans that this session may have made while the tables were
            # small: each check would read the whole of what is now a large one.
            cursor.execute("DISCARD PLANS")
            return
        marks = ", ".join(["%s"] * len(columns))
        statement = f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})"  # noqa: S608  # no word of it is anybody's
        left = iter(rows)
        while batch := list(islice(left, AT_A_TIME)):
            cursor.executemany(statement, batch)
