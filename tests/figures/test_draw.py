"""Figures of one table: right, readable, and of nothing but the table."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.released import Cell, Refusal, ReleasedTable, Rung, Share
from belonging.figures import Axis, Look, draw
from tests.figures.reading import marks, numbers, parsed, texts
from tests.figures.tables import ALL, FIVES, NONE, REFUSED, STAFF, THIRDS, WHOLE, WORDS, a_cell, a_table, share

WIDTHS = (320, 400, 680)
shown = pytest.mark.parametrize("table", ALL.values(), ids=ALL.keys())
wide_and_narrow = pytest.mark.parametrize("width", WIDTHS)


def drawn(table: ReleasedTable, width: int = 680, *, paper: bool = False) -> str:
    return draw(table, words=WORDS, look=Look("f", width, paper)).svg


@shown
def test_a_figure_says_what_it_shows_to_those_who_cannot_see_it(table: ReleasedTable) -> None:
    figure = draw(table, words=WORDS, look=Look("own"))
    root = parsed(figure.svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "own-title own-desc"
    said = {one.get("id"): one.text for one in root if one.get("id")}
    assert str(said["own-title"]).startswith("I feel safe at school")
    assert said["own-desc"] == figure.text


@shown
@wide_and_narrow
def test_no_text_meets_another_or_leaves_the_picture(table: ReleasedTable, width: int) -> None:
    boxes = texts(drawn(table, width))
    assert [(one.words, two.words) for one, two in combinations(boxes, 2) if one.meets(two)] == []
    assert [box.words for box in boxes if box.left < -0.1 or box.right > width + 0.1] == []


@shown
@wide_and_narrow
@pytest.mark.parametrize("paper", [True, False])
def test_a_figure_has_no_style_attribute_and_its_own_ids(table: ReleasedTable, width: int, paper: bool) -> None:
    svg = drawn(table, width, paper=paper)
    assert "style=" not in svg
    assert "<style" not in svg
    ids = [one.get("id") for one in parsed(svg).iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert all(own == "f" or own.startswith("f-") for own in ids if own)


@pytest.mark.parametrize("table", [WHOLE, FIVES, STAFF, THIRDS])
@wide_and_narrow
def test_every_number_in_the_picture_stands_in_the_table_beside_it(table: ReleasedTable, width: int) -> None:
    figure = draw(table, words=WORDS, look=Look("f", width))
    told = numbers(" ".join([figure.data.caption, *figure.data.head, *sum(figure.data.rows, ())]))
    assert numbers(" ".join(box.words for box in texts(figure.svg))) <= told


def test_the_table_prints_the_released_values() -> None:
    data = draw(WHOLE, words=WORDS, look=Look("f")).data
    assert data.head == (
        "When",
        "Answers",
        "All or most of the time",
        "Rarely or never",
        "Didn't want to say",
        "Left out",
        "95% interval",
    )
    assert data.rows == (
        ("Baseline", "about 850", "71", "27", "1", "2", "64 to 77"),
        ("Endline", "about 850", "80", "17", "1", "2", "74 to 85"),
    )


def test_a_band_shows_its_two_numbers_and_a_soft_end() -> None:
    svg = drawn(FIVES)
    assert {"65–70", "75–80"} <= {box.words for box in texts(svg)}
    soft = [one for one in parsed(svg).iter() if one.get("opacity")]
    assert len(soft) == 2 * 2 * 3
    assert [one for one in parsed(drawn(WHOLE)).iter() if one.get("opacity")] == []


def test_words_are_drawn_in_thirds_and_print_no_number() -> None:
    svg = drawn(THIRDS)
    words = [box.words for box in texts(svg)]
    assert "most" in words
    assert "about half" in words
    assert numbers(" ".join(words)) == {"850"}
    assert len(marks(svg, "box")) == 2 * 2 * 2
    assert {round(right - left, 1) for left, right in marks(svg, "positive")} == {
        round(right - left, 1) for left, right in marks(svg, "box")
    }


def test_an_interval_is_a_thin_line_and_never_a_bar() -> None:
    root = parsed(drawn(WHOLE))
    lines = [one for one in root.iter() if one.get("class") == "bm-fig__interval"]
    assert len(lines) == 2
    assert {one.tag.split("}")[1] for one in lines} == {"path"}
    assert not [one for one in parsed(drawn(FIVES)).iter() if one.get("class") == "bm-fig__interval"]


def test_a_refused_table_is_its_sentence() -> None:
    figure = draw(REFUSED, words=WORDS, look=Look("f"))
    assert figure.text == "At least one of these groups has fewer than 10 answers."
    assert " ".join(box.words for box in texts(figure.svg)) == figure.text
    assert figure.data.rows == ()


def test_a_group_that_nobody_is_in_is_said_and_not_drawn() -> None:
    empty = Cell("send", "With SEND", "endline", 0, 0, None, refusal=Refusal("nobody", "Nobody answered."))
    figure = draw(a_table(Rung.WHOLE, (WHOLE.cells[0], empty), by="send"), words=WORDS, look=Look("f"))
    assert "Nobody answered." in figure.text
    assert "not shown" in [box.words for box in texts(figure.svg)]


def test_on_paper_colours_and_font_stand_in_the_picture() -> None:
    svg = drawn(WHOLE, paper=True)
    assert 'fill="#0f5c63"' in svg
    assert 'font-family="Atkinson Hyperlegible Next' in svg
    assert "#0f5c63" not in drawn(WHOLE)


def test_a_part_that_the_scale_does_not_offer_is_nowhere() -> None:
    figure = draw(WHOLE, words=WORDS, look=Look("f"))
    assert "Neither" not in figure.data.head
    assert "neither" not in figure.svg
    assert "Neither" in draw(STAFF, words=WORDS, look=Look("f")).data.head


def test_rounding_that_hides_whether_anybody_is_left_says_so() -> None:
    hidden = Share(0, 0, "fewer than 1 in 100")
    table = a_table(Rung.WHOLE, (a_cell("baseline", share(71), share(28), declined=hidden),))
    assert draw(table, words=WORDS, look=Look("f")).data.rows[0][4] == "<1"


def test_exact_shares_print_one_decimal() -> None:
    table = a_table(Rung.EXACT, (a_cell("baseline", share(70.83), share(26.25)),))
    assert draw(table, words=WORDS, look=Look("f")).data.rows[0][1:4] == ("850", "70.8", "26.2")


def test_a_figure_too_small_to_read_is_refused() -> None:
    with pytest.raises(ValueError, match="Give 280 or more"):
        Look("f", 200)


bands = st.sampled_from([1, 5, 10]).flatmap(
    lambda step: st.tuples(st.integers(0, 100 // step - 1).map(lambda place: place * step), st.just(step))
)


@given(positive=bands, negative=bands, declined=st.integers(0, 100), width=st.sampled_from(WIDTHS))
def test_bars_and_words_stay_on_their_side_and_inside_the_picture(
    positive: tuple[int, int], negative: tuple[int, int], declined: int, width: int
) -> None:
    low, step = positive
    low2, step2 = negative
    cell = a_cell("baseline", share(low, low + step), share(low2, low2 + step2), declined=share(declined), neither=NONE)
    table = a_table(Rung.FIVES, (cell,))
    svg = draw(table, words=WORDS, look=Look("f", width), axis=Axis.holding([table])).svg
    zero = next(float(one.attrib["x1"]) for one in parsed(svg).iter() if one.get("class") == "bm-fig__axis")
    assert all(zero - 0.2 <= left <= right <= width for left, right in marks(svg, "positive"))
    for paint in ("negative", "negative-soft"):
        assert all(-0.2 <= left <= right <= zero + 0.2 for left, right in marks(svg, paint))
    for paint in ("side", "side-soft"):
        assert all(0 <= left <= right <= width for left, right in marks(svg, paint))
    boxes = texts(svg)
    assert not any(one.meets(two) for one, two in combinations(boxes, 2))
    assert all(box.left >= -0.1 and box.right <= width + 0.1 for box in boxes)


@given(low=st.integers(0, 50), high=st.integers(51, 100))
def test_a_point_is_equally_long_in_all_figures_of_one_axis(low: int, high: int) -> None:
    tables = [a_table(Rung.WHOLE, (a_cell("baseline", share(value), share(0)),)) for value in (low, high)]
    axis = Axis.holding(tables)
    lengths = []
    for table in tables:
        bars = marks(draw(table, words=WORDS, look=Look("f"), axis=axis).svg, "positive")
        lengths.append(sum(right - left for left, right in bars))
    assert lengths[0] * high == pytest.approx(lengths[1] * low, abs=25)
