"""All schools together: what is told never gives one school away."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.instruments.load import load_audit
from belonging.web.audit.rules.across import LEAST, Counted, across, counting, standing

AUDIT = load_audit()


@settings(deadline=None)
@given(st.integers(3, 60), st.data())
def test_whatever_is_told_every_school_may_rate_it_fully_and_may_not(schools: int, data: st.DataObject) -> None:
    """To somebody who knows which schools took part, and no rating: neither all nor none is ever certain."""
    fully = data.draw(st.integers(0, schools))
    told = standing(fully, schools)

    possible = [count for count in range(schools + 1) if standing(count, schools) == told]

    assert fully in possible
    assert max(possible) >= 1
    assert min(possible) <= schools - 1


@given(st.integers(0, 60))
def test_no_school_and_no_two_ever_make_the_difference(awaited: int) -> None:
    shown = [counting(signed, awaited) for signed in range(awaited + 1)]

    steps = {later - before for before, later in pairwise(shown)}
    assert all(step == 0 or step >= LEAST for step in steps)
    assert all(counted <= signed for signed, counted in enumerate(shown))
    assert shown[-1] == (awaited if awaited >= LEAST else 0)


def test_ten_schools_are_added_three_three_and_four() -> None:
    assert [counting(signed, 10) for signed in range(11)] == [0, 0, 0, 3, 3, 3, 6, 6, 6, 6, 10]


def test_words_and_numbers() -> None:
    assert [standing(fully, 4).words for fully in range(5)] == [
        "fewer than half of them",
        "fewer than half of them",
        "half of them or more",
        "half of them or more",
        "half of them or more",
    ]
    assert [standing(fully, 6).words for fully in range(7)] == [
        "0 or 1 of 6",
        "0 or 1 of 6",
        "2 of 6",
        "3 of 6",
        "4 of 6",
        "5 or 6 of 6",
        "5 or 6 of 6",
    ]


def test_a_statement_that_fewer_than_three_rated_is_only_named() -> None:
    rows = [Counted("safe_places", "fully", "fully", 2), Counted("transitions", "fully", "not_yet", 3)]

    found = across(rows, AUDIT, stage="final", schools=3)

    assert [one.statement.key for one in found.statements] == ["transitions"]
    assert "safe_places" in {one.key for one in found.too_few}


def test_areas_are_rounded_and_count_only_what_is_told() -> None:
    rows = [
        Counted("safe_places", "fully", "not_yet", 4),
        Counted("safe_places", "fully", "fully", 3),
        Counted("transitions", "partially", "not_yet", 7),
        Counted("welcome", "not_yet", "not_yet", 2),
    ]

    (area,) = across(rows, AUDIT, stage="final", schools=7).areas

    assert (area.area.key, area.earlier, area.now, area.points) == ("inclusive_culture", 20, 50, 30)


def test_the_weakest_and_those_that_moved_most_come_by_what_is_told() -> None:
    rows = [
        *(Counted("safe_places", "fully", "not_yet", 1) for _ in range(8)),
        Counted("transitions", "not_yet", "not_yet", 8),
        Counted("welcome", "fully", "fully", 4),
        Counted("welcome", "partially", "fully", 4),
        Counted("pupil_voice", "fully", "not_yet", 3),
        Counted("pupil_voice", "partially", "not_yet", 5),
    ]

    found = across(rows, AUDIT, stage="final", schools=8)

    assert [one.statement.key for one in found.weakest] == ["transitions", "pupil_voice", "welcome", "safe_places"]
    assert [one.statement.key for one in found.moved_most] == ["safe_places", "pupil_voice"]
    assert [one.statement.key for one in found.moved_back] == ["welcome"]
