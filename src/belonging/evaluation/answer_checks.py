"""What rows must hold before they are counted; each refusal names place, column and remedy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import polars as pl

from belonging.evaluation import groups
from belonging.evaluation.choices import codes_of
from belonging.instruments import facts
from belonging.instruments.model import PROFESSIONAL_AUDIENCES, Audience, Instrument

REQUIRED: Final = ("school", "wave")

ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "setting": tuple(groups.PHASE_OF_SETTING),
    "wave": groups.WAVES,
    "year_group": groups.VALUES["year_group"],
    "gender": groups.VALUES["gender"],
    "sen": tuple(groups.SEND_OF_SEN),
    "phase": groups.VALUES["phase"],
    "arm": groups.VALUES["arm"],
    "joined": groups.VALUES["joined"],
}
"""What a column that rows bring may hold; the others hold any text."""

ALLOWED_ONCE: Final[Mapping[str, tuple[str, ...]]] = {
    **ALLOWED,
    "wave": (groups.ONCE,),
    "role": facts.ASKED["role"],
}
"""The same, of answers given in a professional role."""

MOST_WEIGHT: Final = 1_000_000.0
LEAST_WEIGHT: Final = 1 / MOST_WEIGHT
MOST_WEIGHT_RATIO: Final = 1_000_000.0
"""The largest weight may be this many times the smallest."""

Place = Callable[[int], str]
"""Names a row (from 1) where it is to be found: "Row 5", "Line 6"."""


class InvalidAnswers(ValueError):
    """Rows that the engine cannot count; the message names place, column and remedy."""


def check_names(instrument: Instrument, names: list[str], known: tuple[str, ...]) -> None:
    """Raise InvalidAnswers for a column that is neither in `known` nor an item, or where one is missing."""
    items = [item.key for item in instrument.items]
    unknown = [name for name in names if name not in known and name not in items]
    if unknown:
        raise InvalidAnswers(
            f"{instrument.name} has no column {unknown[0]!r}. Rename it to one of "
            f"{', '.join(known)} or an item key, or leave it out."
        )
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise InvalidAnswers(f"The column {missing[0]!r} is missing. {needed(missing[0])}")
    if not set(items) & set(names):
        raise InvalidAnswers(f"There is no answer column. Name at least one of {', '.join(items)}.")


def allowed_for(audience: Audience) -> Mapping[str, tuple[str, ...]]:
    """What the group columns of an audience's answers may hold."""
    return ALLOWED_ONCE if audience in PROFESSIONAL_AUDIENCES else ALLOWED


def check_groups(frame: pl.DataFrame, place: Place, known: Mapping[str, tuple[str, ...]] = ALLOWED) -> None:
    """Raise InvalidAnswers for a row without school or wave, with a group that is not known, or in a second arm."""
    for name in REQUIRED:
        row = first(frame.get_column(name).is_null())
        if row is not None:
            raise InvalidAnswers(f"{place(row)}, column {name!r} is empty. {needed(name)}")
    for name, allowed in known.items():
        if name not in frame.columns:
            continue
        column = frame.get_column(name).cast(pl.String)
        row = first(column.is_not_null() & ~column.is_in(allowed))
        if row is not None:
            raise InvalidAnswers(f"{place(row)}, {unknown_group(name, column[row - 1], allowed)}")
    if "arm" in frame.columns:
        _check_arms(frame, place)


def _check_arms(frame: pl.DataFrame, place: Place) -> None:
    """Raise InvalidAnswers where a school is in both arms, in one wave or over waves; without an arm it takes part."""
    arms = frame.select("school", arm=pl.col("arm").cast(pl.String).fill_null(groups.PROGRAMME)).with_row_index("row")
    arms = arms.with_columns(pl.all().first().over("school").name.prefix("first_"))
    row = first(arms.get_column("arm") != arms.get_column("first_arm"))
    if row is None:
        return
    _, school, arm, before, _, other = arms.row(row - 1)
    raise InvalidAnswers(
        f"{place(row)}, column 'arm': school {school!r} is {arm} here and {other} in {place(before + 1)}. Give all "
        "rows of a school the same arm, in every wave; an empty one says programme."
    )


def check_codes(instrument: Instrument, frame: pl.DataFrame, keys: list[str], place: Place) -> None:
    """Raise InvalidAnswers where a column holds what is not one of the item's codes, in the edition that was answered.

    A text of `edition` that the questionnaire does not have is of somebody's own, worded and answered as the standard.
    """
    stated = frame.get_column("edition")
    others = [each for each in stated.unique() if each in instrument.editions]
    for key in keys:
        column = frame.get_column(key)
        own = {edition: codes_of(instrument, key, edition) for edition in others}
        allowed = codes_of(instrument, key)
        bad = column.is_not_null() & ~column.cast(pl.Int64).is_in(allowed) & ~stated.is_in(others)
        for edition, codes in own.items():
            bad |= (stated == edition) & column.is_not_null() & ~column.cast(pl.Int64).is_in(codes)
        row = first(bad)
        if row is not None:
            raise InvalidAnswers(
                f"{place(row)}, {unknown_code(key, column[row - 1], own.get(stated[row - 1], allowed))}"
            )


def check_code_type(key: str, dtype: pl.DataType) -> None:
    """Raise InvalidAnswers unless the column of an item holds whole numbers (or nothing at all)."""
    if not (dtype.is_integer() or dtype == pl.Null):
        raise InvalidAnswers(f"Column {key!r} holds {dtype}, not answer codes. Use whole numbers.")


def check_pupils(frame: pl.DataFrame, place: Place) -> None:
    """Raise InvalidAnswers where one pupil is there twice in one wave of one school."""
    again = frame.get_column("pupil").is_not_null() & frame.select(
        twice=~pl.struct("school", "wave", "pupil").is_first_distinct()
    ).get_column("twice")
    row = first(again)
    if row is None:
        return
    school, wave, pupil = frame.select("school", "wave", "pupil").row(row - 1)
    raise InvalidAnswers(
        f"{place(row)}, column 'pupil': {pupil!r} is there a second time in the {wave} of school {school!r}. "
        "Keep one questionnaire of each pupil in each wave, or leave the pupil empty where it is not known."
    )


def weights_of(column: pl.Series, place: Place) -> pl.Series:
    """The weights as numbers. Raises InvalidAnswers for one that is missing, no number, or out of range."""
    numbers = column.cast(pl.Float64, strict=False)
    row = first((numbers.is_null() | ~(numbers.is_finite() & (numbers > 0))).fill_null(value=True))
    if row is not None:
        found = "is empty" if column[row - 1] is None else f"{column[row - 1]!r} is no weight"
        raise InvalidAnswers(
            f"{place(row)}, column 'weight': {found}. Give every row a number above 0, or leave the column out: "
            "then every questionnaire counts the same."
        )
    _refuse_out_of_range(numbers, place)
    return numbers


def _refuse_out_of_range(numbers: pl.Series, place: Place) -> None:
    """Raise InvalidAnswers for weights so large, small or far apart that sums of their squares lose their meaning."""
    row = first((numbers > MOST_WEIGHT) | (numbers < LEAST_WEIGHT))
    if row is not None:
        raise InvalidAnswers(
            f"{place(row)}, column 'weight': {numbers[row - 1]:g} is not between {LEAST_WEIGHT:f} and "
            f"{MOST_WEIGHT:,.0f}. Divide all weights by their mean, so that they are about 1."
        )
    if not len(numbers):
        return
    top, low = int(numbers.arg_max() or 0), int(numbers.arg_min() or 0)
    if numbers[top] > MOST_WEIGHT_RATIO * numbers[low]:
        raise InvalidAnswers(
            f"{place(top + 1)}, column 'weight': {numbers[top]:g} is more than {MOST_WEIGHT_RATIO:,.0f} times "
            f"{numbers[low]:g} ({place(low + 1)}). Correct the one that is a slip, or trim the largest weights."
        )


def unknown_group(name: str, value: object, allowed: tuple[str, ...]) -> str:
    """What is said of a group value that is not known, after its place."""
    return (
        f"column {name!r}: {value!r} is not known. Use one of {', '.join(allowed)}"
        f"{'' if name in REQUIRED else ', or leave it empty'}; or say which of these it means under "
        f"[values.{name}] of a mapping file (--map; docs/methods/files.md)."
    )


def unknown_code(key: str, value: object, allowed: list[int]) -> str:
    """What is said of an answer that is not one of its item's codes, after its place."""
    return (
        f"column {key!r}: {value} is not one of its choices "
        f"({', '.join(str(code) for code in allowed)}). Correct it, or leave it empty if it was skipped."
    )


def needed(name: str) -> str:
    """The remedy where a school or a wave is missing."""
    return (
        "Every row needs a school and a wave. A mapping file can name the column under [columns], or give all rows "
        f"the same {name} under [fixed] (--map; docs/methods/files.md)."
    )


def first(bad: pl.Series) -> int | None:
    """The first row (from 1) where `bad` is true."""
    return int(bad.arg_max() or 0) + 1 if bad.any() else None
