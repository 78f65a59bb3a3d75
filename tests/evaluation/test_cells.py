"""Integer cells and what is added up from them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.cells import NotCountedBy, count_cells, only, restrict, tally
from belonging.evaluation.group_columns import GROUP_COLUMNS
from belonging.evaluation.groups import VALUES, WAVES
from belonging.instruments.model import Part
from tests.evaluation.engines.cases import CASES, ITEMS, assert_same_cells, counted, in_memory, many
from tests.evaluation.rows import Pupils, answer_set, answers

BREAKDOWNS = ("all", "school", "gender", "send", "sen", "phase", "year_group", "edition", "joined", "arm")


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000), size=st.integers(1, 80))
def test_every_breakdown_counts_everybody_once(seed: int, size: int) -> None:
    frame = many(seed, size)
    cells = counted(in_memory(frame))

    for by in BREAKDOWNS:
        made = tally(cells, by)
        assert made.totals.sum() == size
        for key in ITEMS:
            parts = sum(made.part(key, part).sum() for part in Part)
            assert parts == size
            assert made.part(key, Part.UNANSWERED).sum() == frame[key].null_count()


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000), size=st.integers(1, 80))
def test_cells_do_not_know_the_order_of_rows_and_follow_new_names_of_schools(seed: int, size: int) -> None:
    frame = many(seed, size)
    cells = counted(in_memory(frame))
    schools = sorted(frame["school"].unique())
    renamed = frame.with_columns(frame["school"].replace_strict(schools, [f"s{k}" for k in range(len(schools))]))

    assert_same_cells(counted(in_memory(frame.sample(fraction=1.0, shuffle=True, seed=seed))), cells)
    assert counted(in_memory(renamed)).forms.tolist() == cells.forms.tolist()
    for by in BREAKDOWNS:
        assert (tally(counted(in_memory(renamed)), by).forms == tally(cells, by).forms).all()


def test_counting_by_fewer_columns_gives_the_same_breakdowns() -> None:
    answers = in_memory(CASES["drawn at random"])
    whole = counted(answers)

    for by in ("gender", "sen", "edition"):
        few = count_cells(answers, ITEMS, WAVES, ("school", "wave", by))
        assert len(few.forms) < len(whole.forms)
        assert (tally(few, by).part("safe", Part.POSITIVE) == tally(whole, by).part("safe", Part.POSITIVE)).all()


def test_a_breakdown_that_was_not_counted_by_is_refused() -> None:
    cells = count_cells(in_memory(CASES["ordinary"]), ITEMS, WAVES, ("school", "wave", "gender"))

    with pytest.raises(NotCountedBy, match=r"not counted by 'send'\. Count them by school, wave, gender, send"):
        tally(cells, "send")
    with pytest.raises(NotCountedBy, match="'arm'"):
        only(cells, "arm", ("programme",))


def test_one_arm_alone_keeps_every_school_among_its_labels() -> None:
    cells = counted(in_memory(CASES["drawn at random"]))

    arms = [only(cells, "arm", (arm,)) for arm in VALUES["arm"]]
    assert all(arm.labels == cells.labels for arm in arms)
    assert sum(int(arm.forms.sum()) for arm in arms) == cells.forms.sum()
    assert (tally(arms[0], "all").forms + tally(arms[1], "all").forms == tally(cells, "all").forms).all()


def test_some_waves_alone_are_the_only_ones_there_are_and_in_the_order_asked() -> None:
    cells = restrict(counted(in_memory(CASES["drawn at random"])), ("endline", "baseline"))
    whole = tally(counted(in_memory(CASES["drawn at random"])), "all").totals[0]

    assert cells.labels["wave"] == ("endline", "baseline")
    assert tally(cells, "all").totals.tolist() == [[whole[2], whole[0]]]


def test_a_school_that_missed_the_waves_asked_for_is_a_label_with_nothing_in_it() -> None:
    both = answer_set([Pupils(answers(3)), Pupils(answers(2), school="oak", wave="endline")])

    cells = count_cells(both, ("safe",), ("baseline",))
    assert cells.labels["school"] == ("elm", "oak")
    assert tally(cells, "all").forms.tolist() == [[[3]], [[0]]]


def test_counts_are_whole_numbers_of_64_bits_in_the_order_of_labels() -> None:
    cells = counted(in_memory(CASES["ordinary"]))

    assert cells.forms.dtype == np.int64
    places = list(zip(*(cells.places[name].tolist() for name in GROUP_COLUMNS[:2]), strict=True))
    assert places == sorted(places)
