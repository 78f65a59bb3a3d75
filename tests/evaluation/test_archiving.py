"""Rows that are kept for good: nobody finds fewer than ten people for one, and what is missing is nobody or ten."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.archiving import PLACES, ROUND, archived, stated
from belonging.evaluation.coarsening import COARSE_FROM, FACTS, LEAST, WITHHELD, coarsen, with_facts
from tests.evaluation.joining import both_waves, fitting, joined, matched_file
from tests.evaluation.test_coarsening import PUPIL, fewest_alike, school

KNOWN = [*((name,) for name in FACTS), ("gender", "send")]
"""By what a reproduction pack and the report may have exact counts."""
LOST = st.integers(0, COARSE_FROM)


def lost(before: pl.DataFrame, after: pl.DataFrame, *within: str) -> list[int]:
    """How many rows are missing, wherever some are left."""
    held = Counter(before.select(within).iter_rows())
    left = Counter(after.select(within).iter_rows())
    return [held[place] - rows for place, rows in left.items()]


@pytest.mark.parametrize("size", [8, 10, 19, 60, 400, 1800])
def test_no_archived_row_is_pinned_to_fewer_than_ten_and_the_uncoarsened_rows_are(size: int) -> None:
    whole = with_facts(PUPIL, school(size, seed=size + 1))

    kept = archived(whole)

    assert fewest_alike(kept) >= LEAST
    assert fewest_alike(whole) < LEAST, "the attack would find nothing in the rows as they were: it is blunt"
    assert kept.is_empty() if size < LEAST else kept.height > size / 2 or size < 3 * LEAST


def missing_by_value(before: pl.DataFrame, after: pl.DataFrame) -> list[int]:
    """The attack: exact counts of all by place and fact, less the archived rows that state it."""
    return [few for within in PLACES for names in KNOWN for few in lost(before, stating(after, names), *within, *names)]


def stating(rows: pl.DataFrame, names: tuple[str, ...]) -> pl.DataFrame:
    return rows.filter(pl.all_horizontal(pl.col(name) != WITHHELD for name in names))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 120), min_size=1, max_size=5), st.integers(0, 10_000), LOST)
def test_exact_counts_less_these_rows_speak_of_nobody_or_of_ten(sizes: list[int], seed: int, already: int) -> None:
    rolls = [school(size, seed + place, name=str(place)) for place, size in enumerate(sizes)]
    whole = with_facts(PUPIL, pl.concat(rolls))

    kept = archived(whole, already=already)

    assert [few for few in missing_by_value(whole, kept) if 0 < few < LEAST] == []
    assert [few for within in PLACES for few in lost(whole, kept, *within) if 0 < few < LEAST] == []
    assert fewest_alike(kept) >= LEAST


def test_without_the_rule_they_speak_of_fewer() -> None:
    whole = with_facts(PUPIL, pl.concat([school(size, size, name=str(size)) for size in (40, 90, 400)]))

    assert [few for few in missing_by_value(whole, coarsen(whole).frame) if 0 < few < LEAST]


def test_a_school_of_eight_beside_a_large_one_is_not_what_the_totals_are_short_of() -> None:
    """Without the rule nobody of the large school might be destroyed, and the eight alone be missing."""
    large = school(60, seed=4).with_columns(pl.lit("standard").alias("edition"))
    small = school(8, seed=5, name="2")
    whole = with_facts(PUPIL, pl.concat([large, small]))

    kept = archived(whole)

    assert kept.filter(pl.col("school") == "2").is_empty()
    assert whole.height - kept.height >= 8 + LEAST
    assert lost(whole, kept, *ROUND) == [whole.height - kept.height - 8]


def test_beside_a_matched_file_they_would_be_pinned_to_fewer_which_is_why_there_is_one_or_the_other() -> None:
    before, after = both_waves(300, seed=3)
    made, whole = matched_file(before, after), before.drop("who")

    assert [row for row in made.to_dicts() if fitting(after, row) < LEAST] == [], "the file alone would do"
    for rows in (archived(whole), coarsen(whole).frame):
        found, few = joined(rows, after, made)
        assert found > made.height / 2
        assert few > 0


def test_what_is_withheld_is_not_stated() -> None:
    row: dict[str, object] = {"codes": "standard", "year_group": WITHHELD, "sen": "K", "language": WITHHELD}
    whole = {**dict.fromkeys(("help", "way", "edition", "gender", "role", "send", "phase"), WITHHELD), **row}

    assert stated(whole) == {"codes": "standard", "sen": "K"}
