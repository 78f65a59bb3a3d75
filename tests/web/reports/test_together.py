"""The largest differences between pupils and others stand open; the rest are folded."""

from __future__ import annotations

from dataclasses import replace

from belonging.evaluation.released import Findings, Interval, ReleasedTable, Share
from belonging.instruments.load import load_framework
from belonging.web.reports.presenters.together import OPENED, shared_constructs
from tests.figures.tables import WHOLE

KEYS = [construct.key for construct in load_framework().constructs]
BLANK = Findings("pupil_v1", "", "pupil", "release", 1, "1", "", "", "school", ("endline",), (), (), ())


def said(construct: str, positive: float, width: float) -> ReleasedTable:
    cell = next(one for one in WHOLE.cells if one.wave == WHOLE.waves[-1])
    parts = {**(cell.parts or {}), "positive": Share(positive, positive, f"{positive:.0f} in 100")}
    interval = Interval(positive - width, positive + width, "")
    return replace(WHOLE, construct=construct, cells=(replace(cell, parts=parts, interval=interval),), changes=())


def opened(*differences: tuple[float, float]) -> list[int]:
    """By place, of differences in points, each with its half interval."""
    ours = tuple(said(key, 80, width) for key, (_, width) in zip(KEYS, differences, strict=False))
    theirs = tuple(said(key, 80 - less, width) for key, (less, width) in zip(KEYS, differences, strict=False))
    heard = {"pupil": replace(BLANK, tables=ours), "parent": replace(BLANK, audience="parent", tables=theirs)}
    return [place for place, one in enumerate(shared_constructs(heard)) if one.opened]


def test_the_widest_are_open_the_sure_ones_first() -> None:
    assert opened((2, 9), (20, 15), (12, 2), (0, 2), (18, 15), (6, 9)) == [1, 2, 4]
    assert opened((12, 2), (30, 20), (14, 2), (13, 2)) == [0, 2, 3]


def test_where_all_say_the_same_nothing_is_open() -> None:
    assert opened((0, 2), (0, 2)) == []
    assert len(opened(*[(10, 2)] * (OPENED + 1))) == OPENED
