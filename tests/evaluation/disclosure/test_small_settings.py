"""Schools of which fewer than ten answer: one table, once, in words, or the reason why not yet."""

from __future__ import annotations

import pytest

from belonging.evaluation.cells import Cells, count_cells, tally
from belonging.evaluation.disclosure.policy import Policy
from belonging.evaluation.disclosure.small_settings import SmallSetting, small_setting
from belonging.evaluation.groups import WAVES
from tests.evaluation.rows import Pupils, answer_set, answers


def counted(**people: int) -> Cells:
    groups = [Pupils(answers(n), wave=wave, setting="special", year_group="X") for wave, n in people.items()]
    rows = answer_set(groups)
    return count_cells(rows, ("safe",), rows.waves)


def setting(**people: int) -> SmallSetting | None:
    return small_setting(counted(**people), WAVES, Policy.release())


def test_waves_that_are_small_alone_and_large_enough_together_are_pooled_after_the_last() -> None:
    small = setting(baseline=7, midpoint=5, endline=6)

    assert small is not None
    assert small.cells is not None
    assert small.cells.labels["wave"] == ("baseline+midpoint+endline",)
    assert tally(small.cells, "all").totals.tolist() == [[18]]
    assert [note.code for note in small.notes] == ["small-setting", "small-setting-together"]


def test_before_the_last_wave_nothing_is_pooled_so_that_nothing_can_be_compared_later() -> None:
    small = setting(baseline=7, midpoint=5)

    assert small is not None
    assert small.cells is None
    assert "after the endline" in small.notes[1].sentence


def test_fewer_than_ten_in_all_get_words_alone() -> None:
    small = setting(baseline=4, endline=5)

    assert small is not None
    assert small.cells is None
    assert [note.code for note in small.notes] == ["small-setting"]


@pytest.mark.parametrize("people", [{"baseline": 10, "endline": 5}, {"baseline": 30}])
def test_where_a_wave_is_shown_by_itself_nothing_is_pooled(people: dict[str, int]) -> None:
    assert setting(**people) is None
