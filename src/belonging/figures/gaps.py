"""Two groups beside each other on every statement: a filled mark and an open one, and what may be said of the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from belonging.evaluation.released import Cell, Gap, Rung, Share
from belonging.figures import svg
from belonging.figures.bars import LABEL, SMALL, Ruler
from belonging.figures.figure import DataTable, Figure, Look
from belonging.figures.lettering import text_width, wrap
from belonging.figures.printed import (
    change_number,
    gap_leans,
    gap_words,
    in_words,
    inside,
    points,
    points_in_words,
    share_number,
)

_LINE = 19.0
_LABELS = 236.0
_HIGH = 14.0


@dataclass(frozen=True, slots=True)
class GapRow:
    """One statement in one wave: the group, the one it is set against, and the gap between them."""

    label: str
    group: Cell
    against: Cell
    gap: Gap

    @property
    def rung(self) -> Rung:
        return Rung.coarsest((self.group.rung, self.against.rung))


def draw_gaps(title: str, rows: Sequence[GapRow], *, people: str, look: Look) -> Figure:
    """`rows` are of one pair of groups in one wave; `people` is the plural noun of those who answered."""
    said = _sentences(rows, people)
    left = 0.0 if look.narrow else _LABELS + 14
    words_at = look.width - 10 - max((_wide(row) for row in rows), default=0.0)
    ruler = Ruler(left + 8, (words_at - 22 - left) / 100, left=left)
    head, y = _head(rows, ruler, look)
    drawn = [head]
    for row in rows:
        part, height = _row(row, ruler, (y, words_at), look)
        drawn.append(part)
        y += height
    return Figure(svg.picture(look, y + 4, (title, said), *drawn), said, _data(title, rows, people))


def _head(rows: Sequence[GapRow], ruler: Ruler, look: Look) -> tuple[str, float]:
    """Which mark is whose, and the ends of the ruler."""
    drawn, x, y = [], 6.0, 8.0
    for paint, cell in (("group", rows[0].group), ("against", rows[0].against)) if rows else ():
        drawn.append(svg.rect(paint, x - 6, y - 6, 12.0, 12.0, rx=6))
        drawn.append(svg.text(cell.group_label, x + 13, y + 5, LABEL))
        x += 13 + text_width(cell.group_label, LABEL) + 22
    below = 36.0
    ends = ((0, "start", "0"), (100, "end", "100" if look.narrow else "100 in 100"))
    drawn += [
        svg.text(words, ruler.right(value), below, SMALL, anchor=anchor, paint="quiet") for value, anchor, words in ends
    ]
    return "".join(drawn), below + 10


def _row(row: GapRow, ruler: Ruler, at: tuple[float, float], look: Look) -> tuple[str, float]:
    y, words_at = at
    lines = wrap(row.label, LABEL, look.width if look.narrow else _LABELS)
    drawn = [svg.text(words, 0, y + 15 + place * _LINE, LABEL) for place, words in enumerate(lines)]
    tall = len(lines) * _LINE + 4
    middle = y + tall + 22 if look.narrow else y + max(tall, 48.0) / 2
    bottom = middle + 26 if look.narrow else y + max(tall, 48.0) + 6
    drawn.append(_marks(row, ruler, middle))
    drawn += [
        svg.text(words, words_at, middle - 2 + place * 17, size, bold=place == 0)
        for place, (words, size) in enumerate(_beside(row))
    ]
    return "".join(drawn), bottom - y + (8 if look.narrow else 0)


def _marks(row: GapRow, ruler: Ruler, y: float) -> str:
    """The group above the line, the other below it, so that bands that overlap are both seen."""
    xs = [ruler.right(value) for value in (0, 25, 50, 75, 100)]
    drawn = svg.upright_lines("grid", xs, y - 20, y + 20)
    ours, theirs = (_share(cell) for cell in (row.group, row.against))
    if ours is None or theirs is None:
        return drawn + svg.text("not shown", ruler.right(0) + 6, y + 5, LABEL, paint="quiet")
    ends = sorted((ruler.right((share.low + share.high) / 2)) for share in (ours, theirs))
    return (
        drawn
        + svg.line("between", ends[0], y, ends[1], y)
        + _sure(row, theirs, ruler, y)
        + _mark("group", ours, ruler, y - 9)
        + _mark("against", theirs, ruler, y + 9)
    )


def _sure(row: GapRow, theirs: Share, ruler: Ruler, y: float) -> str:
    """The gap's interval, laid from the middle of the other group's mark: where the first may well lie beside it."""
    between = row.gap.interval
    if between is None or row.rung is Rung.WORDS:
        return ""
    base = (theirs.low + theirs.high) / 2
    ends = [min(100.0, max(0.0, base + value)) for value in (between.low, between.high)]
    return svg.interval(ruler.right(ends[0]), ruler.right(ends[1]), y, 4.0)


def _mark(paint: str, share: Share, ruler: Ruler, y: float) -> str:
    """A dot for a share, a box with round ends over a band or a third."""
    wide = max(_HIGH, (share.high - share.low) * ruler.scale)
    middle = ruler.right((share.low + share.high) / 2)
    return svg.rect(paint, middle - wide / 2, y - _HIGH / 2, wide, _HIGH, rx=7)


def _share(cell: Cell) -> Share | None:
    return None if cell.parts is None else cell.parts["positive"]


def _beside(row: GapRow) -> list[tuple[str, float]]:
    """The reading, and the points (or words) under it."""
    reading = (_reading(row), LABEL)
    number = change_number(row.gap, row.rung)
    return [reading, (points_in_words(number), SMALL)] if number else [reading]


def _reading(row: GapRow) -> str:
    """A gap that is not clear, yet points one way, says which."""
    leans = gap_leans(row.gap, row.rung)
    return f"Perhaps {leans}" if leans else gap_words(row.gap)


def _wide(row: GapRow) -> float:
    return max(text_width(words, size, bold=True) for words, size in _beside(row))


def _printed(cell: Cell) -> str:
    share = _share(cell)
    return "not shown" if share is None else share_number(share, cell.rung)


def _interval(row: GapRow) -> str:
    between = row.gap.interval
    return "" if between is None or row.rung is Rung.WORDS else points(between.low, between.high)


def _sentences(rows: Sequence[GapRow], people: str) -> str:
    numbered = any(not in_words(cell) for row in rows for cell in (row.group, row.against))
    said = [f"Positive answers of every 100 {people}."] if numbered else ["Positive answers, in words."]
    for row in rows:
        theirs = "; ".join(f"{inside(cell.group_label)} {_printed(cell)}" for cell in (row.group, row.against))
        number, sure = change_number(row.gap, row.rung), _interval(row)
        told = f", {number} points" + (f", 95% interval {sure}" if sure else "") if number else ""
        said.append(f"{row.label}: {theirs}. {_reading(row)}{told}.")
    return " ".join(said)


def _data(title: str, rows: Sequence[GapRow], people: str) -> DataTable:
    names = tuple(cell.group_label for cell in (rows[0].group, rows[0].against)) if rows else ("", "")
    head = ("", *names, "Reading", "Gap in points", "95% interval")
    lines = tuple(
        (
            row.label,
            _printed(row.group),
            _printed(row.against),
            _reading(row),
            change_number(row.gap, row.rung) or "none",
            _interval(row) or "none",
        )
        for row in rows
    )
    return DataTable(f"{title}: positive answers of every 100 {people}", head, lines)
