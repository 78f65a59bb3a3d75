"""The plan as a Word file for governors: real headings, a header row that repeats, its language and title set."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any, Final

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from belonging.web.actions.presenters.governors import Line, PlanDocument
from belonging.web.ui.context import environment_label
from belonging.web.ui.word_looks import Looks, dress

WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
INK, TEAL = RGBColor(0x1D, 0x2B, 0x33), RGBColor(0x0F, 0x5C, 0x63)
STYLES: Final = (("Normal", 11, INK), ("Heading 1", 22, TEAL), ("Heading 2", 15, INK), ("Heading 3", 12, INK))
COLUMNS: Final = (50, 28, 27, 23, 24, 22)
"""Widths in millimetres; together as wide as the page leaves."""


def plan_docx(document: PlanDocument, *, now: datetime) -> bytes:
    made = docx.Document()
    _dress(made)
    made.core_properties.title = f"{document.title}, {document.school}"
    made.core_properties.author = "Belonging Matters"
    made.core_properties.language = "en-GB"
    made.core_properties.created = made.core_properties.modified = now.replace(tzinfo=None)
    made.add_heading(f"{document.title}, {document.school}", level=1)
    label = environment_label()
    made.add_paragraph(", ".join(part for part in (document.cohort, document.day, label) if part))
    for sentence in document.summary:
        made.add_paragraph(sentence)
    if document.lines:
        _add_table(made, document)
        made.add_heading("Each action", level=2)
        for line in document.lines:
            _add_action(made, line)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def _dress(made: Any) -> None:
    dress(made, Looks(STYLES, margin=18, after=6, line=1.2))


def _add_table(made: Any, document: PlanDocument) -> None:
    grid = made.add_table(rows=1, cols=len(document.head), style="Table Grid")
    grid.autofit = False
    for cell, words in zip(grid.rows[0].cells, document.head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    _mark(grid.rows[0], "w:tblHeader")
    for row in document.rows:
        added = grid.add_row()
        _mark(added, "w:cantSplit")
        for cell, words in zip(added.cells, row, strict=True):
            cell.text = words
    for row in grid.rows:
        for cell, width in zip(row.cells, COLUMNS, strict=True):
            cell.width = Mm(width)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)
                for run in paragraph.runs:
                    run.font.size = Pt(9.5)


def _mark(row: Any, name: str) -> None:
    """A row's property: the header is repeated on each page, the others are not cut in two."""
    said = OxmlElement(name)
    said.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(said)


def _add_action(made: Any, line: Line) -> None:
    made.add_heading(f"{line.number}. {line.what}", level=3)
    if line.detail:
        made.add_paragraph(line.detail)
    if line.why:
        made.add_paragraph().add_run("Why").bold = True
        for words in line.why:
            made.add_paragraph(words, style="List Bullet")
    for name, words in line.facts:
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(words)
