"""A programme's report as its printed template reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib.resources import files
from typing import Final

from belonging.web.reports.presenters.pictures import Picture
from belonging.web.reports.presenters.programme.content import Block, Chart, ProgrammeReport, Section

IN_SUMMARY: Final = ("gender", "send", "phase")
"""Breakdowns that stand beside each statement; the others are in the tables and the technical report."""
LEFT_OUT: Final = ("together",)
FOLLOW_ON: Final = ("evidence", "not-told", "coming", "take-part", "about", "references")
"""Sections on the same page as the one before."""
NOT_DRAWN: Final = ("-standing", "parent-changes", "staff-changes", "-gap-changes-send")
"""Pictures that repeat what stands beside each statement, or in the table of an audience."""
READING: Final = (
    "“71 in 100” means that of every 100 people who sent the questionnaire, 71 answered positively.",
    "Where fewer than 300 answered we print bands, such as “between 55 and 60 in 100”, so that no single answer shows.",
    "A change is called one only where its interval is clear of zero, with all statements read together.",
)
SIGNS: Final = (
    ("more", "More answered positively"),
    ("fewer", "Fewer answered positively"),
    ("level", "No clear change: it may be chance"),
    ("untold", "Too few answered to tell"),
    ("gap", "A difference between groups"),
    ("standing", "How it stands, without a change"),
)

STANDING_SIGNS: Final = ("gap", "standing")
"""Those that an edition of one wave can have."""


def template() -> str:
    return files("belonging.web.reports").joinpath("typst", "programme.typ").read_text(encoding="utf-8")


def printed(report: ProgrammeReport) -> tuple[dict[str, object], Mapping[str, bytes]]:
    """The template's data, and the pictures by file name."""
    pictures: dict[str, bytes] = {}
    sections = [each for each in report.sections if each.is_shown and each.key not in LEFT_OUT]
    data: dict[str, object] = {
        "cover": plain(report.cover, pictures),
        "sections": [_section(section, pictures) for section in sections],
        "draft": bool(report.look_again),
        "groups": IN_SUMMARY,
        "reading": READING if report.edition == "summary" else READING[:2],
        "signs": [sign for sign in SIGNS if report.edition == "summary" or sign[0] in STANDING_SIGNS],
    }
    return data, pictures


def _section(section: Section, pictures: dict[str, bytes]) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "opens": section.key not in FOLLOW_ON,
        "blocks": [plain(block, pictures) for block in section.blocks if _is_drawn(block)],
    }


def _is_drawn(block: Block) -> bool:
    return not (isinstance(block, Chart) and block.picture.name.endswith(NOT_DRAWN))


def plain(value: object, pictures: dict[str, bytes]) -> object:
    """Dataclasses as dictionaries with their `kind`; pictures as file names with their words."""
    if isinstance(value, Picture):
        name = f"{value.name}.svg"
        pictures[name] = str(value.wide).encode()
        return {"name": name, "text": value.text}
    if is_dataclass(value):
        told = {field.name: plain(getattr(value, field.name), pictures) for field in fields(value)}
        return {"kind": type(value).__name__, **told}
    if isinstance(value, tuple | list):
        return [plain(each, pictures) for each in value]
    return value
