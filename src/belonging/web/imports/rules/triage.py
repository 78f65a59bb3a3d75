"""Which rows come in, and why the others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from belonging.instruments.model import Instrument
from belonging.web.imports.rules.mapping import LEAVE, UNSAID, SurveyMapping
from belonging.web.imports.rules.tables import LeftOut, SurveyTable

NO_SCHOOL, NO_WAVE = "no school", "no wave"
OTHER_SCHOOL, OTHER_WAVE = "a school that you left out", "a wave that you left out"
NO_ANSWER = "no statement answered"

Record = Mapping[str, str]
"""One row: our column to the file's value, empty where it was not stated or not answered."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """`kept` as (number in the file, record)."""

    kept: tuple[tuple[int, Record], ...]
    left: tuple[LeftOut, ...]

    @property
    def reasons(self) -> Counter[str]:
        return Counter(each.why for each in self.left)


def sorted_out(table: SurveyTable, mapping: SurveyMapping, instrument: Instrument) -> Sorted:
    """In the order of the file. The mapping has a meaning for every value."""
    kept, left = list[tuple[int, Record]](), list(table.left)
    scale_of = {item.key: item.scale.key for item in instrument.items}
    places = {name: table.place(heading) for name, heading in {**mapping.groups, **mapping.items}.items()}
    for number, cells in table.rows:
        record = {name: cells[at] for name, at in places.items()}
        for role in mapping.groups:
            if mapping.values[role].get(record[role]) == UNSAID:
                record[role] = ""
        for key in mapping.items:
            if mapping.answers[scale_of[key]].get(record[key]) is None:
                record[key] = ""
        if why := _why_left(record, mapping):
            left.append(LeftOut(number, why))
        else:
            kept.append((number, record))
    return Sorted(tuple(kept), tuple(sorted(left, key=lambda each: each.number)))


def _why_left(record: Mapping[str, Any], mapping: SurveyMapping) -> str:
    for role, none, other in (("school", NO_SCHOOL, OTHER_SCHOOL), ("wave", NO_WAVE, OTHER_WAVE)):
        if role not in mapping.groups:
            continue
        if not record[role]:
            return none
        if mapping.values[role].get(record[role]) == LEAVE:
            return other
    return "" if any(record[key] for key in mapping.items) else NO_ANSWER
