"""Released tables to draw, at every rung, without an engine."""

from __future__ import annotations

from dataclasses import replace

from belonging.evaluation.released import (
    Cell,
    Change,
    Frame,
    Gap,
    Interval,
    Measure,
    Reading,
    Refusal,
    ReleasedTable,
    Rung,
    Share,
    Withheld,
)
from belonging.figures import ChangeRow, GapRow, PartWords, StandingRow

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
    cell = Cell(group, label, wave, 850, 10, parts, between)  # type: ignore[arg-type]  # all parts are shares
    return replace(cell, rung=Rung(str(more.get("rung", Rung.WHOLE))))


def a_table(rung: Rung, cells: tuple[Cell, ...], by: str = "all", changes: tuple[Change, ...] = ()) -> ReleasedTable:
    return ReleasedTable(
        id=f"safe-by-{by}",
        item="safe",
        wording="I feel safe at school",
        reverse=False,
        construct="safety",
        by=by,
        frame=Frame.SCHOOLS_LIKE_THESE,
        rung=Rung.coarsest([rung, *(cell.rung for cell in cells if cell.rung is Rung.WORDS)]),
        waves=tuple(dict.fromkeys(cell.wave for cell in cells)),
        cells=tuple(cell if cell.rung is Rung.WORDS else replace(cell, rung=rung) for cell in cells),
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
WORDS_CELL = replace(THIRDS.cells[0], rung=Rung.WORDS, n=25)
MIXED = a_table(
    Rung.FIVES,
    (WORDS_CELL, FIVES.cells[1]),
)
"""One wave in words, the next in bands."""
ONE_WAVE = replace(
    a_table(Rung.FIVES, (FIVES.cells[1],)),
    withheld=(Withheld("baseline", Refusal("small-group", "Fewer than 10 answered, so nothing is shown.")),),
)


def a_gap(low: float | None, high: float | None, reading: Reading, **more: object) -> Gap:
    between = more.get("interval")
    assert between is None or isinstance(between, Interval)
    earlier = str(more["earlier"]) if "earlier" in more else None
    names = ("send", "With SEND", "no_send", "Without SEND")
    return Gap("g", *names, "endline", earlier, low, high, between, reading, "text")


SEND, OTHERS = (
    a_cell("endline", share(*ends), share(20, 25), group=group, label=label, rung=Rung.FIVES)
    for ends, group, label in (((50, 55), "send", "With SEND"), ((65, 70), "no_send", "Without SEND"))
)
THIRD = Share(33.3, 66.7, "about half")
GAPS = (
    GapRow("I feel safe at school", SEND, OTHERS, a_gap(-20, -10, Reading.FEWER, interval=Interval(-30, -5, "x"))),
    GapRow("There is a teacher/adult I can talk to if I have a problem", SEND, SEND, a_gap(-5, 5, Reading.TOO_FEW)),
    GapRow(
        "I feel lonely at my school",
        a_cell("endline", THIRD, THIRD, group="send", label="With SEND", rung=Rung.WORDS),
        OTHERS,
        a_gap(-37, 2, Reading.TOO_FEW),
    ),
)
GAP_CHANGES = (
    ChangeRow(
        "I feel safe at school",
        a_gap(5, 15, Reading.MORE, earlier="baseline", interval=Interval(5, 20, "x")),
        Rung.FIVES,
    ),
    ChangeRow("I feel lonely at my school", a_gap(-9, 4, Reading.TOO_FEW, earlier="baseline"), Rung.WORDS),
)
STANDING = (
    StandingRow("I feel safe at school", WHOLE.cells[1]),
    StandingRow(
        "There is a teacher/adult I can talk to if I have a problem",
        replace(FIVES.cells[1], interval=Interval(65, 90, "KG")),
    ),
    StandingRow("I feel lonely at my school", MIXED.cells[0]),
)


def a_school(place: int, n: int, value: float | None) -> Measure:
    refusal = None if value is not None else Refusal("small", "Too few.")
    own = f"funnel:safe:{place:02d}:point"
    return Measure(own, f"A school {place}", "safe", f"{place:02d}", value, "per cent", n=n, schools=1, refusal=refusal)


def a_limit(level: str, n: int, low: float, high: float) -> Measure:
    return Measure(f"funnel:safe:all:limits-{level}-{n}", "Limits", "safe", "all", 70.0, "per cent", low, high, n=n)


SCHOOLS = (a_school(1, 210, 71.0), a_school(2, 35, 50.0), a_school(3, 120, 85.0), a_school(4, 60, 68.0))
LIMITS = (
    *(a_limit("95", n, 70 - reach, 70 + reach) for n, reach in ((20, 28), (40, 20), (80, 14), (160, 10), (240, 8))),
    *(a_limit("99.8", n, 70 - reach, 70 + reach) for n, reach in ((40, 30), (80, 22), (160, 16), (240, 12))),
)
HIDDEN = a_school(9, 90, None)
REFUSED = ReleasedTable(
    **{
        **{name: getattr(WHOLE, name) for name in ReleasedTable.__slots__},
        "cells": (),
        "changes": (),
        "refusal": Refusal("small-group", "At least one of these groups has fewer than 10 answers."),
    }
)
ALL = {
    "whole": WHOLE,
    "fives": FIVES,
    "words": THIRDS,
    "groups": STAFF,
    "refused": REFUSED,
    "mixed": MIXED,
    "one-wave": ONE_WAVE,
}
