"""Rosters: what they add up to, and which cannot be right."""

from __future__ import annotations

import pytest

from belonging.evaluation.roster import InvalidRoster, Roster, RosterCell


def test_rolls_add_up_over_what_the_roster_says_of_people() -> None:
    roster = Roster(
        (
            RosterCell("elm", "baseline", 30, "7", "girl", "N"),
            RosterCell("elm", "baseline", 4, "7", "girl", "K"),
            RosterCell("oak", "baseline", 9, "8", "boy", "N"),
        )
    )

    assert roster.rolls == {("elm", "baseline"): 34, ("oak", "baseline"): 9}
    assert roster.knows("sen")


def test_a_roster_of_rolls_alone_knows_no_fact() -> None:
    roster = Roster.of_rolls({("elm", "baseline"): 34})

    assert roster.rolls == {("elm", "baseline"): 34}
    assert not any(roster.knows(fact) for fact in ("year_group", "sex", "sen"))


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([RosterCell("elm", "spring", 3)], "'spring' is no wave"),
        ([RosterCell("elm", "baseline", -3)], "-3 people"),
        ([RosterCell("elm", "baseline", 3), RosterCell("elm", "baseline", 5)], "named 2 times"),
    ],
)
def test_a_roster_that_cannot_be_right_is_refused(cells: list[RosterCell], words: str) -> None:
    with pytest.raises(InvalidRoster, match=words):
        Roster(tuple(cells))
