"""From the columns that rows bring to the columns that are counted by: the same words for every engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from belonging.evaluation import groups
from belonging.instruments.choices import STANDARD
from belonging.instruments.model import PROFESSIONAL_AUDIENCES, Audience

GROUP_COLUMNS: Final = (
    "school",
    "wave",
    "arm",
    "gender",
    "send",
    "sen",
    "phase",
    "year_group",
    "edition",
    "joined",
)
"""The columns that the engine can count by."""

PROFESSIONAL_COLUMNS: Final = (*GROUP_COLUMNS, "role")
"""The same, of answers given in a professional role: senior leaders and all others."""

RAW_GROUPS: Final = (
    "school",
    "setting",
    "wave",
    "year_group",
    "gender",
    "sen",
    "phase",
    "role",
    "arm",
    "edition",
    "joined",
)
"""The group columns that rows may bring. `phase` is what adults were asked; for pupils it follows from the year
group. `role` is counted by where people answer in a professional role.
"""

_MADE_FROM: Final[Mapping[str, tuple[str, ...]]] = {
    "send": ("sen",),
    "phase": ("phase", "setting", "year_group"),
}
_UNSAID: Final[Mapping[str, str]] = {"arm": groups.PROGRAMME, "edition": STANDARD}
_SEN_RECORDED: Final = {"N": "N", "K": "K", "E": "E"}


def needed_for(by: tuple[str, ...]) -> tuple[str, ...]:
    """The columns rows may bring that the group columns `by` are made from."""
    wanted = {raw for column in by for raw in _MADE_FROM.get(column, (column,))}
    return tuple(name for name in RAW_GROUPS if name in wanted)


def columns_for(audience: Audience) -> tuple[str, ...]:
    """The group columns of an audience's answers."""
    return PROFESSIONAL_COLUMNS if audience in PROFESSIONAL_AUDIENCES else GROUP_COLUMNS


def grouped(audience: Audience, by: tuple[str, ...] = GROUP_COLUMNS) -> list[pl.Expr]:
    """The group columns `by`, out of a frame that has all of `needed_for(by)` as text."""
    return [_made(column, audience) for column in by]


def _made(column: str, audience: Audience) -> pl.Expr:
    if column in ("school", "wave"):
        return pl.col(column)
    if column == "send":
        return pl.col("sen").replace_strict(groups.SEND_OF_SEN, default=groups.NOT_SAID).alias("send")
    if column == "sen":
        return pl.col("sen").replace_strict(_SEN_RECORDED, default=groups.NOT_SAID)
    if column == "phase":
        return _phase(audience).alias("phase")
    if column == "role":
        leads = (pl.col("role") == "leader").fill_null(value=False)
        return pl.when(leads).then(pl.lit("leader")).otherwise(pl.lit("other_role")).alias("role")
    return pl.col(column).fill_null(_UNSAID.get(column, groups.NOT_SAID))


def _phase(audience: Audience) -> pl.Expr:
    by_setting = pl.col("setting").replace_strict(groups.PHASE_OF_SETTING, default=groups.NOT_SAID)
    if audience is not Audience.PUPIL:
        return pl.coalesce("phase", by_setting)
    by_year = pl.col("year_group").replace_strict(groups.PHASE_OF_YEAR, default=None, return_dtype=pl.String)
    no_year = pl.when(pl.col("setting") == "primary").then(pl.lit("primary")).otherwise(pl.lit(groups.NOT_SAID))
    return (
        pl.when(pl.col("setting").is_in(groups.NOT_BY_YEAR_SETTINGS))
        .then(pl.lit(groups.NOT_BY_YEAR))
        .otherwise(pl.coalesce("phase", by_year, no_year))
    )
