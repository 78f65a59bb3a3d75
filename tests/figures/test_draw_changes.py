"""Figures of changes beside each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.evaluation.released import Interval, Reading, Rung
from belonging.figures import ChangeRow, Look, draw_changes
from tests.figures.reading import marks, numbers, parsed, texts
from tests.figures.tables import RISE

BANDED = replace(RISE, estimate_low=-5, estimate_high=5, reading=Reading.NO_CLEAR_CHANGE)
ROWS = (
    ChangeRow("I feel safe at school", RISE, Rung.WHOLE),
    ChangeRow("There is a teacher/adult I can talk to if I have a problem", BANDED, Rung.FIVES),
    ChangeRow("I feel lonely at my school", replace(RISE, reading=Reading.TOO_FEW), Rung.WORDS),
)


@pytest.mark.parametrize("width", [320, 680])
def test_no_text_of_changes_meets_another(width: int) -> None:
    boxes = texts(draw_changes("Changes", ROWS, people="pupils", look=Look("c", width)).svg)
    assert [(one.words, two.words) for one, two in combinations(boxes, 2) if one.meets(two)] == []
    assert [box.words for box in boxes if box.left < -0.1 or box.right > width + 0.1] == []


def test_changes_are_told_in_words_in_numbers_and_as_a_table() -> None:
    figure = draw_changes("Changes", ROWS, people="pupils", look=Look("c"))
    assert figure.data.rows == (
        ("I feel safe at school", "More pupils", "+9", "+3 to +15"),
        (ROWS[1].label, "No clear change", "−5 to +5", "+3 to +15"),
        ("I feel lonely at my school", "Too few to tell", "none", "none"),
    )
    assert "I feel safe at school: more pupils (+9 points, 95% interval +3 to +15)." in figure.text
    assert "I feel lonely at my school: too few to tell." in figure.text
    shown = numbers(" ".join(box.words for box in texts(figure.svg)))
    assert shown <= numbers(" ".join(sum(figure.data.rows, ())))


def test_a_band_a_point_and_words_have_marks_of_their_own() -> None:
    svg = draw_changes("Changes", ROWS, people="pupils", look=Look("c")).svg
    kinds = [one.get("class") for one in parsed(svg).iter()]
    assert kinds.count("bm-fig__estimate") == 1
    assert kinds.count("bm-fig__estimate-soft") == 1
    assert kinds.count("bm-fig__interval") == 2


@given(middle=st.integers(-90, 90), half=st.integers(0, 60), width=st.sampled_from([320, 680]))
def test_marks_of_changes_stay_between_the_words(middle: int, half: int, width: int) -> None:
    low, high = max(-100, middle - half), min(100, middle + half)
    change = replace(RISE, estimate_low=low, estimate_high=high, interval=Interval(low, high, "CR2", 5))
    svg = draw_changes("Changes", [ChangeRow("Safe", change, Rung.FIVES)], people="pupils", look=Look("c", width)).svg
    end = min(box.left for box in texts(svg) if box.words in ("More pupils",))
    assert all(0 <= left <= right <= end for left, right in marks(svg, "estimate-soft"))
