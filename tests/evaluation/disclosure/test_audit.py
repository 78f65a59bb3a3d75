"""Verdicts on publications: against every possible world, and against faults of the search."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.enumeration import TinySchool, disagreements

from belonging.evaluation.disclosure.audit import WitnessFailed, judge
from belonging.evaluation.disclosure.solver import Solver
from belonging.evaluation.disclosure.statements import beside_my_own, two_outside
from belonging.evaluation.disclosure.worlds import Publication, Row, holds

EVERYBODY, GIRLS, BOYS = (0, 1), (0,), (1,)


def two_pools(everybody: tuple[int, int], girls: tuple[int, int], boys: tuple[int, int]) -> Publication:
    """Of 30 girls and 30 boys, how many answered positively."""
    rows = (Row(EVERYBODY, 0, *everybody), Row(GIRLS, 0, *girls), Row(BOYS, 0, *boys))
    return Publication((30, 30), 2, rows)


@pytest.mark.parametrize("sizes", [(5, 6, 7, 4), (2, 8, 3, 3), (8, 8, 2, 7)])
def test_verdicts_of_two_parts_are_those_of_every_possible_world(sizes: tuple[int, ...]) -> None:
    verdicts, unsafe, wrong = disagreements(TinySchool.of(sizes, 2))

    assert wrong == 0
    assert 0 < unsafe < verdicts


def test_verdicts_of_three_parts_are_those_of_every_possible_world() -> None:
    verdicts, unsafe, wrong = disagreements(TinySchool.of((3, 5, 4, 0), 3))

    assert wrong == 0
    assert 0 < unsafe <= verdicts


def test_bands_that_meet_only_at_their_ends_give_a_whole_group_away() -> None:
    """Each band holds four counts or more; that 57 is only 27 and 30 is what they say together."""
    meeting = judge(two_pools((57, 60), (20, 27), (27, 30)))
    apart = judge(two_pools((54, 57), (20, 27), (24, 29)))

    assert not meeting.safe
    assert meeting.exposed is not None
    assert meeting.exposed.places == ((1, 1, 2),)
    assert apart.safe


def test_somebody_who_adds_their_own_answer_must_not_be_certain_of_another() -> None:
    """At most one positive answer among all: whoever gave it knows everybody else's."""
    for_two = Publication((4, 4), 2, (Row(EVERYBODY, 0, 0, 2),))
    for_one = Publication((1, 4), 2, (Row(GIRLS, 0, 0, 1), Row(BOYS, 0, 0, 2), Row(EVERYBODY, 0, 0, 2)))
    alone = Publication((1, 1), 2, (Row(EVERYBODY, 0, 0, 1),))

    assert judge(for_two).safe
    assert judge(for_one).safe
    assert judge(alone).exposed is not None
    assert judge(alone).exposed in beside_my_own((1, 1), 2)


def test_a_world_from_the_answers_saves_work_but_changes_no_verdict() -> None:
    school = TinySchool.of((5, 6, 7, 4), 2)
    for one, _ in school.publications()[::5]:
        publication = school.pools.published(one, school.pools.tables)
        assert judge(publication, one).safe is judge(publication).safe


def test_a_publication_that_no_answers_fit_is_not_safe() -> None:
    assert not judge(two_pools((50, 60), (0, 10), (0, 10))).safe


def test_every_witness_fits_and_together_they_meet_every_demand() -> None:
    publication = two_pools((54, 57), (20, 27), (24, 29))

    verdict = judge(publication)

    assert all(holds(publication, world) for world in verdict.witnesses)
    demands = (*two_outside(publication.sizes, 2), *beside_my_own(publication.sizes, 2))
    assert verdict.demands == len(demands)
    assert all(any(demand.met(world) for world in verdict.witnesses) for demand in demands)


def test_a_witness_that_does_not_fit_is_never_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Solver, "find", lambda *_: np.array([[30, 0], [0, 30]]))

    with pytest.raises(WitnessFailed):
        judge(two_pools((54, 57), (20, 27), (24, 29)))


@pytest.mark.parametrize("wrong", [[[27, 3], [24, 5]], [[27, 3], [31, -1]], [[20, 10], [24, 6]]])
def test_the_check_of_a_witness_counts_heads_signs_and_bands(wrong: list[list[int]]) -> None:
    publication = two_pools((54, 57), (20, 27), (24, 29))

    assert holds(publication, np.array([[27, 3], [28, 2]]))
    assert not holds(publication, np.array(wrong))
    assert not holds(Publication((4,), 3, ()), np.array([[5, -1, 0]]))


def test_demands_leave_no_pool_and_no_part_out() -> None:
    places = {demand.places for demand in two_outside((1, 5), 3)}

    assert places == {((pool, part, least),) for pool, least in ((0, 1), (1, 2)) for part in range(3)}
    assert len(beside_my_own((1, 5), 3)) == 9 + 3  # between the pools, and inside the larger one
