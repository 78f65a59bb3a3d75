"""A table of a slide: a real one, with its head marked as such."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.util import Emu, Pt

from belonging.web.reports.presenters.files.blocks import Sheet
from belonging.web.reports.presenters.files.charts import FONT, INK, TEAL, WHITE
from belonging.web.reports.presenters.files.plain import printable

STRIPE = RGBColor(0xFB, 0xF6, 0xEE)
TALLEST = 400_000
"""Of a row, in EMU."""


def add_table(shapes: Any, sheet: Sheet, *, place: tuple[int, int, int, int]) -> Any:
    left, top, wide, high = place
    count = len(sheet.rows) + 1
    row_high = min(TALLEST, high // count)
    frame = shapes.add_table(count, len(sheet.head), Emu(left), Emu(top), Emu(wide), Emu(row_high * count))
    own = frame._element.nvGraphicFramePr.cNvPr
    own.set("title", printable(sheet.title))
    own.set("descr", printable(f"{sheet.title}: a table of {len(sheet.rows)} rows."))
    table = frame.table
    table.first_row = True
    for column, share in zip(table.columns, _shares(sheet), strict=True):
        column.width = Emu(int(wide * share))
    size = 14 if count <= 8 else 12 if count <= 10 else 11
    for at, row in enumerate((sheet.head, *sheet.rows)):
        table.rows[at].height = Emu(row_high)
        for cell, words in zip(table.rows[at].cells, row, strict=True):
            _fill(cell, printable(words), size, head=at == 0, striped=at % 2 == 0)
    return frame


def _shares(sheet: Sheet) -> list[float]:
    longest = [max(len(row[at]) for row in (sheet.head, *sheet.rows)) for at in range(len(sheet.head))]
    weights = [min(max(length, 16), 60) for length in longest]
    return [weight / sum(weights) for weight in weights]


def _fill(cell: Any, words: str, size: float, *, head: bool, striped: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = TEAL if head else STRIPE if striped else WHITE
    cell.margin_top = cell.margin_bottom = Emu(25_000)
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = words
    run.font.name, run.font.size, run.font.bold = FONT, Pt(size), head
    run.font.color.rgb = WHITE if head else INK
