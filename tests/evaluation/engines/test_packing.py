"""Packed counters give what plain ones give, up to the last questionnaire that they have room for."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.evaluation.engines.packing import halved, packed, plain, room, room_in_halves, unpacked
from belonging.evaluation.engines.raw_cells import FORMS

SCALES = st.lists(st.integers(-128, 127), min_size=1, max_size=11, unique=True)


def counted(frame: pl.DataFrame, codes: list[int], *, pack: bool) -> list[dict[str, object]]:
    forms = pl.len().cast(pl.Int64).alias(FORMS)
    if not pack:
        return frame.group_by("group").agg(forms, *plain("q", codes)).sort("group").to_dicts()
    table = frame.group_by("group").agg(forms, packed("q", codes))
    return unpacked(halved(table, {"q": codes}), {"q": codes}).sort("group").to_dicts()


@settings(deadline=None, max_examples=60)
@given(
    codes=SCALES,
    answers=st.lists(st.tuples(st.integers(0, 2), st.one_of(st.none(), st.integers(-128, 127))), max_size=30),
)
def test_packed_and_plain_counts_are_the_same_whatever_the_scale(
    codes: list[int], answers: list[tuple[int, int | None]]
) -> None:
    frame = pl.DataFrame(answers, schema={"group": pl.Int8, "q": pl.Int8}, orient="row")

    assert counted(frame, codes, pack=True) == counted(frame, codes, pack=False)


@settings(deadline=None, max_examples=30)
@given(codes=st.lists(st.integers(0, 50), min_size=1, max_size=11, unique=True), last=st.booleans())
def test_a_full_group_does_not_spill_into_the_next_counter(codes: list[int], last: bool) -> None:
    full = room([codes])
    code = 51 if last else codes[-1]
    frame = pl.DataFrame({"group": [0], "q": [code]}).select(pl.all().repeat_by(min(full, 5_000)).explode())

    assert counted(frame, codes, pack=True) == counted(frame, codes, pack=False)


@settings(deadline=None, max_examples=40)
@given(codes=SCALES)
def test_full_halves_do_not_spill_either(codes: list[int]) -> None:
    full = room_in_halves([codes])
    width = full.bit_length()
    runs = len(codes) + 1

    assert width * ((runs + 1) // 2) <= 63
    for place in range(runs):
        half = {name: (full << (width * (place // 2)) if place % 2 == odd else 0) for odd, name in enumerate(HALVES)}
        table = pl.DataFrame({FORMS: [full], **{name: [value] for name, value in half.items()}})
        counts = [value for name, value in unpacked(table, {"q": codes}).row(0, named=True).items() if name != FORMS]
        assert counts == [full if other == place else 0 for other in range(runs)]


def test_pupil_scales_leave_room_for_a_large_year_group() -> None:
    assert room([[4, 3, 2, 1, 9]]) == 1_023
    assert room_in_halves([[4, 3, 2, 1, 9]]) >= 1_000_000


def test_nothing_to_pack_has_no_room() -> None:
    assert room([]) == 0


HALVES = ("q even", "q odd")
