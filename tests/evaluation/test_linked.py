"""Linking: who is counted, who is not, and that it is the same pupil whatever the order of the rows."""

from __future__ import annotations

import polars as pl
import pytest
from polars.exceptions import PolarsError

from belonging.evaluation.clusters import EmptyGroup
from belonging.evaluation.linked import Links, link, linked_change

WAVES = ("baseline", "endline")
Row = tuple[str, str, str | None, int | None]


def linked(rows: list[Row]) -> Links:
    names = ("school", "wave", "pupil", "safe")
    frame = pl.DataFrame(rows, schema=dict.fromkeys(names[:3], pl.String) | {"safe": pl.Int8}, orient="row")
    return link(frame, {"safe": (3, 4)}, WAVES)


ROWS: list[Row] = [
    ("elm", "baseline", "a", 1),
    ("elm", "endline", "a", 4),  # gained
    ("elm", "baseline", "b", 3),
    ("elm", "endline", "b", 9),  # lost: declining is not choosing
    ("elm", "baseline", "c", None),
    ("elm", "endline", "c", 3),  # gained: leaving it out is not choosing either
    ("elm", "baseline", "d", 4),
    ("elm", "endline", "d", 3),  # the same part both times
    ("elm", "baseline", "e", 4),  # left
    ("elm", "endline", None, 4),  # never linked
    ("oak", "baseline", "a", 4),  # another pupil: pupils are linked within their school
    ("oak", "endline", "f", 1),
    ("oak", "midpoint", "f", 1),
]


def test_a_pupil_who_answered_both_times_counts_once() -> None:
    made = linked(ROWS)

    assert made.schools == ("elm", "oak")
    assert made.pupils.tolist() == [4, 0]
    assert made.gained["safe"].tolist() == [2, 0]
    assert made.lost["safe"].tolist() == [1, 0]
    assert made.forms.tolist() == [[5, 5], [1, 1]]
    assert made.rates == (4 / 6, 4 / 6)


def test_the_order_of_the_rows_leaves_no_trace() -> None:
    forth, back = linked(ROWS), linked(ROWS[::-1])

    assert back.gained["safe"].tolist() == forth.gained["safe"].tolist()
    assert back.forms.tolist() == forth.forms.tolist()


def test_a_pupil_who_answered_twice_in_a_wave_is_not_guessed_at() -> None:
    with pytest.raises(PolarsError):
        linked([*ROWS, ("elm", "endline", "a", 1)])


def test_the_mean_change_within_pupils_is_gains_less_losses() -> None:
    made = linked_change([20, 30, 25, 40, 35, 20, 28], [6, 9, 7, 9, 12, 5, 8], [2, 3, 3, 5, 4, 1, 4])

    assert made.low == pytest.approx(100 * (56 - 22) / 198)
    assert made.interval is not None
    assert made.interval[0] > 0


def test_nobody_linked_is_no_change_of_nought() -> None:
    with pytest.raises(EmptyGroup):
        linked_change([0, 0], [0, 0], [0, 0])
