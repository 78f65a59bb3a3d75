"""The pages of a school's report: one front and what stands behind it, in one order everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from django.urls import reverse

from belonging.evaluation.released import ReleasedTable
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.ui.components import Link

SECTIONS = (
    ("school", "In two minutes"),
    ("school_statements", "Statements"),
    ("school_groups", "Groups"),
    ("school_together", "Parents and staff"),
    ("school_audit", "Audit beside voices"),
    ("school_outcomes", "Outcomes"),
    ("school_heard", "Other voices"),
    ("school_programme", "All schools"),
    ("school_method", "How sure we are"),
    ("school_explore", "Explore"),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """What the person who reads may do besides reading."""

    sees_audit: bool = False
    acts: bool = False
    writes: bool = False
    shares: bool = False


class Paths(Protocol):
    """Where the pages of a report are, whoever reads it."""

    def to(self, section: str, anchor: str = "") -> str: ...

    def explore(self, audience: str, item: str, by: str = "all", **more: str) -> str: ...

    def table(self, audience: str, table: ReleasedTable) -> str: ...

    def ask(self, question: str) -> str: ...

    def action(self, audience: str, item: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Ways:
    """Where each page of one school's report is."""

    school: School
    cohort: Cohort

    def to(self, section: str, anchor: str = "") -> str:
        address = reverse(f"reports:{section}", args=[self.school.slug, self.cohort.slug])
        return f"{address}#{anchor}" if anchor else address

    def explore(self, audience: str, item: str, by: str = "all", **more: str) -> str:
        """`more`: `wave`, `of` (whose results) and `ask`."""
        asked = {"item": f"{audience}:{item}", "by": by, **{name: value for name, value in more.items() if value}}
        return f"{self.to('school_explore')}?{urlencode(asked)}"

    def table(self, audience: str, table: ReleasedTable) -> str:
        return self.explore(audience, table.item, table.by)

    def ask(self, question: str) -> str:
        return f"{self.to('school_explore')}?{urlencode({'ask': question})}"

    def action(self, audience: str, item: str) -> str:
        base = reverse("actions:add", args=[self.school.slug, self.cohort.slug])
        return f"{base}?{urlencode({'item': item, 'audience': audience})}"


def section_links(ways: Ways, reader: Reader, current: str) -> tuple[Link, ...]:
    return tuple(
        Link(title, ways.to(name), current=name == current)
        for name, title in SECTIONS
        if name != "school_audit" or reader.sees_audit
    )
