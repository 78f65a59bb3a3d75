"""Answers that every engine must count alike: the ordinary, and what engines differ in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from belonging.evaluation.answers import AnswerSet
from belonging.evaluation.cells import Cells, Source, count_cells
from belonging.evaluation.groups import WAVES
from belonging.instruments.load import load
from belonging.instruments.model import Instrument

PUPIL: Instrument = load("pupil_v1")
ITEMS = ("safe", "lonely")

_TEXT = ("school", "setting", "wave", "year_group", "gender", "sen", "arm", "edition", "joined")
_SCHEMA = {**dict.fromkeys(_TEXT, pl.String), **dict.fromkeys(ITEMS, pl.Int8)}


def rows(*given: Sequence[object]) -> pl.DataFrame:
    """Rows of school, wave, gender, sen, safe, lonely; the setting, year and the rest follow from the place."""
    frame = pl.DataFrame(schema=_SCHEMA)
    for place, (school, wave, gender, sen, safe, lonely) in enumerate(given):
        record = {
            "school": school,
            "setting": ("secondary", "primary", "special")[place % 3],
            "wave": wave,
            "year_group": ("7", "3", "12", None)[place % 4],
            "gender": gender,
            "sen": sen,
            "arm": None if school != "oak" else "comparison",
            "edition": (None, "easy_read")[place % 7 == 6],
            "joined": (None, "yes", "no")[place % 3],
            "safe": safe,
            "lonely": lonely,
        }
        frame.extend(pl.DataFrame([record], schema=_SCHEMA))
    return frame


def many(seed: int, size: int) -> pl.DataFrame:
    """Rows drawn at random, with nulls wherever they may be."""
    rng = np.random.default_rng(seed)

    def drawn(values: Sequence[object]) -> list[object]:
        return [values[place] for place in rng.integers(0, len(values), size)]

    arms = {"elm": None, "oak": "comparison", "École d’Été": "programme", "ash 'n' \"yew\"": None, "9": "comparison"}
    schools = drawn([*arms, "10"])
    return pl.DataFrame(
        {
            "school": schools,
            "setting": drawn(["primary", "secondary", "special", None]),
            "wave": drawn(list(WAVES)),
            "year_group": drawn(["R", "3", "7", "12", "X", None]),
            "gender": drawn(["girl", "boy", "another", "undisclosed", None]),
            "sen": drawn(["N", "K", "E", "yes", "no", None]),
            "arm": [arms.get(str(school)) for school in schools],
            "edition": drawn(["standard", "easy_read", "symbols", None]),
            "joined": drawn(["yes", "no", None]),
            "safe": drawn([4, 3, 2, 1, 9, None]),
            "lonely": drawn([4, 3, 2, 1, 9, None]),
        },
        schema=_SCHEMA,
    )


CASES: dict[str, pl.DataFrame] = {
    "ordinary": rows(
        ("elm", "baseline", "girl", "N", 4, 1),
        ("elm", "baseline", "girl", "N", 3, 9),
        ("elm", "endline", "boy", "K", 1, None),
        ("oak", "baseline", None, "E", 9, 4),
        ("oak", "endline", "another", None, None, 2),
        ("oak", "endline", "undisclosed", "yes", 2, 3),
        ("elm", "endline", "girl", "no", 4, 4),
    ),
    "a group in which nobody answered": rows(
        ("elm", "baseline", "girl", "N", None, None),
        ("elm", "baseline", "girl", "N", None, None),
        ("elm", "baseline", "boy", "N", 4, None),
    ),
    "an item that nobody answered": rows(
        ("elm", "baseline", "girl", "N", 4, None), ("oak", "endline", "boy", "N", 1, None)
    ),
    "a wave without rows": rows(("elm", "baseline", "girl", "N", 4, 1), ("oak", "baseline", "boy", "N", 3, 2)),
    "no rows at all": rows(),
    "drawn at random": many(3, 4_000),
}

WITHOUT_MOST_COLUMNS = CASES["ordinary"].select("school", "wave", "safe")


def counted(source: Source, items: tuple[str, ...] = ITEMS) -> Cells:
    return count_cells(source, items, WAVES)


def in_memory(frame: pl.DataFrame, instrument: Instrument = PUPIL) -> AnswerSet:
    return AnswerSet.from_frame(instrument, frame)


def assert_same_cells(one: Cells, other: Cells) -> None:
    assert one.labels == other.labels
    assert one.items == other.items
    for name in one.places:
        assert one.places[name].tolist() == other.places[name].tolist(), name
    assert one.forms.dtype == other.forms.dtype == np.int64
    assert one.forms.tolist() == other.forms.tolist()
    for key in one.answers:
        assert one.answers[key].dtype == other.answers[key].dtype == np.int64
        assert one.answers[key].tolist() == other.answers[key].tolist(), key


def parquet(frame: pl.DataFrame, folder: Path, name: str = "answers.parquet") -> Path:
    path = folder / name
    frame.write_parquet(path)
    return path
