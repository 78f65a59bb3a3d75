"""Waves that speak at different rungs in one picture, and waves that are not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from belonging.evaluation.released import Rung, Share
from belonging.figures import Look, draw, rung_between
from tests.figures.reading import marks, parsed, texts
from tests.figures.tables import GAPS, MIXED, ONE_WAVE, RISE, WHOLE, WORDS, WORDS_CELL, a_table


@pytest.mark.parametrize("width", [320, 680])
def test_a_wave_in_words_stands_in_boxes_beside_a_wave_in_bands(width: int) -> None:
    svg = draw(MIXED, words=WORDS, look=Look("f", width)).svg
    said = {box.words for box in texts(svg)}
    assert {"about half", "few", "75–80"} <= said
    assert len(marks(svg, "box")) == 2 * 2


def test_both_rungs_share_one_length_of_a_point() -> None:
    svg = draw(MIXED, words=WORDS, look=Look("f")).svg
    zero = next(float(one.attrib["x1"]) for one in parsed(svg).iter() if one.get("class") == "bm-fig__axis")
    ends = sorted(edges for edges in marks(svg, "positive") if edges[0] > zero - 1)
    third = next(edges for edges in ends if edges[0] > zero + 20)
    bar = max(to for _, to in ends) - zero
    assert (third[1] - third[0] + 6) * 80 == pytest.approx(bar * 100 / 3, rel=0.02)


@pytest.mark.parametrize("width", [320, 680])
def test_most_on_the_negative_side_has_room_too(width: int) -> None:
    lonely = replace(WORDS_CELL, parts={**(WORDS_CELL.parts or {}), "negative": Share(66.7, 100, "most")})
    svg = draw(a_table(Rung.FIVES, (lonely, WHOLE.cells[0])), words=WORDS, look=Look("f", width)).svg
    boxes = [edges for paint in ("negative", "box") for edges in marks(svg, paint)]
    assert min(left for left, _ in boxes) >= 0


def test_the_table_says_that_some_of_it_is_in_words() -> None:
    data = draw(MIXED, words=WORDS, look=Look("f")).data
    assert data.caption.endswith("of every 100 pupils, or in words")
    assert data.rows[0][1:3] == ("about 25", "about half")
    assert data.rows[1][2] == "75–80"


def test_a_wave_that_is_withheld_says_why() -> None:
    figure = draw(ONE_WAVE, words=WORDS, look=Look("f"))
    assert "Baseline: Fewer than 10 answered, so nothing is shown." in figure.text
    assert [row[0] for row in figure.data.rows] == ["Endline"]


def test_a_change_speaks_as_finely_as_its_coarser_wave() -> None:
    assert rung_between(WHOLE, RISE) is Rung.WHOLE
    assert rung_between(MIXED, RISE) is Rung.WORDS
    told = draw(replace(MIXED, changes=(RISE,)), words=WORDS, look=Look("f")).text
    assert "95% interval of the change" not in told


def test_a_gap_speaks_as_finely_as_its_coarser_group() -> None:
    row = GAPS[2]
    table = replace(a_table(Rung.FIVES, (row.group, row.against), by="send"), gaps=(row.gap,))
    assert rung_between(table, row.gap) is Rung.WORDS
    assert rung_between(a_table(Rung.TENS, (GAPS[0].group, GAPS[0].against)), GAPS[0].gap) is Rung.TENS
