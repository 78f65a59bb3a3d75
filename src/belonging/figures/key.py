"""What the marks mean, drawn once for a page: each mark beside the sentence that explains it."""

from __future__ import annotations

from collections.abc import Collection

from belonging.evaluation.released import Interval, Rung, Share
from belonging.figures import bars, svg
from belonging.figures.bars import LABEL, Ruler
from belonging.figures.figure import DataTable, Figure, Look
from belonging.figures.lettering import wrap

TITLE = "What the marks mean"
_LINE = 20.0
_MARKS = 190.0

_SAID = {
    "point": ("Full bar", "How many of every 100 answered positively."),
    "band": ("Bar that fades", "The share ends somewhere in the part that fades. Its two numbers say between where."),
    "words": ("Boxes", "Few people answered, so we say a third: few, about half or most. It lies in the filled box."),
    "negative": ("Stripes", "Negative answers, to the left of the line."),
    "interval": (
        "Thin line",
        "How sure we are: the true figure may lie anywhere along it. The longer the line, the less sure.",
    ),
}


def draw_key(rungs: Collection[Rung], *, look: Look) -> Figure:
    """The marks of a page whose tables speak at these rungs. An interval is never drawn beside words."""
    kinds = _kinds(rungs)
    rows = [_SAID[kind] for kind in kinds]
    said = " ".join(f"{name}: {words}" for name, words in rows)
    ruler = Ruler(6.0, (_MARKS - 20) / 100, f"{look.id}-hatch", bar=18.0)
    drawn, y = [svg.hatch(look.id)], 6.0
    beside = 0.0 if look.narrow else _MARKS + 12
    for kind in kinds:
        drawn.append(_mark(kind, ruler, y))
        lines = wrap(_SAID[kind][1], LABEL, look.width - beside - 6)
        first = y + 34 + 12 if look.narrow else y + 15
        drawn += [svg.text(words, beside, first + place * _LINE, LABEL) for place, words in enumerate(lines)]
        y = max(first + len(lines) * _LINE, y + 40) + (6 if look.narrow else -4)
    return Figure(svg.picture(look, y, (TITLE, said), *drawn), said, DataTable(TITLE, ("Mark", "Meaning"), tuple(rows)))


def _kinds(rungs: Collection[Rung]) -> list[str]:
    kinds = []
    if {Rung.EXACT, Rung.WHOLE} & set(rungs):
        kinds.append("point")
    if {Rung.FIVES, Rung.TENS} & set(rungs):
        kinds.append("band")
    if Rung.WORDS in rungs:
        kinds.append("words")
    return [*kinds, "negative"] + (["interval"] if set(rungs) - {Rung.WORDS} else [])


def _mark(kind: str, ruler: Ruler, y: float) -> str:
    """An example that is nobody's: the same on every page."""
    axis = svg.line("axis", ruler.zero, y - 2, ruler.zero, y + 28)
    if kind == "point":
        return axis + bars.length(ruler, Share(72, 72, ""), y + 4)
    if kind == "band":
        return axis + bars.length(ruler, Share(50, 80, ""), y + 4)
    if kind == "words":
        return axis + bars.boxes(ruler, Share(200 / 3, 100, ""), y + 8, 1)
    if kind == "negative":
        right = Ruler(ruler.zero + 72 * ruler.scale, ruler.scale, ruler.hatch, bar=18.0)
        bar = svg.rect("negative", ruler.zero, y + 4, 72 * ruler.scale, 18.0, fill=f"url(#{ruler.hatch})")
        return bar + svg.line("axis", right.zero, y - 2, right.zero, y + 28)
    return axis + bars.interval(ruler, Interval(38, 92, ""), y + 13)
