"""A document as a Word file: real headings, lists and header rows, its language and title set."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor

from belonging.web.enrolment.rules.documents import ENGLISH, RIGHT_TO_LEFT, Block, Document
from belonging.web.ui.word_looks import Looks, dress, language_of

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
INK, TEAL = RGBColor(0x1D, 0x2B, 0x33), RGBColor(0x0F, 0x5C, 0x63)
REGIONS = {ENGLISH: "en-GB"}
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document_docx(document: Document, *, now: datetime) -> bytes:
    document = _printable(document)
    made = docx.Document()
    _dress(made, document)
    made.core_properties.title = document.title
    made.core_properties.author = "Belonging Matters"
    made.core_properties.language = REGIONS.get(document.language, document.language)
    made.core_properties.created = made.core_properties.modified = now.replace(tzinfo=None)
    made.core_properties.comments = f"{document.name}, {document.language}"
    made.add_heading(document.title, level=1)
    if document.draft:
        made.add_paragraph().add_run(document.draft).bold = True
    if document.warning:
        made.add_paragraph().add_run(document.warning).bold = True
    made.add_paragraph(document.about)
    for section in document.sections:
        if section.heading:
            made.add_heading(f"{section.number} {section.heading}".strip(), level=2)
        for block in section.blocks:
            _add(made, block)
    if document.language in RIGHT_TO_LEFT:
        _turn(made)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def _printable(document: Document) -> Document:
    """Without the control signs that somebody's keyboard or paste brought along: Word's format cannot hold them."""
    cleaned: Document = _cleaned(document)
    return cleaned


def _cleaned(part: Any) -> Any:
    if isinstance(part, str):
        return UNPRINTABLE.sub("", part)
    if isinstance(part, tuple):
        return tuple(_cleaned(each) for each in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{each.name: _cleaned(getattr(part, each.name)) for each in fields(part) if each.init})
    return part


def _dress(made: Any, document: Document) -> None:
    size = document.size
    styles = (("Normal", size, INK), ("Heading 1", size + 11, TEAL), ("Heading 2", size + 4, INK))
    language = REGIONS.get(document.language, document.language)
    dress(made, Looks(styles, margin=22, after=8, line=1.3, language=language))
    bidi = document.language if document.language in RIGHT_TO_LEFT else "ar-SA"
    language_of(made).set(qn("w:bidi"), bidi)


def _add(made: Any, block: Block) -> None:
    if block.rows:
        _add_table(made, block)
    elif block.items:
        for item in block.items:
            made.add_paragraph(item, style="List Bullet")
    else:
        made.add_paragraph(block.text)


def _add_table(made: Any, block: Block) -> None:
    grid = made.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for cell, words in zip(grid.rows[0].cells, block.head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    # The head is repeated on every page, and read out as what each cell belongs to.
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row in block.rows:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = words
    made.add_paragraph()


def _turn(made: Any) -> None:
    """From right to left."""
    for paragraph in made.paragraphs:
        paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.LEFT
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
