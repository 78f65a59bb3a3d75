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
from tests.figures.test_draw_together import ALL as TOGETHER
from tests.figures.test_draw_together import Drawn

SNAPSHOTS = Path(__file__).parent / "snapshots"
REDRAW = os.environ.get("BELONGING_REDRAW") == "1"


@pytest.mark.parametrize(("name", "table"), ALL.items())
@pytest.mark.parametrize("width", [320, 680])
def test_a_picture_is_drawn_as_it_was(name: str, table: ReleasedTable, width: int) -> None:
    compare(name, width, draw(table, words=WORDS, look=Look(name, width, paper=True)).svg)


@pytest.mark.parametrize(("name", "made"), TOGETHER.items())
@pytest.mark.parametrize("width", [320, 680])
def test_a_picture_of_many_statements_is_drawn_as_it_was(name: str, made: Drawn, width: int) -> None:
    compare(f"together-{name}", width, made(Look(name, width, paper=True)).svg)


def compare(name: str, width: int, svg: str) -> None:
    drawn = svg.replace("><", ">\n<") + "\n"
    kept = SNAPSHOTS / f"{name}-{width}.svg"
    if REDRAW:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(drawn, encoding="utf-8")
    assert drawn == kept.read_text(encoding="utf-8")
