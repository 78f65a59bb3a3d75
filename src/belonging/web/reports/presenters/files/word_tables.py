"""A table of a Word file, written as one piece of XML: cell by cell it would take seconds."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from belonging.web.reports.presenters.files.blocks import Sheet
from belonging.web.reports.presenters.files.plain import printable

WIDE = 9600
"""Of the page between its margins, in twentieths of a point."""
LETTER, MARGINS, LONGEST = 115, 230, 46
"""Of a bold letter and of a cell's two sides, in the same unit; letters that a column is given room for."""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{colour}"/>'
    for side, colour in (("top", "1D2B33"), ("bottom", "1D2B33"), ("insideH", "A9A294"))
)


def add_sheet(made: Any, sheet: Sheet) -> None:
    """Its title above it, its head repeated on every page and read out with each cell."""
    if sheet.title:
        title = made.add_paragraph()
        title.add_run(printable(sheet.title)).bold = True
        title.paragraph_format.keep_with_next = True
    made.element.body.insert_element_before(parse_xml(_table(sheet)), "w:sectPr")
    made.add_paragraph()


def _table(sheet: Sheet) -> str:
    widths = _widths(sheet)
    rests = sheet.findings or ((),) * len(sheet.rows)
    rows = "".join(_row(row, widths, ids) for row, ids in zip(sheet.rows, rests, strict=True))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    named = escape(printable(sheet.title), {'"': "&quot;"})
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/><w:tblCaption w:val="{named}"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{_row(sheet.head, widths, (), head=True)}{rows}</w:tbl>"
    )


def _widths(sheet: Sheet) -> list[int]:
    """Each column holds its longest word unbroken; what is left goes to those that hold sentences."""
    columns = list(zip(*(sheet.head, *sheet.rows), strict=True))
    words = [max((len(word) for cell in column for word in cell.split()), default=1) for column in columns]
    least = [LETTER * count + MARGINS for count in words]
    left = max(0, WIDE - sum(least))
    wanted = [max(1, min(max(map(len, column)), LONGEST) - count) for column, count in zip(columns, words, strict=True)]
    widths = [base + left * want // sum(wanted) for base, want in zip(least, wanted, strict=True)]
    return [width * WIDE // max(WIDE, sum(widths)) for width in widths]


def _row(cells: tuple[str, ...], widths: list[int], ids: tuple[str, ...], *, head: bool = False) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    held = f'<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve"> [{escape(" ".join(ids))}]</w:t></w:r>'
    made = "".join(
        _cell(words, width, head, held if ids and at == 0 else "")
        for at, (words, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{made}</w:tr>"


def _cell(words: str, width: int, head: bool, held: str) -> str:
    look = '<w:b/><w:sz w:val="19"/>' if head else '<w:sz w:val="19"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:spacing w:before="30" w:after="30" '
        f'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:rPr>{look}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(printable(words))}</w:t></w:r>{held}</w:p></w:tc>'
    )
