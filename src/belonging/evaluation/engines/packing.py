"""Several small counters in one whole number, so that a scan adds up one number per item instead of one per code.

Each code of an item, and one more for all else, has its own run of bits in an Int64. A group of questionnaires
that fits into a run (`capacity`) cannot make it spill into the next one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from belonging.evaluation.engines.raw_cells import FORMS, count_of, others_of

_BITS: Final = 63
"""An Int64 without its sign."""


def capacity(scales: Sequence[Sequence[int]]) -> int:
    """The most questionnaires that one group may hold; 0 where a scale has too many codes to be packed at all."""
    widths = [_width(codes) for codes in scales]
    return 2 ** min(widths) - 1 if widths else 0


def packed(key: str, codes: Sequence[int]) -> pl.Expr:
    """All counts of an item as one sum. No answer adds nothing."""
    answer, width = pl.col(key), _width(codes)
    value = pl.lit(1 << (width * len(codes)), dtype=pl.Int64)
    for place, code in enumerate(codes):
        value = pl.when(answer == code).then(pl.lit(1 << (width * place), dtype=pl.Int64)).otherwise(value)
    return pl.when(answer.is_not_null()).then(value).sum().alias(key)


def unpacked(table: pl.DataFrame, scales: Mapping[str, Sequence[int]]) -> pl.DataFrame:
    """The packed sums as one column for each count."""
    series = []
    for key, codes in scales.items():
        width, sums = _width(codes), table.get_column(key).to_numpy()
        names = [*(count_of(key, code) for code in codes), others_of(key)]
        for place, name in enumerate(names):
            series.append(pl.Series(name, (sums >> (width * place)) & (2**width - 1)))
    return table.drop(scales).with_columns(series)


def plain(key: str, codes: Sequence[int]) -> list[pl.Expr]:
    """The same counts, each in a column of its own: for groups of any size."""
    answer = pl.col(key)
    counts = [(answer == code).sum().cast(pl.Int64).alias(count_of(key, code)) for code in codes]
    others = (answer.is_not_null() & ~answer.is_in(list(codes))).sum().cast(pl.Int64).alias(others_of(key))
    return [*counts, others]


def group_size(table: pl.DataFrame) -> int:
    """The questionnaires of the largest group."""
    return int(table.select(pl.col(FORMS).max().fill_null(0)).item())


def _width(codes: Sequence[int]) -> int:
    return _BITS // (len(codes) + 1)
