"""Rows that are handed out: each alike with nine others, whatever is known of everybody, and no answer has a say."""

from __future__ import annotations

import random
from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.coarsening import (
    COARSE_FROM,
    FACTS,
    LEAST,
    UNIT,
    WITHHELD,
    coarsen,
    kept_shares,
    raw_columns,
    with_facts,
)
from belonging.instruments.load import load

PUPIL = load("pupil_v1")
ITEMS = [item.key for item in PUPIL.items]


def school(size: int, seed: int, name: str = "1", years: tuple[str, ...] = ("7", "8", "9", "10", "11")) -> pl.DataFrame:
    """A roll as schools have it: most alike, some rare, a few in other editions."""
    draw = random.Random(seed)
    rows = []
    for _ in range(size):
        edition = draw.choices(["standard", "younger", "pictures", "pictures_two", "easy_read"], [88, 5, 3, 2, 2])[0]
        codes = {"younger": (11, 12, 13, 9), "pictures": (21, 22, 23, 9), "pictures_two": (21, 23, 9)}
        rows.append(
            {
                "school": name,
                "wave": "baseline",
                "setting": "secondary",
                "year_group": draw.choice(years),
                "gender": draw.choices(["girl", "boy", "another", "undisclosed"], [48, 48, 1, 3])[0],
                "sen": draw.choices(["N", "K", "E", None], [80, 14, 5, 1])[0],
                "language": draw.choices(["en", "pl", "ur"], [94, 4, 2])[0],
                "edition": edition,
                "help": draw.choices(["", "read", "signed"], [90, 8, 2])[0],
                "way": draw.choices(["screen", "paper"], [95, 5])[0],
                **{key: draw.choice(codes.get(edition, (1, 2, 3, 4, 9))) for key in ITEMS},
            }
        )
    return pl.DataFrame(rows, schema_overrides={"sen": pl.String})


def fewest_alike(rows: pl.DataFrame) -> int:
    """The attack: with everybody's facts in hand, how many people could the best-known row be?"""
    if rows.is_empty():
        return LEAST
    return min(Counter(rows.select(*UNIT, *FACTS).iter_rows()).values())


def test_the_facts_of_a_rare_pupil_are_withheld_and_those_of_the_many_stay() -> None:
    rows = school(400, seed=1)
    rare = rows.head(1).with_columns(pl.lit("another").alias("gender"), pl.lit("E").alias("sen"))
    whole = with_facts(PUPIL, pl.concat([rows, rare]))

    made = coarsen(whole)

    assert fewest_alike(made.frame) >= LEAST
    assert "another" not in made.frame.filter(pl.col("sen") == "E").get_column("gender")
    kept = kept_shares(made.frame)
    assert kept["phase"] > 0.95
    assert kept["send"] > 0.9
    assert kept["gender"] > 0.8
    assert kept["year_group"] > 0.4


@pytest.mark.parametrize("size", [8, 9, 10, 19, 30, 60, 120, 400, 1800])
def test_no_row_is_pinned_to_fewer_than_ten_and_the_uncoarsened_rows_are(size: int) -> None:
    whole = with_facts(PUPIL, school(size, seed=size))

    made = coarsen(whole)

    assert fewest_alike(made.frame) >= LEAST
    assert made.frame.height + made.destroyed == size
    assert fewest_alike(whole) < LEAST, "the attack would find nothing in the rows as they were: it is blunt"
    assert made.destroyed == size if size < LEAST else made.destroyed < size or size < 3 * LEAST


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 90), st.integers(0, COARSE_FROM))
def test_whatever_the_school_every_row_that_is_left_has_nine_like_it(seed: int, size: int, already: int) -> None:
    made = coarsen(with_facts(PUPIL, school(size, seed)), already=already)

    assert fewest_alike(made.frame) >= LEAST


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(10, 90))
def test_what_is_withheld_hangs_on_no_answer(seed: int, size: int) -> None:
    rows = school(size, seed).with_columns(pl.lit("standard").alias("edition"))
    turned = rows.with_columns(pl.lit(4, dtype=pl.Int64).alias(key) for key in ITEMS)

    facts, others = (coarsen(with_facts(PUPIL, each)).frame.select(*UNIT, *FACTS) for each in (rows, turned))

    assert facts.equals(others)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(10, 90))
def test_a_code_never_tells_who_had_a_rare_edition(seed: int, size: int) -> None:
    made = coarsen(with_facts(PUPIL, school(size, seed)))

    for edition, code in (("younger", 12), ("pictures", 22)):
        telling = made.frame.filter(pl.any_horizontal(pl.col(key) == code for key in ITEMS))
        had = made.frame.filter(pl.col("codes") == edition).height
        assert telling.is_empty() or had >= LEAST


def test_an_answer_is_never_changed_and_none_is_added() -> None:
    rows = school(120, seed=3)

    made = coarsen(with_facts(PUPIL, rows))

    before = Counter(rows.select(ITEMS).iter_rows())
    after = Counter(made.frame.select(ITEMS).iter_rows())
    assert after <= before
    assert sum(before.values()) - sum(after.values()) == made.destroyed


def test_the_coarse_detail_states_phase_send_and_sex_alone() -> None:
    made = coarsen(with_facts(PUPIL, school(300, seed=4)), already=COARSE_FROM)

    stated = {name for name, share in kept_shares(made.frame).items() if share > 0}
    assert stated == {"gender", "role", "send", "phase"}


def test_each_wave_is_counted_by_itself() -> None:
    first = school(200, seed=5)
    last = school(11, seed=6).with_columns(pl.lit("endline").alias("wave"))

    made = coarsen(with_facts(PUPIL, pl.concat([first, last])))

    assert fewest_alike(made.frame) >= LEAST
    assert made.frame.filter(pl.col("wave") == "endline", pl.col("phase") != WITHHELD).height in (0, 10, 11)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_of_a_wave_none_are_destroyed_or_at_least_ten(seed: int, sizes: list[int]) -> None:
    rows = pl.concat(school(size, seed + at, name=str(at)) for at, size in enumerate(sizes))

    made = coarsen(with_facts(PUPIL, rows))

    assert made.destroyed == 0 or made.destroyed >= LEAST or made.frame.is_empty()
    assert fewest_alike(made.frame) >= LEAST


def joined(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """The attack with two packs: rows are known again by their answers, so each fact counts that either states."""
    both = one.join(other.select(ITEMS[0], *FACTS), on=ITEMS[0], how="full", coalesce=True, suffix=" too")
    known = [pl.col(name).replace(WITHHELD, None).fill_null(pl.col(f"{name} too")).alias(name) for name in FACTS]
    return both.select(*UNIT, *known).drop_nulls("school")


def numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Every row unique by its answers."""
    return with_facts(PUPIL, rows).with_columns(pl.int_range(pl.len()).alias(ITEMS[0]))


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.integers(20, 120))
def test_two_packs_in_one_order_tell_no_more_than_one_even_after_a_further_wave(seed: int, size: int) -> None:
    last = school(size, seed + 1).with_columns(pl.lit("endline").alias("wave"))
    both = numbered(pl.concat([school(size, seed), last]))

    first = coarsen(both.filter(pl.col("wave") == "baseline")).frame
    later = coarsen(both.sample(fraction=1, shuffle=True, seed=1).sort(ITEMS[0])).frame

    again = later.filter(pl.col("wave") == "baseline")
    assert fewest_alike(joined(first, again)) >= LEAST
    assert first.sort(ITEMS[0]).equals(again.sort(ITEMS[0]))


def test_two_packs_in_two_orders_or_details_pin_people() -> None:
    """The control: this is what one order and one detail for a cohort are there for."""
    rows = numbered(school(200, seed=3))
    shuffled = rows.sample(fraction=1, shuffle=True, seed=3)

    assert fewest_alike(joined(coarsen(rows).frame, coarsen(shuffled).frame)) < LEAST
    assert fewest_alike(joined(coarsen(rows).frame, coarsen(rows, already=COARSE_FROM).frame)) < LEAST


def test_the_rows_go_back_into_the_engine() -> None:
    made = coarsen(with_facts(PUPIL, school(400, seed=7)))

    answers = AnswerSet.from_columns(PUPIL, raw_columns(PUPIL, made.frame))

    assert answers.frame.height == made.frame.height
    assert set(answers.frame.get_column("send")) <= {"send", "no_send", "undisclosed"}
    expected = made.frame.filter(pl.col("send") == "send").height
    assert answers.frame.filter(pl.col("send") == "send").height == expected
    assert (
        answers.frame.filter(pl.col("phase") == "secondary").height
        == made.frame.filter(pl.col("phase") == "secondary").height
    )


def test_ten_is_the_least() -> None:
    with pytest.raises(ValueError, match="fewer than 10"):
        coarsen(with_facts(PUPIL, school(30, seed=8)), least=9)
