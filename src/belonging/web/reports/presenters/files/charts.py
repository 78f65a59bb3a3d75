"""A bar chart that PowerPoint and Word can edit. A band is drawn from end to end: no middle is made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, cast

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN_TYPE
from pptx.util import Emu, Pt

from belonging.web.reports.presenters.files.blocks import Bars

TEAL, INK, LINE = RGBColor(0x0F, 0x5C, 0x63), RGBColor(0x1D, 0x2B, 0x33), RGBColor(0xDC, 0xD5, 0xC8)
PALE, WHITE = RGBColor(0xE2, 0xEE, 0xEE), RGBColor(0xFF, 0xFF, 0xFF)
SHORT: Final = 12
"""Of 100: a shorter bar cannot hold its label."""
FONT: Final = "Arial"
UP_TO, WIDTH = "Positive, up to", "and as many more as the band is wide"


@dataclass(frozen=True, slots=True)
class ChartFile:
    """A chart as its XML, and the workbook that it is edited with. The XML names the workbook `workbook_id`."""

    xml: bytes
    workbook: bytes
    workbook_id: str


def add_bars(shapes: Any, bars: Bars, *, place: tuple[int, int, int, int], size: float = 12) -> Any:
    """`place`: left, top, width and height in EMU."""
    left, top, wide, high = (Emu(value) for value in place)
    frame = shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, left, top, wide, high, _data(bars))
    _described(frame, bars)
    _dress(frame.chart, bars, size)
    return frame


def chart_file(bars: Bars, *, size: float = 9) -> ChartFile:
    """For a document, which holds the same kind of chart as a slide."""
    scratch = Presentation()
    slide = scratch.slides.add_slide(scratch.slide_layouts[6])
    part = add_bars(slide.shapes, bars, place=(0, 0, 5_900_000, 4_000_000), size=size).chart.part
    book = part.chart_workbook.xlsx_part
    named = next(key for key, relation in part.rels.items() if relation.target_part is book)
    return ChartFile(cast(bytes, part.blob), cast(bytes, book.blob), str(named))


def _data(bars: Bars) -> Any:
    data = CategoryChartData(number_format="0.#")
    data.categories = [bar.label for bar in bars.bars]
    data.add_series(UP_TO, [bar.low for bar in bars.bars])
    data.add_series(WIDTH, [bar.high - bar.low for bar in bars.bars])
    return data


def _described(frame: Any, bars: Bars) -> None:
    own = frame._element.nvGraphicFramePr.cNvPr
    own.set("title", bars.title)
    own.set("descr", bars.says)


def _dress(chart: Any, bars: Bars, size: float) -> None:
    chart.has_legend = chart.has_title = False
    chart.font.name, chart.font.size, chart.font.color.rgb = FONT, Pt(size), INK
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    solid, band = plot.series
    banded = any(bar.low != bar.high for bar in bars.bars)
    # Of a band the part below its lower end is a pale line of sight; the band itself is hatched.
    solid.format.fill.solid()
    solid.format.fill.fore_color.rgb = PALE if banded else TEAL
    band.format.fill.patterned()
    band.format.fill.pattern = MSO_PATTERN_TYPE.WIDE_UPWARD_DIAGONAL
    band.format.fill.fore_color.rgb, band.format.fill.back_color.rgb = TEAL, WHITE
    band.format.line.color.rgb = TEAL
    for at, bar in enumerate(bars.bars):
        # Where the bar is too short to hold its label, the label stands at the bar's end.
        inside = bar.low >= SHORT
        label = (solid if inside else band).points[at].data_label
        label.position = XL_LABEL_POSITION.INSIDE_END if inside else XL_LABEL_POSITION.INSIDE_BASE
        _label(label, bar.printed, size, white=inside and not banded)
    _axes(chart)


def _label(label: Any, words: str, size: float, *, white: bool) -> None:
    run = label.text_frame.paragraphs[0].add_run()
    run.text = words
    run.font.bold, run.font.size, run.font.name = True, Pt(size), FONT
    run.font.color.rgb = WHITE if white else INK


def _axes(chart: Any) -> None:
    names, scale = chart.category_axis, chart.value_axis
    names.reverse_order = True  # The first statement stands at the top.
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = INK
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    scale.minimum_scale, scale.maximum_scale, scale.major_unit = 0, 100, 25
    scale.has_major_gridlines = True
    scale.major_gridlines.format.line.color.rgb = LINE
    scale.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    scale.format.line.fill.background()
    scale.tick_labels.number_format, scale.tick_labels.number_format_is_linked = "0", False
