"""Findings taken apart into their printed values, each with the id of the finding that it belongs to."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from belonging.evaluation.released import Findings

CLOSE: Final = 1e-9
"""Numbers that differ by less, relative to their size, are the same: another machine may round the last digit."""

_NAMES: Final = ("id", "item", "wording", "construct", "by", "group", "against", "wave", "earlier", "later", "table")
"""What says which figure it is, and is none."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed value. `what` says which of its finding: "parts positive text"."""

    id: str
    what: str
    value: str | float | int

    @property
    def key(self) -> tuple[str, str]:
        return self.id, self.what

    def is_same(self, other: Figure) -> bool:
        numbers = [value for value in (self.value, other.value) if not isinstance(value, str)]
        if len(numbers) == 2:
            return math.isclose(*numbers, rel_tol=CLOSE, abs_tol=CLOSE)
        return not numbers and self.value == other.value


def figures_of(findings: Findings) -> list[Figure]:
    """Every value that is printed, in the order of the findings: numbers, readings, sentences and refusals."""
    raw = json.loads(json.dumps(asdict(findings)))
    return list(_figures(raw))


def _figures(raw: Mapping[str, Any]) -> Iterator[Figure]:
    for row in raw["responses"]:
        yield from _values(f"answered:{row['wave']}", row)
    for row in raw["headlines"]:
        yield Figure(row["id"], "text", row["text"])
    for table in raw["tables"]:
        for row in (*table["cells"], *table["changes"], *table["gaps"]):
            yield from _values(row["id"], row)
        for row in table["withheld"]:
            yield Figure(f"{table['id']}:not-shown:{row['wave']}", "reason", row["refusal"]["sentence"])
    for row in raw["notes"]:
        yield Figure(f"note:{row['code']}", "text", row["sentence"])
    for supplement in raw["supplements"]:
        if supplement["refusal"]:
            yield Figure(supplement["id"], "reason", supplement["refusal"]["sentence"])
        for row in supplement["measures"]:
            yield from _values(row["id"], row)


def _values(known: str, row: Mapping[str, Any], before: str = "") -> Iterator[Figure]:
    for name, value in row.items():
        if value is None or (not before and name in _NAMES):
            continue
        what = f"{before}{name}"
        if isinstance(value, dict):
            yield from _values(known, value, f"{what} ")
        else:
            yield Figure(known, what, value)
