"""A document as a Word file: real headings, lists, tables with header rows, and charts that can be edited.

A figure carries the ids of its findings as hidden words behind it: read with "show hidden text", never printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from belonging.web.reports.presenters.files.blocks import Bars, Bullets, Heading, Paragraph, Piece, Sheet, Titled
from belonging.web.reports.presenters.files.drawing import add_chart
from belonging.web.reports.presenters.files.plain import printable
from belonging.web.reports.presenters.files.steady import steady
from belonging.web.reports.presenters.files.word_tables import add_sheet
from belonging.web.reports.presenters.programme.content import Sentence
from belonging.web.ui.word_looks import Looks, dress

INK, TEAL, SLATE = RGBColor(0x1D, 0x2B, 0x33), RGBColor(0x0F, 0x5C, 0x63), RGBColor(0x4A, 0x56, 0x5E)
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SIZES = {"lead": 13, "body": 11, "small": 9.5, "strong": 11, "quote": 13}


def word_file(titled: Titled, pieces: Iterable[Piece], *, made_at: datetime) -> bytes:
    """The same report gives the same bytes."""
    made = docx.Document()
    _dress(made)
    _name(made, titled, made_at)
    made.add_heading(printable(titled.title), level=1)
    _paragraph(made, Paragraph((Sentence(f"{titled.about}. {titled.released}."),), "small"))
    for nth, piece in enumerate(pieces):
        _add(made, piece, nth)
    kept = BytesIO()
    made.save(kept)
    return steady(kept.getvalue(), made_at)


def _name(made: Any, titled: Titled, made_at: datetime) -> None:
    about = made.core_properties
    about.title, about.author, about.language = printable(titled.title), "Belonging Matters", "en-GB"
    about.created = about.modified = made_at.replace(tzinfo=None)
    about.comments = ""
    section = made.sections[0]
    words = " · ".join(filter(None, (titled.title, titled.label)))
    section.header.paragraphs[0].add_run(printable(words)).font.size = Pt(9)
    foot = section.footer.paragraphs[0]
    foot.add_run("Page ").font.size = Pt(9)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)


def _dress(made: Any) -> None:
    looks = (("Normal", 11, INK), ("Heading 1", 24, TEAL), ("Heading 2", 17, TEAL), ("Heading 3", 13, INK))
    dress(made, Looks(looks, margin=20, after=6, line=1.15))


def _add(made: Any, piece: Piece, nth: int) -> None:
    if isinstance(piece, Heading):
        heading = made.add_heading(printable(piece.text), level=piece.level)
        heading.paragraph_format.page_break_before = piece.fresh
    elif isinstance(piece, Paragraph):
        _paragraph(made, piece)
    elif isinstance(piece, Bullets):
        for line in piece.lines:
            _sentence(made.add_paragraph(style="List Bullet"), line)
    elif isinstance(piece, Sheet):
        add_sheet(made, piece)
    elif isinstance(piece, Bars):
        add_chart(made, piece, nth)


def _paragraph(made: Any, piece: Paragraph) -> None:
    into = made.add_paragraph()
    for nth, sentence in enumerate(piece.sentences):
        if nth:
            into.add_run(" ")
        run = _sentence(into, sentence)
        run.font.size = Pt(SIZES[piece.look])
        run.bold = piece.look == "strong" or None
        run.italic = piece.look == "quote" or None
        if piece.look == "small":
            run.font.color.rgb = SLATE


def _sentence(into: Any, sentence: Sentence) -> Any:
    """The run of its words; the ids behind it are hidden."""
    first, *more = printable(sentence.text).split("\n")
    run = into.add_run(first)
    for line in more:
        run.add_break(WD_BREAK.LINE)
        run.add_text(line)
    if sentence.findings:
        into.add_run(f" [{' '.join(sentence.findings)}]").font.hidden = True
    return run
