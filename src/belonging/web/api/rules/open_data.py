"""Stored findings as rows in the layout of the DfE's open data: one row for each group, filters before indicators.

A share that is printed as a band has its two ends. No number is worked out here; each is the stored one, at the
precision at which it was released. Symbols: z not applicable, where the choices have no such part; c not shown to
protect people; u too few for a number (told in words alone); x not available; low rounds to 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from belonging.evaluation.choices import item_told
from belonging.evaluation.printed import PARTS, Rung, Share
from belonging.evaluation.released import Cell, Findings, ReleasedTable

NOT_APPLICABLE, CONFIDENTIAL, UNRELIABLE, NOT_AVAILABLE, LOW = "z", "c", "u", "x", "low"
AUDIENCES: Final = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}
WAVES: Final = {"baseline": "Baseline", "midpoint": "Midpoint", "endline": "Endline"}
TOTAL: Final = "Total"
TOPICS: Final = {
    "all": TOTAL,
    "gender": "Gender",
    "send": "SEND",
    "sen": "SEN provision",
    "gender-send": "Gender and SEND",
    "phase": "Phase of education",
}
"""Breakdowns of all schools together; whatever is not here (a school by itself, for one) is no open data."""
ENGLAND, UNITED_KINGDOM = ("E92000001", "England"), ("K02000001", "United Kingdom")
ENDS: Final = ("low", "high")
IDENTIFIERS: Final = ("time_period", "time_identifier", "geographic_level", "country_code", "country_name")
FILTERS: Final = ("respondents", "wave", "statement_topic", "statement", "breakdown_topic", "breakdown")
SHARES: Final = tuple(f"{part}_percent_{end}" for part in PARTS for end in ENDS)
INTERVAL: Final = tuple(f"positive_percent_interval_{end}" for end in ENDS)
INDICATORS: Final = ("respondent_count", "school_count", *SHARES, *INTERVAL)
COLUMNS: Final = (*IDENTIFIERS, *FILTERS, *INDICATORS)
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when: `days` has the first day of each wave, `starts` that of a cohort without any."""

    nations: frozenset[str]
    days: Mapping[str, date]
    starts: date

    def identifiers(self, wave: str) -> Row:
        code, name = ENGLAND if self.nations == {"england"} else UNITED_KINGDOM
        period = academic_year(self.days.get(wave, self.starts))
        return dict(zip(IDENTIFIERS, (period, "Academic year", "National", code, name), strict=True))


def academic_year(day: date) -> str:
    """ "202526" for every day from September 2025 to August 2026."""
    first = day.year if day.month >= 9 else day.year - 1
    return f"{first}{(first + 1) % 100:02}"


def rows_of(findings: Sequence[Findings], place: Place) -> Iterator[Row]:
    """Of pupils, parents and staff; a table's whole before its groups."""
    for audience in (name for name in AUDIENCES if name in {each.audience for each in findings}):
        (found,) = (each for each in findings if each.audience == audience)
        for topic in TOPICS:
            for table in (each for each in found.tables if each.by == topic):
                yield from _rows(found, table, place)


def _rows(found: Findings, table: ReleasedTable, place: Place) -> Iterator[Row]:
    """Each group in each wave: where a wave is withheld, its groups stand there as confidential."""
    groups = list(dict.fromkeys((cell.group, cell.group_label) for cell in table.cells))
    if not groups and table.by == "all":
        groups = [("all", TOTAL)]
    absent = _absent_parts(found, table)
    for wave in found.waves:
        for group, label in groups:
            cell = table.cell(group, wave)
            filters = {
                "respondents": AUDIENCES[found.audience],
                "wave": WAVES.get(wave, wave),
                "statement_topic": sentence_case(table.construct),
                "statement": table.wording,
                "breakdown_topic": TOPICS[table.by],
                "breakdown": TOTAL if table.by == "all" else label,
            }
            yield {**place.identifiers(wave), **filters, **_indicators(cell, absent)}


def _absent_parts(found: Findings, table: ReleasedTable) -> frozenset[str]:
    """Parts that nobody could choose: a scale without a middle has no share of it, not one of 0."""
    offered = {option.part.value for option in item_told(found, table).scale.options if option.part}
    given = {part for cell in table.cells for part, share in (cell.parts or {}).items() if share.low or share.high}
    return frozenset(set(PARTS) - {"unanswered"} - offered - given)


def _indicators(cell: Cell | None, absent_parts: Collection[str]) -> Row:
    return {**_shown(cell), **{f"{part}_percent_{end}": NOT_APPLICABLE for part in absent_parts for end in ENDS}}


def _shown(cell: Cell | None) -> Row:
    if cell is None or cell.n is None or cell.parts is None:
        return dict.fromkeys(INDICATORS, CONFIDENTIAL)
    in_words = cell.rung == Rung.WORDS
    shares = {
        f"{part}_percent_{end}": UNRELIABLE if in_words else _end(cell.parts.get(part), end)
        for part in PARTS
        for end in ENDS
    }
    absent = UNRELIABLE if in_words else NOT_AVAILABLE
    ends = (cell.interval.low, cell.interval.high) if cell.interval else (None, None)
    interval = {
        name: absent if end is None else half_up(end, places=0) for name, end in zip(INTERVAL, ends, strict=True)
    }
    schools = NOT_AVAILABLE if cell.schools is None else str(cell.schools)
    return {"respondent_count": str(cell.n), "school_count": schools, **shares, **interval}


def _end(share: Share | None, end: str) -> str:
    if share is None:
        return NOT_AVAILABLE
    if share.low == share.high == 0 and share.text != "none":
        return LOW
    return half_up(share.low if end == "low" else share.high, places=0)


def half_up(value: float, *, places: int) -> str:
    """Halves away from zero, as the DfE rounds; `round` would take 0.5 to 0."""
    return str(Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def sentence_case(key: str) -> str:
    return key.replace("_", " ").capitalize()
