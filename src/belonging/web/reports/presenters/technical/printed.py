"""The technical report as its printed template reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from belonging.web.reports.presenters.programme.content import Block, Chart, Grid, ProgrammeReport, Section
from belonging.web.reports.presenters.programme.printed import plain
from belonging.web.reports.presenters.technical.report import Kind

FOR_THE_TEAM: Final = "-check-funnel"
"""A picture of schools by their size, masked: on the team's screen alone."""
OPENING: Final = ("abstract", "instruments", "training", "method")
LONG: Final = ("results-", "checks-")
"""Sections that open on a page of their own; the others follow on."""
NAMED: Final = re.compile(r"[\w-]+:[\w-]+")
NARROWEST, WIDEST = 7, 140
"""Signs that a column is taken to hold at least, and at most."""
ACROSS: Final = 85
"""So many go across a page, roughly."""


def template() -> str:
    return files("belonging.web.reports").joinpath("typst", "technical.typ").read_text(encoding="utf-8")


def printed_tables(kind: Kind, report: ProgrammeReport) -> tuple[dict[str, object], Mapping[str, bytes]]:
    """The template's data, and the pictures by file name."""
    pictures: dict[str, bytes] = {}
    data: dict[str, object] = {
        "cover": plain(report.cover, pictures),
        "kind": "Interim edition, after the baseline" if kind.is_interim else "",
        "sections": [_section(section, pictures) for section in report.sections if section.is_shown],
    }
    return data, pictures


def _section(section: Section, pictures: dict[str, bytes]) -> dict[str, object]:
    blocks = [_block(block, pictures) for block in section.blocks if _is_drawn(block)]
    opens = section.key in OPENING or section.key.startswith(LONG)
    return {"key": section.key, "title": section.title, "opens": opens, "blocks": blocks}


def _is_drawn(block: Block) -> bool:
    return not (isinstance(block, Chart) and block.picture.name.endswith(FOR_THE_TEAM))


def _block(block: Block, pictures: dict[str, bytes]) -> object:
    if not isinstance(block, Grid):
        return plain(block, pictures)
    is_name = NAMED.fullmatch(block.note) is not None
    return {
        "kind": "Grid",
        "title": block.title,
        "head": block.head,
        "rows": block.rows,
        "widths": _widths(block),
        "named": block.note if is_name else "",
        "note": "" if is_name else block.note,
    }


def _widths(grid: Grid) -> list[float]:
    """Each column's part of the page: by the longest that stands in it, less than in proportion, and a word whole."""
    columns = list(zip(grid.head, *grid.rows, strict=True))
    parts = [min(max(NARROWEST, *map(len, column)), WIDEST) ** 0.75 for column in columns]
    words = [max(len(word) for cell in column for word in (cell.split() or [""])) for column in columns]
    least = sum(parts) / ACROSS
    return [round(max(part, word * least), 2) for part, word in zip(parts, words, strict=True)]
