"""The same shares by other libraries, in an environment of their own (requirements/bench.txt).

    python benchmarks/rivals.py pandas|svy ANSWERS.parquet

pandas: the counts alone, by school, wave, gender and SEND. svy: positive shares of 12 items by 4 groupings, with
linearised errors. Prints one line of JSON; `seconds` leaves out what it takes to load the library.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

ITEMS = [
    "belong",
    "teachers_interested",
    "support_in_work",
    "safe",
    "lonely",
    "friendly",
    "adult_to_talk_to",
    "included",
    "liked_as_i_am",
    "respected_as_i_am",
    "fair",
    "happy",
]
GROUPINGS = (("wave",), ("wave", "gender"), ("wave", "sen"), ("wave", "year_group"))


def by_pandas(path: str) -> dict[str, Any]:
    import pandas

    started = time.perf_counter()
    rows = pandas.read_parquet(path)
    keys = ["school", "wave", "gender", "sen"]
    parts = {
        f"{item} {part}": rows[item].isin(codes).astype("int8")
        for item in ITEMS
        for part, codes in (("high", (3, 4)), ("low", (1, 2)), ("declined", (9,)))
    }
    wide = pandas.DataFrame(parts).assign(forms=1, **{key: rows[key] for key in keys})
    counts = wide.groupby(keys, sort=False, observed=True).sum()
    seconds = time.perf_counter() - started
    wave = counts.groupby("wave", observed=True)[["belong high", "forms"]].sum()
    return {"seconds": seconds, "first": (wave["belong high"] / wave["forms"]).tolist()}


def by_svy(path: str) -> dict[str, Any]:
    import polars
    import svy

    text = polars.col("school", "wave", "gender", "sen", "year_group").cast(polars.String)
    positive = {
        item: polars.col(item).is_in([1, 2] if item == "lonely" else [3, 4]).fill_null(value=False).cast(polars.Int64)
        for item in ITEMS
    }
    rows = polars.read_parquet(path).with_columns(text, one=polars.lit(1.0), **positive)
    started = time.perf_counter()
    sample = svy.Sample(rows, svy.Design(psu="school", wgt="one"))
    made = [sample.estimation.mean(item, by=by if len(by) > 1 else by[0]) for item in ITEMS for by in GROUPINGS]
    seconds = time.perf_counter() - started
    first = made[0].to_polars()
    return {"seconds": seconds, "first": first.sort(first.columns[0])["est"].to_list(), "calls": len(made)}


if __name__ == "__main__":
    print(json.dumps({"pandas": by_pandas, "svy": by_svy}[sys.argv[1]](sys.argv[2])))
