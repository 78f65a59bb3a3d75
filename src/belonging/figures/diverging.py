"""One item, its waves one above the other: negative to the left of a line, positive to the right.

Answers that are neither, declined or left out stand apart as thin bars in outline. The order never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from belonging.evaluation.choices import KINDS
from belonging.evaluation.released import Cell, ReleasedTable
from belonging.figures import bars, svg
from belonging.figures.alternatives import data_table, sentences
from belonging.figures.axis import SIDES, Axis
from belonging.figures.bars import BAR, LABEL, SMALL, Ruler
from belonging.figures.figure import Figure, Look, PartWords
from belonging.figures.lettering import text_width, wrap
from belonging.figures.printed import base, in_words, offered, share_number, wave_name

_SHORT = {"neither": "neither", "declined": "not said", "unanswered": "left out"}
_GAP = 16.0
_BESIDE = 128.0
_GROUP_BAR = 22.0
_SIDE_PITCH = 15.0


@dataclass(frozen=True, slots=True)
class _Plot:
    """Everything that is the same for each row of one figure."""

    table: ReleasedTable
    words: PartWords
    look: Look
    ruler: Ruler
    side_at: float

    @property
    def grouped(self) -> bool:
        return self.table.by != "all"


def draw(table: ReleasedTable, *, words: PartWords, look: Look, axis: Axis | None = None) -> Figure:
    """Every cell of one table. A table that is refused is drawn as its sentence.

    Give all figures of a page one `axis`, so that a point is equally long in each.
    """
    said = sentences(table, words)
    title = f"{table.wording}: {_breakdown(table)}"
    if table.refusal:
        return _sentence_only(table, look, (title, said), words)
    plot = _plot(table, words, look, axis or Axis.holding([table]))
    content, height = _rows(plot)
    picture = svg.picture(look, height, (title, said), svg.hatch(look.id), *content)
    return Figure(picture, said, data_table(table, words))


def _breakdown(table: ReleasedTable) -> str:
    if table.by in KINDS:
        return f"those with {KINDS[table.by]}"
    return {"all": "everyone", "gender": "by gender", "send": "by SEND", "phase": "by school phase"}.get(
        table.by, "by school"
    )


def _plot(table: ReleasedTable, words: PartWords, look: Look, axis: Axis) -> _Plot:
    beside = 0.0 if look.narrow else _BESIDE
    negative, side = axis.negative, axis.side
    numbered = [cell for cell in table.cells if cell.parts and not in_words(cell)]
    if any(cell.parts and in_words(cell) for cell in table.cells):
        negative, side = 100, Axis.of(numbered).side if numbered else 0
    room = look.width - beside - 2
    if not look.narrow:
        room -= _GAP + _widest_side(table)
    scale = room / (negative + 100 + (0 if look.narrow else side))
    zero = beside + negative * scale + 1
    bar = BAR if table.by == "all" else _GROUP_BAR
    ruler = Ruler(zero, scale, f"{look.id}-hatch", bar=bar, left=beside)
    return _Plot(table, words, look, ruler, zero + 100 * scale + _GAP)


def _widest_side(table: ReleasedTable) -> float:
    named = [words for cell in table.cells for _, words in _sides(cell)]
    return max((text_width(words, SMALL) + 8 for words in named), default=0.0)


def _sides(cell: Cell) -> list[tuple[str, str]]:
    """Part and label of each thin bar that the cell has."""
    if cell.parts is None:
        return []
    return [
        (part, f"{share_number(cell.parts[part], cell.rung)} {_SHORT[part]}")
        for part in SIDES
        if part in cell.parts and offered(cell.parts[part])
    ]


def _rows(plot: _Plot) -> tuple[list[str], float]:
    head, y = _head(plot)
    drawn = [head]
    for _, cells in groupby(plot.table.cells, key=lambda cell: cell.group):
        group = list(cells)
        if plot.grouped:
            y += LABEL + 4
            drawn.append(svg.text(group[0].group_label, 0, y, LABEL, bold=True))
            y += 6
        for cell in group:
            row, height = _row(plot, cell, y)
            drawn.append(row)
            y += height
        y += 8 if plot.grouped else 0
    return drawn, y + 4


def _ground(plot: _Plot, cell: Cell, top: float, bottom: float) -> str:
    """The line between negative and positive, and behind the bars a faint one at every quarter."""
    zero = svg.line("axis", plot.ruler.zero, top, plot.ruler.zero, bottom)
    if in_words(cell):
        return zero
    left = 0 if plot.look.narrow else _BESIDE
    xs = [plot.ruler.right(value) for value in (-100, -75, -50, -25, 25, 50, 75, 100)]
    return svg.upright_lines("grid", [x for x in xs if x >= left], top, bottom) + zero


def _head(plot: _Plot) -> tuple[str, float]:
    """What left and right mean, above the line that parts them."""
    zero, width = plot.ruler.zero, plot.look.width
    left = wrap(f"←\N{NO-BREAK SPACE}{plot.words.negative}", SMALL, zero - 10)
    right = wrap(f"{plot.words.positive}\N{NO-BREAK SPACE}→", SMALL, width - zero - 10)
    lines = max(len(left), len(right))
    drawn = []
    for lines_of, x, anchor in ((left, zero - 8, "end"), (right, zero + 8, "start")):
        start = lines - len(lines_of)
        drawn += [
            svg.text(words, x, SMALL + (start + place) * 16, SMALL, anchor=anchor, paint="quiet")
            for place, words in enumerate(lines_of)
        ]
    return "".join(drawn), lines * 16 + 6.0


def _row(plot: _Plot, cell: Cell, y: float) -> tuple[str, float]:
    return _narrow_row(plot, cell, y) if plot.look.narrow else _wide_row(plot, cell, y)


def _wide_row(plot: _Plot, cell: Cell, y: float) -> tuple[str, float]:
    labels = svg.text(wave_name(cell.wave), 0, y + 13, LABEL)
    labels += svg.text(_base_words(cell), 0, y + 28, SMALL, paint="quiet")
    if cell.parts is None:
        return labels + svg.text("not shown", plot.ruler.zero + 8, y + 16, LABEL, paint="quiet"), 46.0
    sides = _sides(cell)
    height = max(plot.ruler.bar + (14 if plot.grouped else 20), len(sides) * _SIDE_PITCH + 8)
    drawn = [labels, _ground(plot, cell, y - 4, y + height - 4), _main(plot, cell, y)]
    for place, (part, words) in enumerate(sides):
        at = y + place * _SIDE_PITCH
        long = 0.0
        if not in_words(cell):
            drawn.append(bars.side(plot.side_at, at + 2, cell.parts[part], plot.ruler.scale))
            long = cell.parts[part].high * plot.ruler.scale
        drawn.append(svg.text(words, plot.side_at + long + 7, at + 11, SMALL))
    return "".join(drawn), height


def _narrow_row(plot: _Plot, cell: Cell, y: float) -> tuple[str, float]:
    label = wave_name(cell.wave)
    after = text_width(label, LABEL) + 10
    drawn = svg.text(label, 0, y + 15, LABEL)
    drawn += svg.text(_base_words(cell), after, y + 15, SMALL, paint="quiet")
    if cell.parts is None:
        return drawn + svg.text("not shown", 0, y + 36, LABEL, paint="quiet"), 48.0
    below, height = _narrow_sides(plot, cell, y + 22 + plot.ruler.bar + 12)
    ground = _ground(plot, cell, y + 20, y + 24 + plot.ruler.bar)
    return drawn + ground + _main(plot, cell, y + 22) + below, 22 + plot.ruler.bar + 12 + height + 10


def _narrow_sides(plot: _Plot, cell: Cell, y: float) -> tuple[str, float]:
    """The thin bars and their labels one after the other, on as many lines as they need."""
    if cell.parts is None:
        return "", 0.0
    drawn, x, line = [], 1.0, 0
    sides = _sides(cell)
    for part, words in sides:
        share = cell.parts[part]
        long = 0.0 if in_words(cell) else max(1.5, share.high * plot.ruler.scale)
        need = long + 6 + text_width(words, SMALL)
        if x > 1 and x + need > plot.look.width:
            x, line = 1.0, line + 1
        at = y + line * 18
        if long:
            drawn.append(bars.side(x, at + 2, share, plot.ruler.scale))
        drawn.append(svg.text(words, x + long + 6, at + 11, SMALL))
        x += need + 16
    return "".join(drawn), (line + 1) * 18.0 if sides else 0.0


def _main(plot: _Plot, cell: Cell, y: float) -> str:
    rung, parts = cell.rung, cell.parts or {}
    drawn = bars.negative(plot.ruler, parts["negative"], rung, y)
    drawn += bars.positive(plot.ruler, parts["positive"], rung, y)
    if cell.interval and not in_words(cell):
        drawn += bars.interval(plot.ruler, cell.interval, y + plot.ruler.bar + 5)
    return drawn


def _base_words(cell: Cell) -> str:
    return "" if cell.n is None else f"{base(cell)} answers"


def _sentence_only(table: ReleasedTable, look: Look, said: tuple[str, str], words: PartWords) -> Figure:
    lines = wrap(said[1], LABEL, look.width - 4)
    drawn = [svg.text(words_, 0, 18 + place * 22, LABEL) for place, words_ in enumerate(lines)]
    picture = svg.picture(look, len(lines) * 22 + 8, said, *drawn)
    return Figure(picture, said[1], data_table(table, words))
