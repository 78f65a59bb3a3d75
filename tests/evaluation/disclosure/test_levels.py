"""The choice of a step must tell nothing: played for every set of answers of tiny schools."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from benchmarks.enumeration import TinySchool, exposures

from belonging.evaluation.disclosure.audit import WitnessFailed
from belonging.evaluation.disclosure.levels import Chooser, ladder
from belonging.evaluation.disclosure.pools import Pools, Table
from belonging.evaluation.released import Rung

MIDDLING = TinySchool.of((5, 6, 7, 4), 2)
SMALL = TinySchool.of((2, 3, 3, 3), 2)
THREE_PARTS = TinySchool.of((3, 5, 4, 0), 3)


@pytest.mark.parametrize("school", [MIDDLING, SMALL, THREE_PARTS], ids=["middling", "small", "three parts"])
def test_whatever_is_printed_no_answer_becomes_certain(school: TinySchool) -> None:
    outputs, exposed = exposures(school)

    assert outputs > 1
    assert exposed == 0


def test_without_stand_ins_the_step_alone_would_give_answers_away() -> None:
    """The control: the same verdicts, but nothing safe is ever printed coarsely."""
    assert exposures(MIDDLING, control=True)[1] > 0


def test_the_step_depends_on_what_is_printed_finest_and_on_nothing_else() -> None:
    for _, same in MIDDLING.publications()[::4]:
        chosen = {Chooser(MIDDLING.pools).choose(world).step for world in (same[0], same[-1])}
        assert len(chosen) == 1


def test_safe_answers_are_printed_in_full_and_a_few_of_them_coarsely_for_the_others() -> None:
    chooser = Chooser(MIDDLING.pools)

    reasons = Counter(chooser.choose(one).reason for one, _ in MIDDLING.publications())

    assert reasons["safe"] > reasons["stand-in"] > 0
    assert reasons["unsafe"] > 0


def test_steps_drop_tables_in_a_fixed_order_and_keep_send_longest() -> None:
    tables = tuple(Table(by, ((0,),), (Rung.WORDS,), of_all=by == "all") for by in ("all", "gender", "send", "phase"))

    steps = [[table.by for table in step] for step in ladder(tables)]

    assert steps == [["all", "gender", "send", "phase"], ["all", "send"], ["all"], []]
    assert [[table.by for table in step] for step in ladder(tables[:2])] == [["all", "gender"], ["all"], []]


def test_one_table_alone_is_always_printed() -> None:
    pools = Pools((12, 14), (Table("all", ((0, 1),), (Rung.WORDS,), of_all=True),), np.array([], dtype=np.intp))

    assert all(Chooser(pools).choose(np.array([[n, 12 - n], [0, 14]])).step == 0 for n in range(13))


def test_bands_of_fewer_than_three_counts_are_a_fault_that_stops_the_release() -> None:
    pools = Pools((6,), (Table("all", ((0,),), (Rung.FIVES,), of_all=True),), np.array([], dtype=np.intp))

    with pytest.raises(WitnessFailed, match="narrower"):
        Chooser(pools).choose(np.array([[6, 0]]))


def test_where_nothing_can_stand_in_the_total_alone_is_printed_whatever_the_answers() -> None:
    """Bands of two counts in three tables: no finest publication at all is safe, and numbers alone say so."""
    chooser = Chooser(THREE_PARTS.pools)

    chosen = [chooser.choose(one) for one, _ in THREE_PARTS.publications()]

    assert {one.reason for one in chosen} == {"total-only"}
    assert {tuple(table.by for table in one.tables) for one in chosen} == {("all",)}


def test_a_table_with_one_group_of_everybody_goes_with_the_total() -> None:
    """A girls' school, by gender: the table says what the total says, so it can give nothing more away."""
    alone = Table("all", ((0, 1),), (Rung.WORDS,), of_all=True)
    girls = Table("gender", ((0, 1),), (Rung.WORDS,), of_all=True)
    send = Table("send", ((0,), (1,)), (Rung.WORDS, Rung.WORDS), of_all=False)

    assert ladder((alone, girls, send)) == ((alone, girls, send), (alone, girls), ())
    pools = Pools((12, 14), (alone, girls), np.array([], dtype=np.intp))
    assert Chooser(pools).choose(np.array([[12, 0], [14, 0]])).reason == "safe"
