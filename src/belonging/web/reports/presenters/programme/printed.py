"""A programme's report as its printed template reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib.resources import files
from typing import Final

from belonging.web.reports.presenters.pictures import Picture
from belonging.web.reports.presenters.programme.content import ProgrammeReport, Section

IN_SUMMARY: Final = ("gender", "send", "phase")
"""Breakdowns that stand beside each statement; the others are in the tables and the technical report."""
LEFT_OUT: Final = ("together",)
FOLLOW_ON: Final = ("evidence", "about", "references")
"""Sections on the same page as the one before."""


def template() -> str:
    return files("belonging.web.reports").joinpath("typst", "programme.typ").read_text(encoding="utf-8")


def printed(report: ProgrammeReport) -> tuple[dict[str, object], Mapping[str, bytes]]:
    """The template's data, and the pictures by file name."""
    pictures: dict[str, bytes] = {}
    sections = [each for each in report.sections if each.is_shown and each.key not in LEFT_OUT]
    data: dict[str, object] = {
        "cover": _plain(report.cover, pictures),
        "sections": [_section(section, pictures) for section in sections],
        "draft": bool(report.look_again),
        "groups": IN_SUMMARY,
    }
    return data, pictures


def _section(section: Section, pictures: dict[str, bytes]) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "opens": section.key not in FOLLOW_ON,
        "blocks": [_plain(block, pictures) for block in section.blocks],
    }


def _plain(value: object, pictures: dict[str, bytes]) -> object:
    """Dataclasses as dictionaries with their `kind`; pictures as file names with their words."""
    if isinstance(value, Picture):
        name = f"{value.name}.svg"
        pictures[name] = str(value.wide).encode()
        return {"name": name, "text": value.text}
    if is_dataclass(value):
        told = {field.name: _plain(getattr(value, field.name), pictures) for field in fields(value)}
        return {"kind": type(value).__name__, **told}
    if isinstance(value, tuple | list):
        return [_plain(each, pictures) for each in value]
    return value
