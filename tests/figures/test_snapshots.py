"""The pictures as drawn, byte for byte: a change of look is a change of these files, seen in review.

After a change that is meant: `BELONGING_REDRAW=1 pytest tests/figures`, then look at the files.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from belonging.evaluation.released import ReleasedTable
from belonging.figures import Look, draw
from tests.figures.tables import ALL, WORDS

SNAPSHOTS = Path(__file__).parent / "snapshots"
REDRAW = os.environ.get("BELONGING_REDRAW") == "1"


@pytest.mark.parametrize(("name", "table"), ALL.items())
@pytest.mark.parametrize("width", [320, 680])
def test_a_picture_is_drawn_as_it_was(name: str, table: ReleasedTable, width: int) -> None:
    drawn = draw(table, words=WORDS, look=Look(name, width, paper=True)).svg.replace("><", ">\n<") + "\n"
    kept = SNAPSHOTS / f"{name}-{width}.svg"
    if REDRAW:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(drawn, encoding="utf-8")
    assert drawn == kept.read_text(encoding="utf-8")
