"""An edition as pages: what it holds, and a page for each section."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse

from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.programme.content import Grid, ProgrammeReport
from belonging.web.reports.presenters.programme.page import FrontPage, SectionLink, SectionPage, Shown
from belonging.web.reports.presenters.programme.page import front_page as front_of
from belonging.web.reports.presenters.programme.page import section_page as section_of
from belonging.web.reports.presenters.technical.report import KINDS, Kind
from belonging.web.ui.components import Link

OURS: Final = {
    "abstract": "The whole in a few sentences.",
    "design": "Schools step by step, and how many answered.",
    "plan": "Tables, their date and digest, and what departs from them.",
    "instruments": "Words, choices, licences and editions.",
    "themes": "Comments, as two people read them.",
    "benchmarks": "Ours beside them, with what differs.",
    "disclosure": "What is left out, by rule.",
    "limits": "What cannot be said, and what to keep in mind.",
    "again": "Digests, and the command that makes every figure anew.",
    "coming": "The waves that are still planned.",
}
RESULTS: Final = "Five parts, intervals, changes and gaps, in every group."


@dataclass(frozen=True, slots=True)
class Contents:
    """What opens an edition: its cover and a link to each section; `blocks` are those read first."""

    front: FrontPage
    about: str


def contents(kind: Kind, report: ProgrammeReport) -> Contents:
    front = front_of(report)
    about = "As the baseline was released, and nothing that came after." if kind.is_interim else ""
    return Contents(replace(front, links=tuple(_told(link) for link in front.links)), about)


def edition_section(report: ProgrammeReport, key: str) -> SectionPage | None:
    """None where there is no such section. Each statement's first table has an anchor, to be found in a long page."""
    page = section_of(report, key)
    return None if page is None else replace(page, blocks=tuple(_anchored(shown) for shown in page.blocks))


def statements_of(page: SectionPage) -> tuple[Link, ...]:
    """Links to the statements on the page."""
    grids = ((shown.block, shown.anchor) for shown in page.blocks if shown.anchor)
    return tuple(Link(block.title, f"#{anchor}") for block, anchor in grids if isinstance(block, Grid))


def _anchored(shown: Shown) -> Shown:
    block = shown.block
    if not isinstance(block, Grid) or not block.title.startswith("“"):
        return shown
    return replace(shown, anchor=re.sub(r"[^a-z0-9]+", "-", block.note))


def edition_links(cohort: Cohort, *, interim: bool) -> tuple[Link, ...]:
    """To the editions that can be had; `interim`: a baseline is released."""
    return tuple(
        Link(kind.link, reverse("reports:edition", args=[cohort.slug, kind.name]))
        for kind in KINDS.values()
        if interim or not kind.is_interim
    )


def _told(link: SectionLink) -> SectionLink:
    if link.key.startswith("results-"):
        return replace(link, about=RESULTS)
    return replace(link, about=OURS[link.key]) if link.key in OURS else link
