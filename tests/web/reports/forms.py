"""Reads each form of a report back: which findings it names, and what it says of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml.ns import qn
from pptx import Presentation
from pypdf import PdfReader

from belonging.evaluation.released import Cell, Change, Findings, Gap, ReleasedTable
from tests.web.reports.page import read

NAMED = re.compile(r"^(.*?) ?\[((?:\S+:\S+ ?)+)\]$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """Words (of a row: cell by cell) and the ids that they rest on."""

    words: tuple[str, ...]
    ids: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.words)


Stored = Cell | Change | Gap


def stored(heard: dict[str, Findings], start: str = "") -> dict[str, Stored]:
    """Every released cell, change and gap by its id with the audience in front; nothing of a refused table."""
    found: dict[str, Stored] = {}
    for audience, findings in heard.items():
        for table in findings.tables:
            for one in () if table.refusal else _of_table(table):
                found[f"{start}{audience}:{one.id}"] = one
    return found


def _of_table(table: ReleasedTable) -> list[Stored]:
    return [*table.cells, *table.changes, *table.gaps]


def in_word(content: bytes) -> list[Said]:
    body = docx.Document(io.BytesIO(content)).element.body
    found = [said for paragraph in body.findall(qn("w:p")) for said in _of_paragraph(paragraph)]
    return found + [_of_row(row) for row in body.iter(qn("w:tr"))]


def _of_paragraph(paragraph: Any) -> Iterator[Said]:
    """Hidden ids stand behind the words that rest on them."""
    words = ""
    for run in paragraph.findall(qn("w:r")):
        text = "".join(part.text or "" for part in run.findall(qn("w:t")))
        if run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is None:
            words += text
        else:
            yield Said((words.strip(),), tuple(text.strip(" []").split()))
            words = ""
    if words.strip():
        yield Said((words.strip(),), ())


def _of_row(row: Any) -> Said:
    cells: list[str] = []
    ids: tuple[str, ...] = ()
    for cell in row.findall(qn("w:tc")):
        said = list(_of_paragraph(cell.find(qn("w:p"))))
        cells.append(said[0].text if said else "")
        ids = ids or (said[0].ids if said else ())
    return Said(tuple(cells), ids)


def in_notes(content: bytes) -> list[Said]:
    """What the notes of slides say the figures rest on; a row of a table cell by cell."""
    lines = [
        line
        for slide in Presentation(io.BytesIO(content)).slides
        if slide.has_notes_slide
        for line in slide.notes_slide.notes_text_frame.text.split("\n")
    ]
    found = [match for line in lines if (match := NAMED.match(line))]
    return [Said(tuple(match[1].split(" | ")), tuple(match[2].split())) for match in found]


def on_slides(content: bytes) -> list[str]:
    """Every text on a slide, tables cell by cell."""
    texts = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if getattr(shape, "has_table", False):
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
    return texts


@dataclass(frozen=True, slots=True)
class Drawn:
    label: str
    low: float
    high: float
    printed: str


def in_charts(content: bytes) -> list[Drawn]:
    """Bars from the numbers that a chart holds in its XML."""
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_chart:
                low, wide = shape.chart.plots[0].series
                labels = {}
                for series in (low, wide):
                    for label in series._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}dLbl"):
                        at = int(label[0].get("val"))
                        labels[at] = "".join(text.text for text in label.iter() if text.tag.endswith("}t"))
                names = shape.chart.plots[0].categories
                rows = zip(names, low.values, wide.values, strict=True)
                found += [Drawn(name, a, a + b, labels[at]) for at, (name, a, b) in enumerate(rows)]
    return found


def in_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def in_pdf(content: bytes) -> str:
    """Its words in one line: where a line breaks says nothing."""
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return " ".join(text.replace("\u00ad", "").split())


def on_page(html: str) -> list[Said]:
    elements = [one for one in read(html).walk() if one.attributes.get("data-finding")]
    return [
        Said((" ".join(one.text().split()),), tuple(str(one.attributes["data-finding"]).split())) for one in elements
    ]
