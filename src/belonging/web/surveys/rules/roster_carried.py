"""Tables and rosters as plain lists and back: what a page carries from one step to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, astuple
from typing import Any

from belonging.web.surveys.rules.roster import Pupil, Remark, Roster
from belonging.web.surveys.rules.roster_columns import Column
from belonging.web.surveys.rules.roster_tables import Row, Table


def tables_plain(tables: Sequence[Table]) -> list[dict[str, Any]]:
    return [asdict(table) for table in tables]


def tables_from(plain: list[dict[str, Any]]) -> list[Table]:
    return [
        Table(
            name=each["name"],
            columns=tuple(Column(**column) for column in each["columns"]),
            rows=tuple(Row(row["number"], tuple(row["cells"])) for row in each["rows"]),
            discarded=tuple(each["discarded"]),
            merged=tuple(each["merged"]),
            notes=tuple(each["notes"]),
        )
        for each in plain
    ]


def roster_plain(roster: Roster) -> dict[str, Any]:
    """Of a list without errors."""
    return {
        "pupils": [astuple(pupil) for pupil in roster.pupils],
        "warnings": [astuple(remark) for remark in roster.warnings],
        "left_out": dict(roster.left_out),
        "found": [[label, astuple(column)] for label, column in roster.found],
        "ignored": list(roster.ignored),
        "roll": roster.roll,
    }


def roster_from(plain: dict[str, Any]) -> Roster:
    return Roster(
        pupils=tuple(Pupil(*each) for each in plain["pupils"]),
        errors=(),
        warnings=tuple(Remark(*each) for each in plain["warnings"]),
        left_out=plain["left_out"],
        found=tuple((label, Column(*column)) for label, column in plain["found"]),
        ignored=tuple(plain["ignored"]),
        roll=plain["roll"],
    )
