"""What is due, decided from rounds and releases alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.released import Rung
from belonging.web.findings.rules import (
    EVERY_TABLE,
    WAVES,
    Due,
    Sealed,
    ShownAs,
    Stored,
    Strand,
    due_for_programme,
    due_for_schools,
    in_time,
    signature_of_plan,
    widened,
)

PROGRAMME = Strand(1, "pupil", "pupil_v1")


def of_school(number: int) -> Strand:
    return Strand(1, "pupil", "pupil_v1", number)


def a_round(number: int, school: int, wave: str) -> Sealed:
    return Sealed(number, of_school(school), wave)


BOTH_BASELINES = [a_round(1, 7, "baseline"), a_round(2, 8, "baseline")]
BOTH = {(1, 7), (1, 8)}


def test_waves_are_told_in_their_order_in_time() -> None:
    assert in_time({"endline", "baseline"}) == ("baseline", "endline")


def test_a_school_is_due_for_the_waves_it_has_sealed() -> None:
    sealed = [a_round(2, 7, "endline"), a_round(1, 7, "baseline")]
    assert due_for_schools(sealed, []) == [Due(of_school(7), ("baseline", "endline"), (1, 2))]


def test_two_questionnaires_of_a_school_are_apart() -> None:
    parents = Sealed(9, Strand(1, "parent", "parent_v1", 7), "baseline")
    assert [due.rounds for due in due_for_schools([a_round(1, 7, "baseline"), parents], [])] == [(9,), (1,)]


def test_the_programme_is_due_one_wave_after_another() -> None:
    sealed = [*BOTH_BASELINES, a_round(3, 7, "endline"), a_round(4, 8, "endline")]
    assert due_for_programme(sealed, [], BOTH) == [
        Due(PROGRAMME, ("baseline",), (1, 2)),
        Due(PROGRAMME, ("baseline", "endline"), (1, 2, 3, 4)),
    ]


def test_the_programme_waits_for_a_school_that_has_not_sealed() -> None:
    assert due_for_programme(BOTH_BASELINES[:1], [], BOTH) == []
    assert due_for_programme(BOTH_BASELINES[:1], [], {(1, 7)}) == [Due(PROGRAMME, ("baseline",), (1,))]


def test_a_school_of_another_cohort_is_not_waited_for() -> None:
    assert due_for_programme(BOTH_BASELINES, [], BOTH | {(2, 9)}) == [Due(PROGRAMME, ("baseline",), (1, 2))]


def test_a_baseline_sealed_after_its_release_stays_out_of_the_next() -> None:
    """Or its answers would be the difference of the two releases."""
    released = Stored(PROGRAMME, ("baseline",), (1, 2))
    late = a_round(3, 9, "baseline")
    endlines = [a_round(4, 7, "endline"), a_round(5, 8, "endline"), a_round(6, 9, "endline")]
    (due,) = due_for_programme([*BOTH_BASELINES, late, *endlines], [released], BOTH)
    assert due == Due(PROGRAMME, ("baseline", "endline"), (1, 2, 4, 5, 6))


def test_a_school_that_left_after_a_release_is_still_in_its_baseline() -> None:
    released = Stored(PROGRAMME, ("baseline",), (1, 2))
    (due,) = due_for_programme([*BOTH_BASELINES, a_round(4, 7, "endline")], [released], {(1, 7)})
    assert due.rounds == (1, 2, 4)


def test_a_school_that_joins_late_does_not_split_the_waves() -> None:
    released = Stored(PROGRAMME, ("baseline",), (1, 2))
    endlines = [a_round(4, 7, "endline"), a_round(5, 8, "endline"), a_round(6, 9, "endline")]
    (due,) = due_for_programme([*BOTH_BASELINES, *endlines], [released], BOTH | {(1, 9)})
    assert due.waves == ("baseline", "endline")


PLACES = [(school, wave) for school in (1, 2, 3) for wave in WAVES]
ROUNDS = st.permutations(PLACES).map(
    lambda places: [a_round(number, *place) for number, place in enumerate(places, start=1)]
)
STEPS = st.lists(st.sets(st.integers(1, 3), min_size=1, max_size=2), min_size=4, max_size=4)


@settings(max_examples=300)
@given(rounds=ROUNDS, steps=STEPS, cuts=st.lists(st.integers(1, len(PLACES)), min_size=4, max_size=4))
def test_whatever_happens_a_released_wave_keeps_its_rounds_and_nothing_is_due_twice(
    rounds: list[Sealed], steps: list[set[int]], cuts: list[int]
) -> None:
    """Rounds are sealed bit by bit while schools join and leave; each step makes all that is due."""
    stored: list[Stored] = []
    wave_of = {round_.round_id: round_.wave for round_ in rounds}
    for taking_part, cut in zip(steps, sorted(cuts), strict=False):
        sealed = rounds[:cut]
        awaited = {(1, school) for school in taking_part}
        due = due_for_programme(sealed, stored, awaited)
        stored += [Stored(one.strand, one.waves, one.rounds) for one in due]
        assert due_for_programme(sealed, stored, awaited) == []
    made = [release.waves for release in stored]
    assert len(made) == len(set(made))
    for wave in WAVES:
        counted = {
            frozenset(number for number in release.rounds if wave_of[number] == wave)
            for release in stored
            if wave in release.waves
        }
        assert len(counted) <= 1


def test_a_signature_is_of_the_text_and_of_the_pepper() -> None:
    signed = signature_of_plan("plan", pepper=b"pepper")
    assert signed == signature_of_plan("plan", pepper=b"pepper")
    assert signed != signature_of_plan("plan ", pepper=b"pepper")
    assert signed != signature_of_plan("plan", pepper=b"another")


RUNGS = st.sampled_from([*Rung, None])


@given(first=RUNGS, second=RUNGS, third=RUNGS)
def test_a_wave_is_never_shown_more_finely_than_at_its_coarsest(
    first: Rung | None, second: Rung | None, third: Rung | None
) -> None:
    before = [ShownAs("safe-by-all", "baseline", rung) for rung in (first, second)]
    now = ShownAs("safe-by-all", "baseline", third)
    coarsest = max(one.coarseness for one in before)
    assert widened(before, [now]) == ([now] if now.coarseness < coarsest else [])


def test_another_table_or_wave_is_no_widening() -> None:
    before = [ShownAs("safe-by-all", "baseline", None)]
    assert widened(before, [ShownAs("safe-by-all", "endline", Rung.FIVES)]) == []
    assert widened(before, [ShownAs("fair-by-all", "baseline", Rung.FIVES)]) == []


def test_a_wave_of_which_nothing_was_shown_stays_so() -> None:
    before = [ShownAs(EVERY_TABLE, "baseline", None)]
    now = ShownAs("safe-by-all", "baseline", Rung.WORDS)
    assert widened(before, [now]) == [now]
    assert widened(before, [ShownAs("safe-by-all", "baseline", None)]) == []
