"""How long each table is kept, and what ends it: the last column of the table in docs/privacy.md.

A guard compares the two, and fails on a table that is not here. `by` names the function that enforces the clock, below
`belonging.web`; where it is empty, `until` begins with "kept" and says why.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clock:
    """`tables`: as "app.Model"."""

    tables: tuple[str, ...]
    until: str
    by: str = ""


def clock(tables: str, until: str, by: str = "") -> Clock:
    return Clock(tuple(tables.split()), until, by)
