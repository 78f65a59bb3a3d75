"""Released tables to draw, at every rung, without an engine."""

from __future__ import annotations

from belonging.evaluation.released import (
    Cell,
    Change,
    Frame,
    Interval,
    Reading,
    Refusal,
    ReleasedTable,
    Rung,
    Share,
)
from belonging.figures import PartWords

WORDS = PartWords("All or most of the time", "Rarely or never", people="pupils")
NONE = Share(0, 0, "none")


def share(low: float, high: float | None = None) -> Share:
    high = low if high is None else high
    return Share(low, high, f"{low:g} in 100" if low == high else f"between {low:g} and {high:g} in 100")


def a_cell(wave: str, positive: Share, negative: Share, **more: object) -> Cell:
    parts = {
        "negative": negative,
        "neither": more.get("neither", NONE),
        "positive": positive,
        "declined": more.get("declined", share(1)),
        "unanswered": more.get("unanswered", share(2)),
    }
    group, label = str(more.get("group", "all")), str(more.get("label", "All pupils"))
    between = more.get("interval")
    assert between is None or isinstance(between, Interval)
    return Cell(group, label, wave, 850, 10, parts, between)  # type: ignore[arg-type]  # all parts are shares


def a_table(rung: Rung, cells: tuple[Cell, ...], by: str = "all", changes: tuple[Change, ...] = ()) -> ReleasedTable:
    return ReleasedTable(
        id=f"safe-by-{by}",
        item="safe",
        wording="I feel safe at school",
        reverse=False,
        construct="safety",
        by=by,
        frame=Frame.SCHOOLS_LIKE_THESE,
        rung=rung,
        waves=tuple(dict.fromkeys(cell.wave for cell in cells)),
        cells=cells,
        changes=changes,
    )


RISE = Change(
    "all",
    "All pupils",
    "baseline",
    "endline",
    9,
    9,
    Interval(3, 15, "CR2", 8),
    Reading.MORE,
    "More pupils: 80 in 100, up from 71",
)

WHOLE = a_table(
    Rung.WHOLE,
    (
        a_cell("baseline", share(71), share(27), interval=Interval(64, 77, "KG", 8)),
        a_cell("endline", share(80), share(17), interval=Interval(74, 85, "KG", 8)),
    ),
    changes=(RISE,),
)
FIVES = a_table(
    Rung.FIVES,
    (
        a_cell("baseline", share(65, 70), share(25, 30), declined=share(0, 5), unanswered=share(0, 10)),
        a_cell("endline", share(75, 80), share(20, 25), declined=share(0, 5), unanswered=share(0, 5)),
    ),
)
THIRDS = a_table(
    Rung.WORDS,
    (
        a_cell(
            "baseline",
            Share(33.3, 66.7, "about half"),
            Share(0, 33.3, "few"),
            declined=Share(0, 33.3, "few"),
            unanswered=Share(0, 66.7, "few to about half"),
        ),
        a_cell(
            "endline",
            Share(66.7, 100, "most"),
            Share(0, 33.3, "few"),
            declined=Share(0, 33.3, "few"),
            unanswered=Share(0, 33.3, "few"),
        ),
    ),
)
STAFF = a_table(
    Rung.TENS,
    tuple(
        a_cell(wave, share(40, 50), share(20, 30), neither=share(20, 30), group=group, label=label)
        for group, label in (("send", "With SEND"), ("no_send", "Without SEND"))
        for wave in ("baseline", "endline")
    ),
    by="send",
)
REFUSED = ReleasedTable(
    **{
        **{name: getattr(WHOLE, name) for name in ReleasedTable.__slots__},
        "cells": (),
        "changes": (),
        "refusal": Refusal("small-group", "At least one of these groups has fewer than 10 answers."),
    }
)
ALL = {"whole": WHOLE, "fives": FIVES, "words": THIRDS, "groups": STAFF, "refused": REFUSED}
