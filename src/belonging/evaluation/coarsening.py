"""Making rows coarse enough to hand out: every row alike with nine others of its school and wave, or gone.

Response-blind: what is withheld follows from the facts alone, never from an answer, so what is missing says nothing
about what anybody chose. Whoever knows everybody's facts, and this rule, still finds at least ten people for each row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from belonging.evaluation.choices import codes_of
from belonging.evaluation.group_columns import RAW_GROUPS, grouped
from belonging.evaluation.groups import NOT_SAID
from belonging.instruments.choices import STANDARD
from belonging.instruments.model import Instrument

LEAST: Final = 10
"""Rows that have to be alike. No setting makes it fewer."""

WITHHELD: Final = "withheld"
"""In place of a fact that would have left its row among too few."""

STEPS: Final[tuple[tuple[str, ...], ...]] = (
    ("language",),
    ("help", "way"),
    ("edition",),
    ("year_group",),
    ("sen",),
    ("gender",),
    ("role",),
    ("send",),
    ("phase",),
)
"""What is withheld, in this order, of rows that are too few: the year group leaves the phase, K and E leave SEND."""

FACTS: Final = tuple(name for step in STEPS for name in step)

COARSE_FROM: Final = 5
"""The coarse detail: the first steps, up to K and E, are taken for every row."""

UNIT: Final = ("school", "wave", "codes")
"""What is never withheld. `codes`: whose choices the answers are from, for an answer's code tells that anyway."""


@dataclass(frozen=True, slots=True)
class Coarsened:
    """`frame`: the rows that are left, in no order that means anything. `destroyed`: how many are not."""

    frame: pl.DataFrame
    destroyed: int


def with_facts(instrument: Instrument, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows with every column of UNIT and FACTS as text, "undisclosed" where nothing is known, then the items.

    `frame` has what AnswerSet takes, and `language`.
    """
    raw = (*RAW_GROUPS, "language", "help", "way")
    missing = [pl.lit(None, dtype=pl.String).alias(name) for name in raw if name not in frame.columns]
    whole = frame.with_columns(missing).with_columns(pl.col(name).cast(pl.String) for name in raw)
    whole = whole.with_columns(grouped(instrument.audience, ("send", "phase"))).with_columns(
        pl.col("edition").fill_null(STANDARD)
    )
    sets = {edition: _code_set(instrument, edition) for edition in instrument.editions}
    codes = pl.col("edition").replace_strict(sets, default=sets[STANDARD], return_dtype=pl.String).alias("codes")
    stated = [pl.col(name).replace("", None).fill_null(NOT_SAID) for name in FACTS]
    items = [item.key for item in instrument.items if item.key in frame.columns]
    return whole.select("school", "wave", codes, *stated, *items)


def coarsen(frame: pl.DataFrame, *, already: int = 0, least: int = LEAST) -> Coarsened:
    """Withhold, step by step, the facts of rows that fewer than `least` are alike in; destroy what stays too few.

    `frame` is what `with_facts` gives, in an order that no answer has a part in: where too few rows state nothing,
    some of those that stand first give up their facts for them. The first `already` steps are taken for all rows.
    """
    if least < LEAST:
        raise ValueError(f"Rows may not be handed out with fewer than {LEAST} alike.")
    for name in (name for step in STEPS[:already] for name in step):
        frame = frame.with_columns(pl.lit(WITHHELD).alias(name))
    for step in STEPS[already:]:
        small = alike() < least
        frame = frame.with_columns(
            pl.when(small).then(pl.lit(WITHHELD)).otherwise(pl.col(name)).alias(name) for name in step
        )
    frame = _filled_up(frame, least)
    kept = _none_or_many_lost(frame, frame.filter(alike() >= least), least)
    return Coarsened(kept, frame.height - kept.height)


def alike() -> pl.Expr:
    """How many rows have the same school, wave, choices and facts as this one."""
    return pl.len().over(*UNIT, *FACTS)


def raw_columns(instrument: Instrument, frame: pl.DataFrame) -> dict[str, list[object]]:
    """Coarsened rows as AnswerSet takes them: what is withheld is not stated, K and E that became SEND are "yes".

    A withheld edition is counted by the choices that it had.
    """
    by_codes = {_code_set(instrument, each): each for each in reversed(instrument.editions)}
    edition = pl.when(pl.col("edition") == WITHHELD).then(pl.col("codes").replace_strict(by_codes, default=STANDARD))
    send = pl.col("send").replace_strict({"send": "yes", "no_send": "no"}, default=None, return_dtype=pl.String)
    known = pl.col("sen").is_in([WITHHELD, NOT_SAID])
    stated = frame.with_columns(
        edition.otherwise(pl.col("edition")).alias("edition"),
        pl.when(known).then(send).otherwise(pl.col("sen")).alias("sen"),
    )
    names = ("school", "wave", "year_group", "gender", "sen", "phase", "role", "edition", "help", "way")
    texts = [pl.col(name).replace(WITHHELD, None) for name in names]
    items = [item.key for item in instrument.items if item.key in frame.columns]
    return stated.select(*texts, *items).to_dict(as_series=False)


def kept_shares(frame: pl.DataFrame) -> Mapping[str, float]:
    """Of each fact, the share of the rows that still state it."""
    if frame.is_empty():
        return dict.fromkeys(FACTS, 0.0)
    return {name: float((frame.get_column(name) != WITHHELD).sum()) / frame.height for name in FACTS}


def _code_set(instrument: Instrument, edition: str) -> str:
    """The name of a set of choices: the first edition that has exactly these codes."""
    own = _codes(instrument, edition)
    return next(each for each in instrument.editions if _codes(instrument, each) == own)


def _codes(instrument: Instrument, edition: str) -> Sequence[int]:
    return sorted(codes_of(instrument, instrument.items[0].key, edition))


def _none_or_many_lost(before: pl.DataFrame, kept: pl.DataFrame, least: int) -> pl.DataFrame:
    """Of a wave either no row is destroyed or at least `least`: else the released totals less these rows would speak
    of fewer. What is lacking comes from the wave's largest group, by place in the frame.
    """
    held, left = (
        frame.group_by("wave").agg(pl.len().alias(name)) for frame, name in ((before, "held"), (kept, "left"))
    )
    both = held.join(left, on="wave", how="left")
    lost = both.select("wave", (pl.col("held") - pl.col("left").fill_null(0)).alias("lost"))
    few = lost.filter(pl.col("lost").is_between(1, least - 1)).select("wave", (least - pl.col("lost")).alias("lacking"))
    giving = _giving(kept, few, ("wave",), least)
    return _marked(kept, giving).filter(~pl.col("marked")).drop("marked")


def _filled_up(frame: pl.DataFrame, least: int) -> pl.DataFrame:
    """Where the rows that state nothing are too few, as many as they lack join them from the unit's largest group."""
    blank = pl.all_horizontal(pl.col(name) == WITHHELD for name in FACTS)
    sizes = frame.filter(blank).group_by(UNIT).agg(pl.len().alias("rows"))
    few = sizes.filter(pl.col("rows") < least).select(*UNIT, (least - pl.col("rows")).alias("lacking"))
    marked = _marked(frame, _giving(frame.filter(~blank), few, UNIT, least))
    blanked = [pl.when("marked").then(pl.lit(WITHHELD)).otherwise(pl.col(name)).alias(name) for name in FACTS]
    return marked.with_columns(blanked).drop("marked")


def _giving(frame: pl.DataFrame, few: pl.DataFrame, within: Sequence[str], least: int) -> pl.DataFrame:
    """Which groups give how many (`gives`): the largest where some are lacking; whole, where too few would stay."""
    groups = frame.group_by(*UNIT, *FACTS).agg(pl.len().alias("rows"))
    rest = pl.col("rows") - pl.col("lacking")
    return (
        groups.join(few, on=within)
        .sort("rows", *UNIT, *FACTS, descending=[True, *([False] * (len(UNIT) + len(FACTS)))])
        .unique(subset=within, keep="first", maintain_order=True)
        .select(*UNIT, *FACTS, pl.when(rest >= least).then("lacking").otherwise("rows").alias("gives"))
    )


def _marked(frame: pl.DataFrame, giving: pl.DataFrame) -> pl.DataFrame:
    """With `marked`: whether a row is among those that its group gives, the first of it."""
    place = pl.int_range(pl.len()).over(*UNIT, *FACTS)
    joined = frame.join(giving, on=[*UNIT, *FACTS], how="left", maintain_order="left")
    return joined.with_columns((place < pl.col("gives")).fill_null(value=False).alias("marked")).drop("gives")
