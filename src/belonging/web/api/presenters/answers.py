"""What calls give, from what is stored. Values stay as they are; the schemas pick the fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from belonging.evaluation.released import Findings, ReleasedTable
from belonging.web.api.models import ApiKey
from belonging.web.api.rules.keys import Scope
from belonging.web.findings.models import Release
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.surveys.models import Round

SMALLEST_COUNT = 10
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is asked for, and the address it was asked at, with what was chosen of it."""

    address: str
    limit: int
    offset: int
    chosen: Mapping[str, str]

    @property
    def rows(self) -> slice:
        return slice(self.offset, self.offset + self.limit)

    def of(self, name: str, rows: Sequence[Any], *, count: int) -> Answer:
        """`rows` are those of the page alone, `count` is of all pages."""
        after = self.offset + self.limit
        query = urlencode({**self.chosen, "limit": self.limit, "offset": after})
        return {"count": count, "next": f"{self.address}?{query}" if after < count else None, name: list(rows)}


def findings_answer(release: Release, cohort: Cohort, letter: str | None, part: Part) -> Answer:
    found = Findings.from_json(release.findings)
    tables = [table for table in found.tables if _is_wanted(table, part.chosen)]
    stored = {
        name: getattr(found, name)
        for name in (
            "audience",
            "instrument",
            "waves",
            "policy",
            "policy_version",
            "engine_version",
            "plan_digest",
            "headlines",
            "notes",
        )
    }
    # Of a school under its letter neither the day nor the roll: either says which school it is.
    whose = {
        "cohort": cohort.slug,
        "school": letter,
        "released_at": release.released_at if letter is None else None,
        "input_digest": release.input_digest,
        "responses": [each if letter is None else replace(each, roll=None) for each in found.responses],
    }
    return {**part.of("tables", tables[part.rows], count=len(tables)), **stored, **whose}


def _is_wanted(table: ReleasedTable, chosen: Mapping[str, str]) -> bool:
    return all(getattr(table, name) == value for name, value in chosen.items())


def cohort_row(cohort: Cohort, released_at: datetime | None) -> Answer:
    plain = {name: getattr(cohort, name) for name in ("name", "state", "starts_on", "ends_on")}
    return {"cohort": cohort.slug, "simulated": cohort.is_demo, "released_at": released_at, **plain}


def school_row(enrolment: Enrolment, key: ApiKey, phases: Collection[str]) -> Answer:
    """`phases`: those that may be told."""
    setting = enrolment.school.setting
    return {
        "school": enrolment.mask,
        "phase": setting if setting in phases else None,
        "stage": enrolment.stage,
        "arm": enrolment.arm,
        "name": enrolment.school.name if Scope.SCHOOL_NAMES in key.scopes else None,
    }


def round_row(letter: str, round_: Round) -> Answer:
    """Months: the days on which a school asked are known to many, and would say which letter it is."""
    moments = (("opens_in", round_.opens_at), ("closes_in", round_.closes_at))
    days = {name: None if moment is None else timezone.localdate(moment) for name, moment in moments}
    months = {
        name: None if day is None else f"{day:%Y-%m}" for name, day in (*days.items(), ("sealed_in", round_.sealed_on))
    }
    plain = {name: getattr(round_, name) for name in ("wave", "audience", "instrument", "state")}
    return {"school": letter, **months, **plain}


def rate_row(letter: str, round_: Round) -> Answer:
    """From the count that is stored rounded to 5; nothing of fewer than ten."""
    answered = round_.answered if round_.answered >= SMALLEST_COUNT else None
    percent = min(100, 100 * answered // round_.roll) if answered and round_.roll else None
    plain = {name: getattr(round_, name) for name in ("wave", "audience", "state")}
    counted = {"answered": answered, "percent": percent, "counted_at": round_.answered_counted_at}
    return {"school": letter, **plain, **counted}
