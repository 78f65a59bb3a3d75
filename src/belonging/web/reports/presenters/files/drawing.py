"""A chart in a Word file: the same that slides have, with the workbook it is edited with."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from belonging.web.reports.presenters.files.blocks import Bars
from belonging.web.reports.presenters.files.charts import chart_file
from belonging.web.reports.presenters.files.plain import printable

CHART_URI = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WIDE, ROW, EDGES = 6_000_000, 270_000, 500_000
"""In EMU: of the chart, of one bar, and of what stands around the bars."""


def add_chart(made: Any, bars: Bars, nth: int) -> None:
    """`nth` is its number in the document, once."""
    drawn = chart_file(bars)
    package = made.part.package
    chart = Part(PackURI(f"/word/charts/chart{nth}.xml"), CONTENT_TYPE.DML_CHART, drawn.xml, package)
    book = Part(PackURI(f"/word/embeddings/chart{nth}.xlsx"), CONTENT_TYPE.SML_SHEET, drawn.workbook, package)
    chart.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, book, drawn.workbook_id)
    named = made.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
    title = made.add_paragraph()
    title.add_run(printable(bars.title)).bold = True
    title.paragraph_format.keep_with_next = True
    made.add_paragraph().add_run()._r.append(parse_xml(_inline(bars, nth, named)))
    ids = made.add_paragraph().add_run(f"[{' '.join(bar.finding for bar in bars.bars)}]")
    ids.font.hidden = True


def _inline(bars: Bars, nth: int, named: str) -> str:
    said = escape(printable(bars.says), {'"': "&quot;"})
    high = EDGES + ROW * len(bars.bars)
    return (
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{WIDE}" cy="{high}"/><wp:docPr id="{nth + 1}" name="Chart {nth}" descr="{said}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART_URI}">'
        f'<c:chart xmlns:c="{CHART_URI}" r:id="{named}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
