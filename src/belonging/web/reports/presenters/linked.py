"""Sentences of findings whose numbers lead to the tables that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from belonging.evaluation.released import Findings
from belonging.web.reports.presenters.minutes import HeadlineLine
from belonging.web.reports.presenters.sections import Paths

_QUOTED = re.compile(r"(“[^”]*”)")
_NUMBER = re.compile(r"(?:[Bb]etween )?\d[\d,]*(?: (?:and|or more|or fewer)(?: \d+)?)?(?: in 100)?(?! in every)")
_COUNT = re.compile(r"\s(?:other )?statements?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words; a link where `href` says so."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class LinkedLine:
    """`more` leads to what a sentence without a number rests on; `more_words` are that link's."""

    tone: str
    sign: str
    meaning: str
    pieces: tuple[Piece, ...]
    findings: str
    more: str = ""
    more_words: str = "See more"


def linked_line(line: HeadlineLine, findings: Findings, ways: Paths) -> LinkedLine:
    own, all_of_it = _targets(line, findings, ways)
    pieces = tuple(_pieces(line.text, own, all_of_it))
    more = "" if any(piece.href for piece in pieces) else own
    words = "Why" if line.tone == "untold" else "See more"
    return LinkedLine(line.tone, line.sign, line.meaning, pieces, line.findings, more, words)


def _targets(line: HeadlineLine, findings: Findings, ways: Paths) -> tuple[str, str]:
    """The table of the first finding, and the section that has all of them."""
    ids = line.findings.split()
    held = ways.to("school_method", "not-shown")
    everything = ways.to("school_groups") if line.tone == "gap" else ways.to("school_statements", "glance")
    tables = [table for table in findings.tables if any(_of_table(one, table.id) for one in ids)]
    if line.tone == "untold" and not any(":" in one for one in ids):
        return held, held
    if ids and ids[0].startswith("responses:"):
        return (ways.to("school_method", "who"),) * 2
    if not tables:
        return held, held
    own = (
        everything if line.tone in ("level", "untold") and len(tables) > 1 else ways.table(findings.audience, tables[0])
    )
    return own, everything if len(tables) > 1 else own


def _of_table(finding: str, table: str) -> bool:
    return finding == table or finding.startswith(f"{table}:")


def _pieces(text: str, own: str, all_of_it: str) -> Iterator[Piece]:
    for part in _QUOTED.split(text):
        if part.startswith("“"):
            yield Piece(part)
            continue
        end = 0
        for found in _NUMBER.finditer(part):
            if found.start() > end:
                yield Piece(part[end : found.start()])
            counted = _COUNT.match(part, found.end()) is not None
            yield Piece(found.group(), all_of_it if counted else own)
            end = found.end()
        if part[end:]:
            yield Piece(part[end:])
