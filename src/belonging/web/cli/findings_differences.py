"""Where two findings differ, number by number, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from belonging.evaluation.released import Findings
from belonging.web.cli.evaluate_csv import rows

CLOSE: Final = 1e-9
"""Numbers that differ by less, relative to their size, are the same: another machine may round the last digit."""

_KEYS: Final = ("kind", "id", "part", "wave")
_SAID: Final[Mapping[str, str]] = {
    "n": "base",
    "low": "value",
    "high": "upper value",
    "interval_low": "lower end of the interval",
    "interval_high": "upper end of the interval",
    "df": "degrees of freedom",
    "not_shown_because": "reason for not showing it",
    "rests_on": "findings that it rests on",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` of a finding ("" for all of it); `stored` and `found` are what the file says and what the answers give."""

    finding: str
    what: str
    stored: str
    found: str

    def __str__(self) -> str:
        name = f"{self.finding}, {self.what}" if self.what else self.finding
        return f"{name}: the file says {self.stored}, the answers give {self.found}."


def compare(stored: Findings, found: Findings) -> tuple[int, list[Difference]]:
    """How many findings there are in either, and every difference between them."""
    before, after = _by_finding(stored), _by_finding(found)
    every = list(dict.fromkeys([*before, *after]))
    return len(every), [difference for key in every for difference in _between(before.get(key), after.get(key))]


def _by_finding(findings: Findings) -> dict[tuple[object, ...], dict[str, object]]:
    return {tuple(row.get(key, "") for key in _KEYS): row for row in rows(findings)}


def _between(stored: dict[str, Any] | None, found: dict[str, Any] | None) -> Iterator[Difference]:
    if stored is None or found is None:
        row = stored or found or {}
        said = "nothing", _whole(row)
        yield Difference(_named(row), "", *(said if stored is None else said[::-1]))
        return
    for column in dict.fromkeys([*stored, *found]):
        one, other = stored.get(column), found.get(column)
        if not _same(one, other):
            yield Difference(_named(stored), _SAID.get(column, column), _value(one), _value(other))


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
    return (one or None) == (other or None)


def _named(row: Mapping[str, object]) -> str:
    """ "share safe-by-all:all:endline (All pupils, endline, positive)"."""
    about = ", ".join(str(row[key]) for key in ("group_label", "wave", "part") if row.get(key))
    return f"{row.get('kind', '')} {row.get('id', '')}{f' ({about})' if about else ''}".strip()


def _whole(row: Mapping[str, object]) -> str:
    said = row.get("text") or row.get("not_shown_because") or row.get("low")
    return _value(said)


def _value(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value) if isinstance(value, int) else f"“{value}”"
