"""The programme's report as a document and as slides, from the content that its pages and its print are made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from belonging.web.reports.presenters.files.blocks import (
    Bars,
    Bullets,
    Heading,
    Paragraph,
    Piece,
    Sheet,
    Slide,
    Titled,
    paragraph,
)
from belonging.web.reports.presenters.files.tables import (
    groups_sheet,
    item_lines,
    item_sheets,
    parted,
    standing_bars,
    waves_sheet,
)
from belonging.web.reports.presenters.programme.content import (
    Block,
    Box,
    Chart,
    Grid,
    KeyFindings,
    Numbers,
    Points,
    Practices,
    ProgrammeReport,
    Quotes,
    Section,
    Sentence,
    Statement,
    Words,
)
from belonging.web.reports.presenters.wording import VOICES
from belonging.web.reports.queries import Voices

DRAFT: Final = "Draft: a figure has changed since a sentence around it was written."
ROWS, ROWS_OF_WIDE = 13, 6
"""Of a table on one slide; of one with so many columns that its shares take two lines."""
WIDE: Final = 5
TOLD: Final = ("not-told", "next")
"""Sections whose points have a slide."""


def titled(report: ProgrammeReport) -> Titled:
    cover = report.cover
    label = " ".join(filter(None, (cover.simulated, DRAFT if report.look_again else "")))
    return Titled(cover.title, f"{cover.subtitle}, {cover.cohort}", cover.released, label)


def programme_pieces(report: ProgrammeReport, voices: Voices) -> Iterator[Piece]:
    for section in report.sections:
        if section.is_shown:
            yield from _section(section, voices)


def _section(section: Section, voices: Voices) -> Iterator[Piece]:
    yield Heading(section.title, fresh=section.key in ("key-findings", "statements", "method"))
    for block in section.blocks:
        if isinstance(block, Chart) and block.picture.name.endswith("-standing"):
            yield from _standing(block, voices)
        elif isinstance(block, Statement):
            yield from _statement(block, voices)
        else:
            yield from _pieces(block)


def _pieces(block: Block) -> Iterator[Piece]:
    if isinstance(block, Words):
        yield Paragraph(block.sentences, block.look)
    elif isinstance(block, Points):
        yield from _titled(block.title)
        yield Bullets(block.lines)
    elif isinstance(block, KeyFindings):
        for found in block.found:
            yield Heading(f"{found.sign} {found.title}", 3)
            yield Paragraph(found.sentences)
    elif isinstance(block, Numbers):
        lines = (
            Sentence(" ".join(filter(None, (one.figure, one.says, one.before, one.surety))), one.findings)
            for one in block.numbers
        )
        yield from _titled(block.title)
        yield Bullets(tuple(lines))
    elif isinstance(block, Grid):
        yield Sheet(block.title, block.head, block.rows, block.findings)
        yield paragraph(block.note, look="small")
    elif isinstance(block, Box):
        yield paragraph(block.title, look="strong")
        yield paragraph(block.text, block.source)
    else:
        yield from _told_and_drawn(block)


def _told_and_drawn(block: Block) -> Iterator[Piece]:
    """Quotes stand apart; a figure stands as its table."""
    if isinstance(block, Quotes):
        yield from _titled(block.title)
        for quote in block.quotes:
            yield paragraph(f"“{quote.words}” {quote.whose}", look="quote")
    elif isinstance(block, Practices):
        for found in block.found:
            yield Heading(found.title, 3)
            yield paragraph(found.summary, found.school)
            for quote in found.quotes:
                yield paragraph(f"“{quote.words}” {quote.whose}", look="quote")
    elif isinstance(block, Chart):
        data = block.picture.data
        yield Sheet(block.title, tuple(map(str, data.head)), tuple(tuple(map(str, row)) for row in data.rows))
        yield Paragraph((Sentence(block.says, block.tables),), "small")


def _titled(title: str) -> Iterator[Piece]:
    if title:
        yield Heading(title, 3)


def _standing(chart: Chart, voices: Voices) -> Iterator[Piece]:
    audience = chart.picture.name.removesuffix("-standing")
    bars = standing_bars(voices.findings[audience]) if audience in voices.findings else None
    if bars:
        yield bars
    else:
        yield from _told_and_drawn(chart)


def _statement(block: Statement, voices: Voices) -> Iterator[Piece]:
    yield Heading(f"“{block.wording}”", 3)
    if block.why_not:
        yield paragraph(block.why_not)
        return
    yield paragraph(f"Positive: {block.positive}.", look="small")
    yield Paragraph(block.sentences)
    findings = voices.findings[block.audience]
    for table in findings.tables:
        if table.item == block.item and table.by != "all" and not table.refusal:
            lines = tuple(item_lines(findings, table))
            if lines:
                yield Bullets(lines)
    yield from item_sheets(findings, block.item)
    for one in block.beside:
        yield paragraph(f"{one.word}: {one.text}", one.of_whom, one.reason, one.caution, look="small")
    if block.why:
        yield paragraph(f"Why it matters: {block.why}", block.sources, look="small")


def programme_slides(report: ProgrammeReport, voices: Voices) -> tuple[Slide, ...]:
    return (*_key_findings(report), *_of_voices(voices), *_by_group(voices), *_sections(report))


def _key_findings(report: ProgrammeReport) -> Iterator[Slide]:
    for block in report.blocks():
        if isinstance(block, KeyFindings):
            for found in block.found:
                yield Slide(found.title, (Bullets(found.sentences),))


def _of_voices(voices: Voices) -> Iterator[Slide]:
    for name, findings in voices.findings.items():
        bars = standing_bars(findings)
        if bars:
            yield from _charted(bars)
        pages = parted(waves_sheet(findings), ROWS)
        for nth, sheet in enumerate(pages, 1):
            yield Slide(f"{VOICES[name]}, wave by wave{_part(nth, len(pages))}", (sheet,))


def _charted(bars: Bars) -> Iterator[Slide]:
    yield Slide(bars.title, (bars,))


def _by_group(voices: Voices) -> Iterator[Slide]:
    findings = voices.findings.get("pupil")
    for by in ("send", "gender", "gender-send") if findings else ():
        sheet = groups_sheet(findings, by) if findings else None
        pages = parted(sheet, ROWS if len(sheet.head) < WIDE else ROWS_OF_WIDE) if sheet else ()
        for nth, page in enumerate(pages, 1):
            yield Slide(f"{page.title}{_part(nth, len(pages))}", (page,))


def _sections(report: ProgrammeReport) -> Iterator[Slide]:
    for key in TOLD:
        section = report.section(key)
        points = [block for block in section.blocks if isinstance(block, Points | Words)] if section else []
        if section and points:
            lines = tuple(
                line for block in points for line in (block.lines if isinstance(block, Points) else block.sentences)
            )
            yield Slide(section.title, (Bullets(lines),))


def _part(nth: int, of: int) -> str:
    return "" if of == 1 else f" ({nth} of {of})"
