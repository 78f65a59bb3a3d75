"""A trust's or local authority's page: its own schools, and the reports they have shared."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from belonging.web.home.queries.bodies import BodySchools
from belonging.web.programme.models import Enrolment
from belonging.web.schools.models import Body
from belonging.web.ui.components import Table, element


@dataclass(frozen=True, slots=True)
class BodyHome:
    """`before` and `after` are numbers of pages; 0 where there is none."""

    name: str
    summary: str
    schools: Table
    page: int
    pages: int
    before: int
    after: int


def body_home(body: Body, found: BodySchools) -> BodyHome:
    return BodyHome(
        name=body.name,
        summary=_summary(found.total),
        schools=Table(
            caption="Your schools",
            head=("School", "Takes part in", "Report"),
            rows=[_row(body, each, found) for each in found.enrolments],
        ),
        page=found.page,
        pages=found.pages,
        before=found.page - 1,
        after=found.page + 1 if found.page < found.pages else 0,
    )


def _summary(total: int) -> str:
    if not total:
        return "None of your schools takes part yet."
    return "1 of your schools takes part." if total == 1 else f"{total:,} of your schools take part."


def _row(body: Body, each: Enrolment, found: BodySchools) -> tuple[object, ...]:
    if (each.school_id, each.cohort_id) not in found.shared:
        return each.school.name, each.cohort.name, "Not shared with you"
    href = reverse("reports:shared", args=[body.slug, each.school.slug, each.cohort.slug])
    hidden = element("span", {"class": "govuk-visually-hidden"}, f" of {each.school.name}")
    return (
        each.school.name,
        each.cohort.name,
        element("a", {"class": "govuk-link", "href": href}, "Read the report", hidden),
    )
