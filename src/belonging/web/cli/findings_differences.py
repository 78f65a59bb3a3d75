"""Where two findings differ, value by value, in words. Everything they hold is compared."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any, Final

from belonging.evaluation.released import Findings

CLOSE: Final = 1e-9
"""Numbers that differ by less, relative to their size, are the same: another machine may round the last digit."""

SAID_APART: Final = ("engine_version", "instrument_digest", "input_digest")
"""What the findings were made from: whoever compares says so in sentences of its own."""

MOST_SHOWN: Final = 200
"""Characters of a value that are shown."""

_NOTHING: Final = object()
_KINDS: Final[Mapping[str, str]] = {
    "cells": "share",
    "changes": "change",
    "gaps": "gap",
    "headlines": "headline",
    "measures": "measure",
    "notes": "note",
    "responses": "answered",
    "supplements": "further result",
    "tables": "table",
    "waves": "wave",
    "withheld": "not shown",
}
"""What one of a list is called."""

_SAID: Final[Mapping[str, str]] = {
    "answered": "base",
    "chosen": "of those who chose",
    "chosen_n": "base of those who chose",
    "codes": "choice",
    "df": "degrees of freedom",
    "estimate_low": "value",
    "estimate_high": "upper value",
    "findings": "findings that it rests on",
    "high": "upper end",
    "low": "lower end",
    "n": "base",
    "notes": "note",
    "parts": "",
    "refusal": "reason for not showing it",
    "roll": "on roll",
    "says": "question",
    "sentence": "",
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


@dataclass(frozen=True, slots=True)
class _Place:
    """The finding that a value belongs to, and the keys that lead from there to it."""

    finding: str
    keys: tuple[str, ...] = ()

    def inside(self, key: str) -> _Place:
        return _Place(self.finding, (*self.keys, key))

    @property
    def what(self) -> str:
        said = (_SAID.get(key, key.replace("_", " ")) for key in self.keys)
        return ", ".join(word for word in said if word)


def compare(stored: Findings, found: Findings) -> tuple[int, list[Difference]]:
    """How many findings there are in either, and every difference between them but SAID_APART."""
    before, after = (json.loads(json.dumps(asdict(findings))) for findings in (stored, found))
    for key in SAID_APART:
        del before[key], after[key]
    differences = list(_between(before, after, _Place("The findings")))
    lost = {difference.finding for difference in differences if not difference.what and difference.found == "nothing"}
    return 1 + _count(after) + len(lost), differences


def _count(value: object) -> int:
    """How many findings (what stands in lists, each on its own) a value holds."""
    if isinstance(value, dict):
        return sum(_count(one) for one in value.values())
    return sum(isinstance(one, dict) + _count(one) for one in value) if isinstance(value, list) else 0


def _between(stored: Any, found: Any, place: _Place) -> Iterator[Difference]:
    if isinstance(stored, dict) and isinstance(found, dict):
        for key in dict.fromkeys([*found, *stored]):
            yield from _between(stored.get(key, _NOTHING), found.get(key, _NOTHING), place.inside(key))
    elif isinstance(stored, list) and isinstance(found, list):
        yield from _between_lists(stored, found, place)
    elif not _same(stored, found):
        yield Difference(place.finding, place.what, _value(stored), _value(found))


def _between_lists(stored: list[Any], found: list[Any], place: _Place) -> Iterator[Difference]:
    """Findings are matched by what names them, whatever their order; that is compared, too."""
    before, after = _by_name(stored, place), _by_name(found, place)
    if before is None or after is None:
        for number, pair in enumerate(zip_longest(stored, found, fillvalue=_NOTHING), start=1):
            yield from _between(*pair, place.inside(str(number)))
        return
    for name in dict.fromkeys([*after, *before]):
        yield from _between(before.get(name, _NOTHING), after.get(name, _NOTHING), _Place(name))
    ours, theirs = [name for name in before if name in after], [name for name in after if name in before]
    if ours != theirs:
        order = place.inside("order")
        yield Difference(order.finding, order.what, _value("; ".join(ours)), _value("; ".join(theirs)))


def _by_name(rows: list[Any], place: _Place) -> dict[str, dict[str, Any]] | None:
    """None unless each is a finding with a name of its own."""
    if not all(isinstance(row, dict) for row in rows):
        return None
    kind = place.keys[-1] if place.keys else ""
    named = {_named(row, _KINDS.get(kind, kind), place): row for row in rows}
    return named if len(named) == len(rows) else None


def _named(row: Mapping[str, Any], kind: str, place: _Place) -> str:
    """ "share safe-by-all:all:endline (All pupils, endline)"; what has no id is named with what it belongs to."""
    about = ", ".join(str(row[key]) for key in ("group_label", "wave") if row.get(key))
    name = row.get("id") or row.get("code") or ("" if place.finding == "The findings" else f"of {place.finding}")
    return f"{kind} {name}{f' ({about})' if about else ''}".replace("  ", " ")


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) or isinstance(other, float):
        numbers = [value for value in (one, other) if isinstance(value, int | float) and not isinstance(value, bool)]
        return len(numbers) == 2 and math.isclose(*numbers, rel_tol=CLOSE, abs_tol=CLOSE)
    return type(one) is type(other) and one == other


def _value(value: Any) -> str:
    if value is _NOTHING or value is None:
        return "nothing"
    if isinstance(value, dict):
        names = ("text", "answered_text", "sentence", "title", "wording", "id")
        value = next((value[name] for name in names if isinstance(value.get(name), str) and value[name]), "something")
    if isinstance(value, str):
        return f"“{value if len(value) <= MOST_SHOWN else value[:MOST_SHOWN] + '…'}”"
    return f"{value:.10g}" if isinstance(value, float) else json.dumps(value)[:MOST_SHOWN]
