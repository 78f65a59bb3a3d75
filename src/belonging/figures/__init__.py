"""Pictures of released tables: an SVG, the same in words, and the same as a table. Nothing else is drawn from.

`draw(table, words=..., look=...)` shows one item with its waves, `draw_standing` every item in one wave,
`draw_changes` changes (or changes in gaps) beside each other, `draw_gaps` two groups beside each other,
`draw_funnel` and `draw_masked_funnel` schools by size, `draw_over_time` panels on one axis of time, and `draw_key`
what the marks mean.
"""

from belonging.figures.axis import Axis
from belonging.figures.changes import ChangeRow, draw_changes
from belonging.figures.diverging import draw
from belonging.figures.figure import DataTable, Figure, Look, PartWords
from belonging.figures.funnel import Limits, draw_funnel
from belonging.figures.gaps import GapRow, draw_gaps
from belonging.figures.key import draw_key
from belonging.figures.masked_funnel import SchoolBand, draw_masked_funnel
from belonging.figures.over_time import Mark, Panel, Span, draw_over_time
from belonging.figures.printed import (
    gap_leans,
    gap_words,
    inside,
    points,
    points_in_words,
    reading_words,
    rung_between,
    share_number,
    wave_name,
)
from belonging.figures.standing import StandingRow, draw_standing

__all__ = [
    "Axis",
    "ChangeRow",
    "DataTable",
    "Figure",
    "GapRow",
    "Limits",
    "Look",
    "Mark",
    "Panel",
    "PartWords",
    "SchoolBand",
    "Span",
    "StandingRow",
    "draw",
    "draw_changes",
    "draw_funnel",
    "draw_gaps",
    "draw_key",
    "draw_masked_funnel",
    "draw_over_time",
    "draw_standing",
    "gap_leans",
    "gap_words",
    "inside",
    "points",
    "points_in_words",
    "reading_words",
    "rung_between",
    "share_number",
    "wave_name",
]
