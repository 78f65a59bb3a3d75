"""Where every statement stands in one wave: how many answered positively, and how far the truth may lie from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.evaluation.released import Cell
from belonging.figures import bars, svg
from belonging.figures.bars import LABEL, SMALL, Ruler
from belonging.figures.figure import DataTable, Figure, Look
from belonging.figures.lettering import text_width, wrap
from belonging.figures.printed import base, in_words, interval_number, share_number

_LINE = 19.0
_BAR = 18.0
_LABELS = 236.0


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One statement and everyone's answers to it in the wave that is shown."""

    label: str
    cell: Cell


def draw_standing(title: str, rows: Sequence[StandingRow], *, people: str, look: Look) -> Figure:
    """A bar for each share, fading over its band, and the interval as a thin line below it. `people`: plural noun."""
    said = _sentences(rows, people)
    left = 0.0 if look.narrow else _LABELS + 14
    aside = max((text_width(_beside(row.cell), LABEL, bold=True) for row in rows), default=0.0)
    ruler = Ruler(left + 1, (look.width - left - 16 - aside) / 100, bar=_BAR, left=left)
    drawn, y = [_head(ruler)], 24.0
    for row in rows:
        part, height = _row(row, ruler, y, look)
        drawn.append(part)
        y += height
    return Figure(svg.picture(look, y + 4, (title, said), *drawn), said, _data(title, rows, people))


def _head(ruler: Ruler) -> str:
    """Nought and a hundred; between them only lines."""
    ends = ((0, "start", "0"), (100, "end", "100 in 100"))
    return "".join(
        svg.text(words, ruler.right(value), SMALL, SMALL, anchor=anchor, paint="quiet") for value, anchor, words in ends
    )


def _row(row: StandingRow, ruler: Ruler, y: float, look: Look) -> tuple[str, float]:
    lines = wrap(row.label, LABEL, look.width if look.narrow else _LABELS)
    drawn = [svg.text(words, 0, y + 15 + place * _LINE, LABEL) for place, words in enumerate(lines)]
    tall = len(lines) * _LINE
    top = y + tall + 8 if look.narrow else y + max(0.0, (tall - _BAR - 10) / 2) + 2
    bottom = top + _BAR + 14 if look.narrow else y + max(tall, _BAR + 12) + 8
    drawn.append(_ground(ruler, top - 4, top + _BAR + 10))
    drawn.append(_mark(row.cell, ruler, top))
    drawn.append(svg.text(_beside(row.cell), ruler.right(100) + 12, top + _BAR / 2 + 5, LABEL, bold=True))
    return "".join(drawn), bottom - y + (8 if look.narrow else 0)


def _ground(ruler: Ruler, top: float, bottom: float) -> str:
    faint = svg.upright_lines("grid", [ruler.right(value) for value in (25, 50, 75, 100)], top, bottom)
    return faint + svg.line("axis", ruler.zero, top, ruler.zero, bottom)


def _mark(cell: Cell, ruler: Ruler, y: float) -> str:
    if cell.parts is None:
        return ""
    share = cell.parts["positive"]
    if in_words(cell):
        return bars.boxes(ruler, share, y + 4, 1)
    drawn = bars.length(ruler, share, y)
    return drawn + (bars.interval(ruler, cell.interval, y + _BAR + 4) if cell.interval else "")


def _beside(cell: Cell) -> str:
    return "not shown" if cell.parts is None else share_number(cell.parts["positive"], cell.rung)


def _sentences(rows: Sequence[StandingRow], people: str) -> str:
    said = [f"Of every 100 {people}, answered positively."]
    for row in rows:
        sure = f", 95% interval {interval_number(row.cell.interval)}" if row.cell.interval else ""
        said.append(f"{row.label}: {_beside(row.cell)}{sure}.")
    return " ".join(said)


def _data(title: str, rows: Sequence[StandingRow], people: str) -> DataTable:
    head = ("", "Answers", f"Positive, of every 100 {people}", "95% interval")
    lines = tuple(
        (row.label, base(row.cell), _beside(row.cell), interval_number(row.cell.interval) or "none") for row in rows
    )
    return DataTable(title, head, lines)
