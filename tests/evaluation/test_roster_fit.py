"""A roster beside the answers: what does not fit is refused or said."""

from __future__ import annotations

import pytest

from belonging.evaluation.movers import Roll
from belonging.evaluation.roster import InvalidRoster, Roster
from belonging.evaluation.roster_fit import check_fit, misfits
from tests.evaluation.rows import Pupils, answer_set, answers

ANSWERED = answer_set(
    [Pupils(answers(20, 10), school=school, wave=wave) for school in ("elm", "oak") for wave in ("baseline", "endline")]
)
WHOLE = {(school, wave): 40 for school in ("elm", "oak") for wave in ("baseline", "endline")}


def test_a_roster_that_fits_says_nothing() -> None:
    roster = Roster.of_rolls(WHOLE)

    check_fit(roster, ANSWERED, {("elm", "baseline"): Roll(40)})
    assert list(misfits(roster, ANSWERED)) == []


@pytest.mark.parametrize("people", [0, 5, 29])
def test_fewer_on_roll_than_answered_are_refused(people: int) -> None:
    said = f"The roster has {people} on roll for oak, endline, and 30 answered. Give everyone"

    with pytest.raises(InvalidRoster, match=said):
        check_fit(Roster.of_rolls({**WHOLE, ("oak", "endline"): people}), ANSWERED, {})


def test_a_roster_against_the_mapping_files_rolls_is_refused() -> None:
    with pytest.raises(InvalidRoster, match=r"40 on roll for elm, baseline; the mapping file's .* says 41\. Correct"):
        check_fit(Roster.of_rolls(WHOLE), ANSWERED, {("elm", "baseline"): Roll(41)})


def test_schools_that_only_one_of_the_two_has_are_named() -> None:
    rolls = {key: people for key, people in WHOLE.items() if key != ("elm", "baseline")} | {("Elm", "baseline"): 40}

    assert list(misfits(Roster.of_rolls(rolls), ANSWERED)) == [
        "The roster has no row for elm, baseline: it was not used.",
        "On the roster, without answers: Elm, baseline.",
    ]
