"""Terms of the school year, and the spans of it that published files speak of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 2010, 2099


class Period(StrEnum):
    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN_SPRING = "autumn-spring"
    """Two terms counted as one, as one published file of each year has them."""
    YEAR = "year"


TERMS = (Period.AUTUMN, Period.SPRING, Period.SUMMER)
WITHIN: dict[Period, tuple[Period, ...]] = {Period.AUTUMN_SPRING: TERMS[:2], Period.YEAR: TERMS}
"""The terms that a longer span holds."""
NAMES = {
    Period.AUTUMN: "Autumn term",
    Period.SPRING: "Spring term",
    Period.SUMMER: "Summer term",
    Period.AUTUMN_SPRING: "Autumn and spring terms",
    Period.YEAR: "Whole school year",
}
_DAYS = {
    Period.AUTUMN: ((0, 9, 1), (0, 12, 20)),
    Period.SPRING: ((1, 1, 4), (1, 4, 1)),
    Period.SUMMER: ((1, 4, 15), (1, 7, 22)),
    Period.AUTUMN_SPRING: ((0, 9, 1), (1, 4, 1)),
    Period.YEAR: ((0, 9, 1), (1, 7, 22)),
}


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A term, or a longer span, of the school year that begins in the autumn of `year`."""

    year: int
    place: int

    @classmethod
    def of(cls, year: int, period: Period) -> Term:
        return cls(year, list(Period).index(period))

    @property
    def period(self) -> Period:
        return list(Period)[self.place]

    @property
    def is_one_term(self) -> bool:
        return self.period in TERMS

    @property
    def key(self) -> str:
        """As addresses and forms have it: "2025-autumn"."""
        return f"{self.year}-{self.period.value}"

    @property
    def label(self) -> str:
        """ "Autumn term 2025", "Spring term 2026", "Whole school year 2025/26"."""
        return f"{NAMES[self.period]} {self._when}"

    @property
    def short(self) -> str:
        return f"{self.period.value.capitalize()} {self._when}" if self.is_one_term else self.label

    @property
    def _when(self) -> str:
        if not self.is_one_term:
            return year_name(self.year)
        return str(self.year + (self.period is not Period.AUTUMN))

    @property
    def days(self) -> tuple[date, date]:
        """The usual first and last day: where a term stands on an axis of time. No school's own dates."""
        (first_after, *first), (last_after, *last) = _DAYS[self.period]
        return date(self.year + first_after, first[0], first[1]), date(self.year + last_after, last[0], last[1])

    def terms(self) -> tuple[Term, ...]:
        """The terms inside a longer span; none for a term."""
        return tuple(Term.of(self.year, period) for period in WITHIN.get(self.period, ()))


def year_name(year: int) -> str:
    """2025 is "2025/26"."""
    return f"{year}/{(year + 1) % 100:02d}"


def year_of(words: str) -> int | None:
    """The autumn's year from "2025/26", "2025-26", "2025/2026", "202526" or "2025"; None for anything else."""
    found = re.fullmatch(r"\s*(20\d\d)(?:\s*[/–-]?\s*(?:20)?(\d\d))?\s*", words)
    if found is None:
        return None
    year, after = int(found[1]), found[2]
    if after is not None and int(after) != (year + 1) % 100:
        return None
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def period_of(words: str) -> Period | None:
    """From a person's or a published file's own words."""
    plain = re.sub(r"[^a-z]", "", words.casefold().replace("&", "and"))
    plain = plain.removesuffix("terms").removesuffix("term")
    return _SPELLED.get(plain)


_SPELLED = {
    "autumn": Period.AUTUMN,
    "aut": Period.AUTUMN,
    "spring": Period.SPRING,
    "spr": Period.SPRING,
    "summer": Period.SUMMER,
    "sum": Period.SUMMER,
    "autumnandspring": Period.AUTUMN_SPRING,
    "autumnspring": Period.AUTUMN_SPRING,
    "academicyear": Period.YEAR,
    "wholeschoolyear": Period.YEAR,
    "year": Period.YEAR,
}


def term_of_key(key: str) -> Term | None:
    year, _, period = key.partition("-")
    known = year_of(year)
    return Term.of(known, Period(period)) if known is not None and period in set(Period) else None


def term_on(day: date) -> Term:
    """The term that the day is in, or (in holidays) the one before."""
    if day.month >= 9:
        return Term.of(day.year, Period.AUTUMN)
    year = day.year - 1
    return Term.of(year, Period.SUMMER if (day.month, day.day) >= (4, 15) else Period.SPRING)


def term_before(term: Term) -> Term:
    if term.period is Period.AUTUMN:
        return Term.of(term.year - 1, Period.SUMMER)
    return Term.of(term.year, TERMS[TERMS.index(term.period) - 1])


def terms_until(day: date, count: int) -> list[Term]:
    """The last `count` terms up to the day, the newest first."""
    terms = [term_on(day)]
    while len(terms) < count:
        terms.append(term_before(terms[-1]))
    return terms
