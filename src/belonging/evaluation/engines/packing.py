"""Several small counters in one whole number, so that a scan adds up one number per item instead of one per code.

Each code of an item, and one more for all else, has its own run of bits in an Int64. No group may hold more
questionnaires than a run can count. `halved` then gives every counter twice the room, by taking each second run
apart, so that groups can be added up further.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np
import polars as pl

from belonging.evaluation.engines.raw_cells import FORMS, count_of, others_of

_BITS: Final = 63
"""An Int64 without its sign."""


def room(scales: Collection[Sequence[int]]) -> int:
    """The most questionnaires that one group may hold where these scales' counters are packed."""
    return (1 << min((_width(codes) for codes in scales), default=0)) - 1


def room_in_halves(scales: Collection[Sequence[int]]) -> int:
    """The same once they are `halved`."""
    return (1 << min((2 * _width(codes) for codes in scales), default=0)) - 1


def packed(key: str, codes: Sequence[int]) -> pl.Expr:
    """All counts of an item as one sum. No answer adds nothing."""
    answer, width = pl.col(key), _width(codes)
    value = pl.lit(1 << (width * len(codes)), dtype=pl.Int64)
    for place, code in enumerate(codes):
        value = pl.when(answer == code).then(pl.lit(1 << (width * place), dtype=pl.Int64)).otherwise(value)
    return pl.when(answer.is_not_null()).then(value).sum().alias(key)


def halved(table: pl.DataFrame, scales: Mapping[str, Sequence[int]]) -> pl.DataFrame:
    """Each packed sum as two, of the even runs and of the odd ones."""
    series = []
    for key, codes in scales.items():
        width, sums = _width(codes), table.get_column(key).to_numpy()
        even = sum((2**width - 1) << (2 * width * place) for place in range(len(codes) // 2 + 1))
        series += [pl.Series(name, half & even) for name, half in zip(_halves(key), (sums, sums >> width), strict=True)]
    return table.drop(scales).with_columns(series)


def unpacked(table: pl.DataFrame, scales: Mapping[str, Sequence[int]]) -> pl.DataFrame:
    """The halves as one column for each count."""
    series = []
    for key, codes in scales.items():
        width = 2 * _width(codes)
        halves = [table.get_column(name).to_numpy() for name in _halves(key)]
        for place, name in enumerate([*(count_of(key, code) for code in codes), others_of(key)]):
            counts = (halves[place % 2] >> (width * (place // 2))) & (2**width - 1)
            series.append(pl.Series(name, counts.astype(np.int64)))
    return table.drop(name for key in scales for name in _halves(key)).with_columns(series)


def plain(key: str, codes: Sequence[int]) -> list[pl.Expr]:
    """The same counts, each in a column of its own: for groups of any size."""
    answer = pl.col(key)
    counts = [(answer == code).sum().cast(pl.Int64).alias(count_of(key, code)) for code in codes]
    others = (answer.is_not_null() & ~answer.is_in(list(codes))).sum().cast(pl.Int64).alias(others_of(key))
    return [*counts, others]


def group_size(table: pl.DataFrame) -> int:
    """The questionnaires of the largest group."""
    return int(table.select(pl.col(FORMS).max().fill_null(0)).item())


def _halves(key: str) -> tuple[str, str]:
    return f"{key} even", f"{key} odd"


def _width(codes: Sequence[int]) -> int:
    """Bits of a run; an even number of runs, so that the last of each half has room to double."""
    runs = len(codes) + 1
    return _BITS // (runs + runs % 2)
