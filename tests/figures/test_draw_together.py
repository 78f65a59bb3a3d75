"""Figures of many statements at once: where they stand, two groups beside each other, schools by size, the key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.released import Reading, Rung
from belonging.figures import (
    ChangeRow,
    Figure,
    GapRow,
    Look,
    StandingRow,
    draw_changes,
    draw_funnel,
    draw_gaps,
    draw_key,
    draw_standing,
    gap_words,
)
from tests.figures.reading import marks, numbers, parsed, texts
from tests.figures.tables import (
    GAP_CHANGES,
    GAPS,
    HIDDEN,
    LIMITS,
    RISE,
    SCHOOLS,
    STANDING,
    a_cell,
    a_gap,
    a_school,
    share,
)

Drawn = Callable[[Look], Figure]
ALL: dict[str, Drawn] = {
    "standing": lambda look: draw_standing("Where things stand", STANDING, people="pupils", look=look),
    "gaps": lambda look: draw_gaps("With and without SEND", GAPS, people="pupils", look=look),
    "gap-changes": lambda look: draw_changes("How the gap moved", GAP_CHANGES, people="pupils", look=look),
    "funnel": lambda look: draw_funnel("Schools", [*SCHOOLS, *LIMITS, HIDDEN], look=look),
    "key": lambda look: draw_key(list(Rung), look=look),
}
every = pytest.mark.parametrize("made", ALL.values(), ids=ALL.keys())


@every
@pytest.mark.parametrize("width", [320, 400, 680])
def test_no_text_meets_another_or_leaves_the_picture(made: Drawn, width: int) -> None:
    boxes = texts(made(Look("f", width)).svg)
    assert [(one.words, two.words) for one, two in combinations(boxes, 2) if one.meets(two)] == []
    assert [box.words for box in boxes if box.left < -0.1 or box.right > width + 0.1] == []


@every
def test_it_is_said_in_words_too(made: Drawn) -> None:
    figure = made(Look("own"))
    root = parsed(figure.svg)
    said = {one.get("id"): one.text for one in root if one.get("id")}
    assert said["own-desc"] == figure.text
    assert len(figure.data.rows) >= 2
    assert "style=" not in figure.svg


@pytest.mark.parametrize("name", ["standing", "gaps", "gap-changes"])
def test_every_number_in_the_picture_stands_in_the_table_beside_it(name: str) -> None:
    figure = ALL[name](Look("f"))
    told = numbers(" ".join([figure.data.caption, *figure.data.head, *sum(figure.data.rows, ())]))
    assert numbers(" ".join(box.words for box in texts(figure.svg))) - {"0", "100"} <= told


@pytest.mark.parametrize("name", ["standing", "gaps", "gap-changes"])
def test_the_same_printed_values_give_the_same_picture(name: str) -> None:
    """Nothing but what is printed is drawn: not a label's id, a method, or a count behind it."""
    rows = {
        "standing": [replace(row, cell=replace(row.cell, id="x", schools=99, chosen_n=3)) for row in STANDING],
        "gaps": [replace(row, gap=replace(row.gap, id="x", text="other")) for row in GAPS],
        "gap-changes": [replace(row, change=replace(row.change, id="x", text="other")) for row in GAP_CHANGES],
    }[name]
    again: dict[str, Callable[[], Figure]] = {
        "standing": lambda: draw_standing("Where things stand", rows, people="pupils", look=Look("f")),  # type: ignore[arg-type]  # its rows
        "gaps": lambda: draw_gaps("With and without SEND", rows, people="pupils", look=Look("f")),  # type: ignore[arg-type]  # its rows
        "gap-changes": lambda: draw_changes("How the gap moved", rows, people="pupils", look=Look("f")),  # type: ignore[arg-type]  # its rows
    }
    assert again[name]() == ALL[name](Look("f"))


def test_where_things_stand_is_told_with_its_interval() -> None:
    figure = ALL["standing"](Look("f"))
    assert figure.data.rows[0] == ("I feel safe at school", "about 850", "80", "74 to 85")
    assert figure.data.rows[1][2:] == ("75–80", "65 to 90")
    assert figure.data.rows[2][1:] == ("about 25", "about half", "none")
    lines = [one for one in parsed(figure.svg).iter() if one.get("class") == "bm-fig__interval"]
    assert len(lines) == 2


def test_a_gap_is_read_of_its_first_group() -> None:
    data = ALL["gaps"](Look("f")).data
    assert data.head[1:3] == ("With SEND", "Without SEND")
    assert data.rows[0][1:] == ("50–55", "65–70", "Fewer with SEND", "−20 to −10", "−30 to −5")
    assert data.rows[2][1:] == ("about half", "65–70", "Too few to tell", "none", "none")


def test_a_band_of_a_group_is_a_box_as_wide_as_the_band() -> None:
    svg = draw_gaps("Gaps", GAPS[:1], people="pupils", look=Look("f")).svg
    key, band = marks(svg, "group")
    scale = next(box.left for box in texts(svg) if box.words == "100 in 100"), key
    assert scale
    assert band[1] - band[0] >= 14.0
    assert [one.get("class") for one in parsed(svg).iter()].count("bm-fig__between") == 1


def test_a_gap_that_moved_is_told_apart_from_a_change() -> None:
    words = [box.words for box in texts(ALL["gap-changes"](Look("f")).svg)]
    assert {"← fell behind", "gained →", "Gained", "Too few to tell"} <= set(words)
    plain = draw_changes("Changes", [ChangeRow("Safe", RISE, Rung.WHOLE)], people="pupils", look=Look("f"))
    assert {"← fewer", "more →"} <= {box.words for box in texts(plain.svg)}


@pytest.mark.parametrize(
    ("reading", "words"),
    [(Reading.MORE, "More with SEND"), (Reading.NO_CLEAR_CHANGE, "No clear gap"), (Reading.TOO_FEW, "Too few to tell")],
)
def test_each_reading_of_a_gap_has_its_words(reading: Reading, words: str) -> None:
    assert gap_words(a_gap(0, 0, reading)) == words


@given(
    lows=st.tuples(st.integers(0, 19), st.integers(0, 19)).map(lambda pair: (5 * pair[0], 5 * pair[1])),
    width=st.sampled_from([320, 680]),
)
def test_marks_of_groups_stay_between_label_and_reading(lows: tuple[int, int], width: int) -> None:
    ours, theirs = (
        a_cell("endline", share(low, low + 5), share(0), group=group, label=label, rung=Rung.FIVES)
        for low, group, label in zip(lows, ("send", "no_send"), ("With SEND", "Without SEND"), strict=True)
    )
    row = GapRow("Safe", ours, theirs, a_gap(-10, 0, Reading.FEWER))
    svg = draw_gaps("Gaps", [row], people="pupils", look=Look("f", width)).svg
    end = min(box.left for box in texts(svg) if box.words == "Fewer with SEND")
    for paint in ("group", "against"):
        assert all(0 <= left <= right <= end for left, right in marks(svg, paint)[1:])


@given(low=st.integers(0, 95), width=st.sampled_from([320, 680]))
def test_bars_of_statements_stay_left_of_their_number(low: int, width: int) -> None:
    cell = a_cell("endline", share(low, low + 5), share(0), rung=Rung.FIVES)
    svg = draw_standing("Now", [StandingRow("Safe", cell)], people="pupils", look=Look("f", width)).svg
    end = min(box.left for box in texts(svg) if box.words == f"{low}–{low + 5}")
    assert all(0 <= left <= right <= end for left, right in marks(svg, "positive"))


class TestFunnel:
    def test_schools_outside_the_limits_are_counted_and_not_named(self) -> None:
        figure = draw_funnel("Schools", [*SCHOOLS, *LIMITS, HIDDEN], look=Look("f"))
        assert "4 schools" in figure.text
        assert "1 lies outside the lines" in figure.text
        assert "1 more cannot be shown" in figure.text
        assert "A school" not in figure.svg

    def test_the_table_goes_by_size_and_never_by_rank(self) -> None:
        rows = draw_funnel("Schools", [*SCHOOLS, *LIMITS], look=Look("f")).data.rows
        assert [row[0] for row in rows] == ["35", "60", "120", "210"]
        assert [row[3] for row in rows].count("outside the lines") == 1

    def test_schools_in_any_order_give_the_same_picture(self) -> None:
        assert draw_funnel("Schools", [*LIMITS[::-1], *SCHOOLS[::-1]], look=Look("f")) == draw_funnel(
            "Schools", [*SCHOOLS, *LIMITS], look=Look("f")
        )

    def test_a_school_is_judged_by_the_limits_at_its_own_size(self) -> None:
        """At 120, half way between 80 (84) and 160 (80), the upper limit is 82."""
        rows = draw_funnel(
            "Schools", [*LIMITS, a_school(1, 120, 81.9), a_school(2, 120, 82.1)], look=Look("f")
        ).data.rows
        assert [row[2:] for row in rows] == [
            ("58 to 82", "between the lines"),
            ("58 to 82", "outside the lines"),
        ]

    def test_the_outer_limits_are_drawn_apart(self) -> None:
        kinds = [one.get("class") for one in parsed(ALL["funnel"](Look("f")).svg).iter()]
        assert (kinds.count("bm-fig__limit"), kinds.count("bm-fig__limit-far")) == (3, 3)  # two lines, and the key

    def test_nothing_to_show_is_said(self) -> None:
        figure = draw_funnel("Schools", [HIDDEN], look=Look("f"))
        assert " ".join(box.words for box in texts(figure.svg)) == "No school's answers can be shown here."

    def test_dots_lie_inside_the_picture(self) -> None:
        root = parsed(draw_funnel("Schools", [*SCHOOLS, *LIMITS], look=Look("f", 320)).svg)
        dots = [one for one in root.iter() if one.tag.endswith("circle")]
        assert len(dots) == 4
        assert all(40 <= float(one.attrib["cx"]) <= 306 and 12 <= float(one.attrib["cy"]) <= 262 for one in dots)


class TestKey:
    def test_it_teaches_the_marks_of_its_page_and_no_others(self) -> None:
        assert [row[0] for row in draw_key({Rung.WORDS}, look=Look("k")).data.rows] == ["Boxes", "Stripes"]
        assert [row[0] for row in draw_key({Rung.WHOLE}, look=Look("k")).data.rows] == [
            "Full bar",
            "Stripes",
            "Thin line",
        ]

    def test_a_band_and_an_interval_have_marks_of_their_own(self) -> None:
        svg = draw_key({Rung.FIVES}, look=Look("k")).svg
        kinds = [one.get("class") for one in parsed(svg).iter()]
        assert kinds.count("bm-fig__interval") == 1
        assert len([one for one in parsed(svg).iter() if one.get("opacity")]) == 3
