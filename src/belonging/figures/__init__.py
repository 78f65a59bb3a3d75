"""Pictures of released tables: an SVG, the same in words, and the same as a table. Nothing else is drawn from.

`draw(table, words=..., look=...)` shows one item with its waves, `draw_changes` changes beside each other.
"""

from belonging.figures.axis import Axis
from belonging.figures.changes import ChangeRow, draw_changes
from belonging.figures.diverging import draw
from belonging.figures.figure import DataTable, Figure, Look, PartWords
from belonging.figures.printed import points, reading_words, share_number, wave_name

__all__ = [
    "Axis",
    "ChangeRow",
    "DataTable",
    "Figure",
    "Look",
    "PartWords",
    "draw",
    "draw_changes",
    "points",
    "reading_words",
    "share_number",
    "wave_name",
]
