"""A programme's report as pages: what is read first, and a page for each section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from belonging.web.reports.presenters.programme.content import (
    Block,
    Chart,
    Cover,
    ProgrammeReport,
    Section,
    Sentence,
    Slot,
    Statement,
)

FRONT: Final = ("key-findings",)
"""Sections on the first page; the others have pages of their own."""
ABOUT: Final = {
    "foreword": "Whoever leads the organisation, on what is in here.",
    "programme": "What schools do in a year, and how many took part.",
    "evidence": "Answers, audits, case studies and trainings.",
    "why": "What belonging is, and what research says of it.",
    "pupils": "All statements at a glance, and pupils with SEND beside the others.",
    "statements": "Each statement, with girls and boys, SEND and school phase.",
    "parents": "Each statement to families, and their own words.",
    "staff": "Each statement to staff, and their own words.",
    "together": "Pupils, families and staff on the same side of school life.",
    "written": "How many comments speak of what, and quotes with leave to print.",
    "training": "Sessions, who came, and what they said afterwards.",
    "audit": "Four areas of practice, what is there, and what is still to do.",
    "leads": "One form from each school, at the end.",
    "practice": "Case studies and quotes, with consent and without names.",
    "outcomes": "Term by term, beside belonging and never as its cause.",
    "exploratory": "Dated, with the reason, and apart from what was planned.",
    "heard": "Pupils who can use no questionnaire.",
    "not-told": "What is left out, and what no report like this can say.",
    "next": "What is still to be done.",
    "take-part": "For schools that would like to join.",
    "about": "Who runs, supports and evaluates the programme.",
    "method": "Intervals, rounding, and how changes are read.",
    "references": "The sources named in this report.",
}
CHECKS: Final = "The same figures by other methods."


@dataclass(frozen=True, slots=True)
class Shown:
    """One block, and the name of its kind in small letters ("statement"), by which the template knows it."""

    kind: str
    block: Block
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class SectionLink:
    key: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class SectionPage:
    """`before` and `after`: the sections that stand beside it, None at the ends."""

    key: str
    title: str
    blocks: tuple[Shown, ...]
    part: str
    before: SectionLink | None
    after: SectionLink | None


@dataclass(frozen=True, slots=True)
class FrontPage:
    cover: Cover
    blocks: tuple[Shown, ...]
    links: tuple[SectionLink, ...]
    look_again: tuple[Sentence, ...]


def front_page(report: ProgrammeReport, *, slots: bool = True) -> FrontPage:
    """`slots`: with the parts that nobody has written yet, for the team."""
    found = [section for key in FRONT if (section := report.section(key))]
    blocks = tuple(shown for section in found for shown in _shown(section, slots))
    links = tuple(_link(section) for section in _paged(report, slots))
    return FrontPage(report.cover, blocks, links, report.look_again)


def section_page(report: ProgrammeReport, key: str, *, slots: bool = True) -> SectionPage | None:
    """None where there is no such section."""
    paged = _paged(report, slots)
    at = next((at for at, section in enumerate(paged) if section.key == key), None)
    if at is None:
        return None
    section = paged[at]
    before = _link(paged[at - 1]) if at else None
    after = _link(paged[at + 1]) if at + 1 < len(paged) else None
    return SectionPage(key, section.title, tuple(_shown(section, slots)), section.part, before, after)


def _paged(report: ProgrammeReport, slots: bool) -> list[Section]:
    return [each for each in report.sections if each.key not in FRONT and (slots or each.is_shown)]


def _link(section: Section) -> SectionLink:
    return SectionLink(section.key, section.title, ABOUT.get(section.key, CHECKS))


def _shown(section: Section, slots: bool) -> list[Shown]:
    return [
        Shown(type(block).__name__.lower(), block, _anchor(block))
        for block in section.blocks
        if slots or not isinstance(block, Slot)
    ]


def _anchor(block: Block) -> str:
    if isinstance(block, Statement):
        return f"{block.audience}-{block.item}".replace("_", "-")
    return block.picture.name if isinstance(block, Chart) else ""
