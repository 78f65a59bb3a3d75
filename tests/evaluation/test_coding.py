"""Precision by the number of answers alone, and what it hides."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.disclosure.coding import CHAIN, Coded, code, counts_within, edges, rounded_n, rung_for, shares
from belonging.evaluation.released import Rung
from belonging.instruments.model import Part

RANGES = {
    Rung.WORDS: range(10, 30),
    Rung.TENS: range(30, 60),
    Rung.FIVES: range(60, 300),
    Rung.WHOLE: (*range(300, 420), 851, 1000, 1200, 2500),
}
EVERY = frozenset(Part)


@pytest.mark.parametrize("rung", list(RANGES))
def test_every_band_holds_at_least_three_counts_ends_included(rung: Rung) -> None:
    for n in RANGES[rung]:
        counts: dict[tuple[float, float], int] = defaultdict(int)
        for count in range(n + 1):
            counts[edges(rung, count, n)] += 1
        assert min(counts.values()) >= 3, (rung, n, counts)


@pytest.mark.parametrize(("n", "rung"), [(9, None), (10, Rung.WORDS), (29, Rung.WORDS), (30, Rung.TENS)])
def test_precision_follows_the_number_of_answers(n: int, rung: Rung | None) -> None:
    assert rung_for(n) is rung


def test_precision_grows_at_sixty_and_at_three_hundred() -> None:
    assert [rung_for(n) for n in (59, 60, 299, 300)] == [Rung.TENS, Rung.FIVES, Rung.FIVES, Rung.WHOLE]


@given(st.integers(10, 2000), st.data())
def test_a_share_lies_within_its_band(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    rung = rung_for(n)
    assert rung is not None

    low, high = edges(rung, count, n)

    assert low <= 100 * count / n + 1e-9
    assert 100 * count / n <= high + 1e-9


@settings(deadline=None, max_examples=60)
@given(st.integers(10, 900), st.data())
def test_a_bands_counts_are_all_those_that_are_printed_alike(n: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, n))
    rung = rung_for(n)
    assert rung is not None

    low, high = counts_within(rung, count, n)

    alike = [other for other in range(n + 1) if edges(rung, other, n) == edges(rung, count, n)]
    assert alike == list(range(low, high + 1))
    assert len(alike) >= 3


@pytest.mark.parametrize(
    ("count", "counts"), [(0, (0, 5)), (6, (6, 9)), (393, (390, 393)), (394, (394, 400)), (400, (394, 400))]
)
def test_whole_per_cents_join_at_both_ends(count: int, counts: tuple[int, int]) -> None:
    assert counts_within(Rung.WHOLE, count, 400) == counts


def compositions(n: int, parts: int) -> list[tuple[int, ...]]:
    walls = combinations(range(n + parts - 1), parts - 1)
    return [tuple(b - a - 1 for a, b in zip((-1, *wall), (*wall, n + parts - 1), strict=True)) for wall in walls]


@pytest.mark.parametrize("n", [10, 11, 12, 13, 15])
def test_whoever_knows_the_number_of_answers_still_finds_three_counts_for_any_sum_of_parts(n: int) -> None:
    """Every way n answers can fall into four parts, gathered by what would be printed."""
    four = [part for part in CHAIN if part is not Part.NEITHER]
    worlds: dict[Coded, list[tuple[int, ...]]] = defaultdict(list)
    for counts in compositions(n, 4):
        coded = code(Rung.WORDS, n, {**dict(zip(four, counts, strict=True)), Part.NEITHER: 0})
        worlds[coded].append(counts)

    subsets = [chosen for size in (1, 2, 3) for chosen in combinations(range(4), size)]
    for same in worlds.values():
        for chosen in subsets:
            assert len({sum(counts[place] for place in chosen) for counts in same}) >= 3


def test_parts_coded_one_by_one_would_not_do() -> None:
    """Why the chain: bands of each part alone leave one world only for 42 + 18 of 60."""
    bands = (edges(Rung.FIVES, 42, 60), edges(Rung.FIVES, 18, 60))
    worlds = [
        (positive, negative)
        for positive in range(61)
        for negative in range(61 - positive)
        if (edges(Rung.FIVES, positive, 60), edges(Rung.FIVES, negative, 60)) == bands
    ]

    assert worlds == [(42, 18)]


@given(st.lists(st.integers(0, 300), min_size=5, max_size=5).filter(lambda counts: sum(counts) >= 10))
def test_printed_parts_hold_the_true_shares(counts: list[int]) -> None:
    n = sum(counts)
    rung = rung_for(n)
    assert rung is not None
    slack = 1.0 if rung is Rung.WHOLE else 0.06  # whole per cent print as points; thirds to one decimal

    printed = shares(code(rung, n, dict(zip(CHAIN, counts, strict=True))), EVERY)

    for part, count in zip(CHAIN, counts, strict=True):
        share = printed[part.value]
        assert share.low - slack <= 100 * count / n <= share.high + slack


def test_whole_per_cents_add_up_to_a_hundred() -> None:
    counts = {Part.POSITIVE: 857, Part.NEITHER: 0, Part.DECLINED: 17, Part.UNANSWERED: 9, Part.NEGATIVE: 317}

    printed = shares(code(Rung.WHOLE, 1200, counts), EVERY)

    assert sum(share.low for share in printed.values()) == 100
    assert printed["positive"].text == "71 in 100"
    assert printed["negative"].text == "26 in 100"


@pytest.mark.parametrize(
    ("n", "positive", "text"),
    [
        (1200, 5, "1 or fewer in 100"),
        (1200, 1195, "99 or more in 100"),
        (120, 90, "between 75 and 80 in 100"),
        (120, 2, "5 or fewer in 100"),
        (120, 120, "95 or more in 100"),
        (40, 20, "between 50 and 60 in 100"),
        (20, 5, "few"),
        (20, 10, "about half"),
        (20, 15, "most"),
    ],
)
def test_a_share_is_said_in_natural_frequencies_or_words(n: int, positive: int, text: str) -> None:
    rung = rung_for(n)
    assert rung is not None
    counts = dict.fromkeys(Part, 0) | {Part.POSITIVE: positive, Part.NEGATIVE: n - positive}

    assert shares(code(rung, n, counts), EVERY)["positive"].text == text


@pytest.mark.parametrize(("n", "printed"), [(10, 10), (12, 10), (13, 15), (118, 120), (1200, 1200)])
def test_numbers_of_answers_are_rounded_to_five(n: int, printed: int) -> None:
    assert rounded_n(n) == printed


@given(st.integers(10, 2000))
def test_the_base_that_intervals_use_is_never_larger_than_the_true_one(n: int) -> None:
    rung = rung_for(n)
    assert rung is not None

    coded = code(rung, n, dict.fromkeys(Part, 0) | {Part.POSITIVE: n})

    assert n - 4 <= coded.least_n <= n
