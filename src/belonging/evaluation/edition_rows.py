"""Editions of rows: what a row was answered in, and which kind of edition fills a report's tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from belonging.evaluation.choices import codes_of, kind_of, kinds_in
from belonging.evaluation.engines.raw_cells import FORMS
from belonging.evaluation.groups import PROGRAMME, WAVES
from belonging.instruments.choices import STANDARD
from belonging.instruments.model import Instrument


def edition_of_row(instrument: Instrument, items: Sequence[str]) -> pl.Expr:
    """The edition that a row states; where it states none, the first whose own codes it holds, or the standard one.

    Answers of a very small round whose editions differ are kept without it.
    """
    inferred = pl.lit(STANDARD)
    known = set(codes_of(instrument, items[0]))
    for edition in reversed([each for each in instrument.editions if each != STANDARD]):
        own = sorted(set(codes_of(instrument, items[0], edition)) - known)
        if own:
            told = pl.any_horizontal(pl.col(key).cast(pl.Int64).is_in(own).fill_null(value=False) for key in items)
            inferred = pl.when(told).then(pl.lit(edition)).otherwise(inferred)
    return pl.col("edition").fill_null(inferred)


def undecided(instrument: Instrument, items: Sequence[str]) -> pl.Expr:
    """Whether a row states no edition and holds codes that editions of several kinds share.

    Also where one of its codes is of one kind alone: to keep those that took a middle choice would favour it.
    """
    unsure = _unsure_codes(instrument, items[0]) if items else []
    held = [pl.col(key).cast(pl.Int64).is_in(unsure).fill_null(value=False) for key in items]
    return pl.col("edition").is_null() & pl.any_horizontal(held) if unsure else pl.lit(value=False)


def _unsure_codes(instrument: Instrument, key: str) -> list[int]:
    known = set(codes_of(instrument, key))
    own = {each: set(codes_of(instrument, key, each)) - known for each in instrument.editions}
    kinds = {each: kind_of(instrument, each) for each in own}
    pairs = ((one, other) for one in own for other in own if kinds[one] != kinds[other] and own[one] & own[other])
    return sorted({code for pair in pairs for each in pair for code in own[each]})


def main_kind(instrument: Instrument, frame: pl.DataFrame, scope: str) -> str:
    """The kind whose figures fill the tables: in the first wave that anybody answered, by numbers of questionnaires.

    At a school the kind that most answered; in a programme the standard edition's, where anybody answered it. Later
    waves change nothing about it.
    """
    ours = frame.filter(pl.col("arm") == PROGRAMME)
    first = next((wave for wave in WAVES if wave in set(ours.get_column("wave"))), "")
    number = pl.col(FORMS).sum() if FORMS in frame.columns else pl.len()
    editions = dict(ours.filter(pl.col("wave") == first).group_by("edition").agg(number.alias("n")).iter_rows())
    sent: Counter[str] = Counter()
    for edition, number in editions.items():
        sent[kind_of(instrument, edition)] += number
    standard = kind_of(instrument, STANDARD)
    if not sent or (scope == "programme" and standard in sent):
        return standard
    return max(kinds_in(instrument, editions), key=sent.__getitem__)
