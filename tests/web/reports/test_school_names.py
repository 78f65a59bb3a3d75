"""A quotation that would tell which school it is from stays out of the programme's report."""

from __future__ import annotations

import pytest

from belonging.web.reports.rules.school_names import names_a_school, telling_words

NAMES = ("Lanternbridge School", "Paper Kite School", "St Mary's CofE Primary School", "Moonrake Hill Primary School")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Lanternbridge has changed for us.", True),
        ("At MOONRAKE they listen.", True),
        ("Everybody at school says hello, up the hill and in the village.", False),
        ("Our primary is a community.", False),
    ],
)
def test_part_of_a_name_is_enough(text: str, named: bool) -> None:
    assert names_a_school(text, telling_words(NAMES)) is named


def test_a_school_whose_name_is_all_everyday_words_has_none_that_tells() -> None:
    assert telling_words(["Hill Road Primary School"]) == frozenset()
