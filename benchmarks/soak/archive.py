"""Archived rows against somebody who knows everybody's facts and the rule: how many people could each row be?

    python -m benchmarks.soak.section benchmarks.soak.archive 2

Schools of 8 to 1,800 pupils, one cohort after another, until the time is over. Two more attacks: exact counts by fact
less the archived rows; a matched file joined to them by equal answers, which the service refuses to make beside them.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from statistics import mean

import polars as pl
from tests.evaluation.joining import both_waves, joined, matched_file
from tests.evaluation.test_coarsening import PUPIL, school

from belonging.evaluation.archiving import COUNTED, PLACES, archived
from belonging.evaluation.coarsening import COARSE_FROM, FACTS, LEAST, UNIT, WITHHELD, coarsen, with_facts
from benchmarks.soak.results import Result

GOAL = "no archived row pinned to fewer than 10 pupils in schools from 8 to 1,800"
SMALLEST, LARGEST, SCHOOLS = 8, 1800, 12
JOINED = 300


def run(minutes: float) -> Result:
    until = time.monotonic() + minutes * 60
    cohorts = pinned = blunt = short = rows = beside = 0
    shares: list[float] = []
    while cohorts == 0 or time.monotonic() < until:
        whole = a_cohort(cohorts)
        kept = archived(whole, already=COARSE_FROM if cohorts % 2 else 0)
        pinned += pinned_rows(kept)
        short += short_places(whole, kept)
        blunt += pinned_rows(whole) == 0 or short_places(whole, coarsen(whole).frame) == 0
        beside += pinned_by_joining(cohorts)
        shares.append(kept.height / whole.height)
        rows += whole.height
        cohorts += 1
    return Result(
        section="archive",
        goal=GOAL,
        measured=f"{pinned} of {rows:,} rows of {cohorts} cohorts of {SCHOOLS} schools pinned to fewer than {LEAST}; "
        f"{short} schools, waves or groups short of 1 to 9 rows; {min(shares):.0%} to {max(shares):.0%} of rows kept, "
        f"{mean(shares):.0%} on average",
        passed=pinned == 0 and short == 0 and blunt == 0 and beside > 0,
        control=f"the rows as sealed pinned, those of a research pack short of 1 to 9: in {cohorts - blunt} of "
        f"{cohorts} cohorts; beside a matched file, which is refused, {beside} archived rows of {cohorts * JOINED} "
        "pupils pinned",
    )


def a_cohort(number: int) -> pl.DataFrame:
    """The smallest and the largest school, and others in between by their logarithm: most schools are small."""
    draw = random.Random(number)
    sizes = [SMALLEST, LARGEST, *(round(8 * 225 ** draw.random()) for _ in range(SCHOOLS - 2))]
    rolls = [school(size, seed=1000 * number + place, name=str(place)) for place, size in enumerate(sizes)]
    return with_facts(PUPIL, pl.concat(rolls))


def pinned_rows(frame: pl.DataFrame) -> int:
    """Rows that fewer than ten people's facts fit, by whoever holds the roll with all facts."""
    held = Counter(frame.select(*UNIT, *FACTS).iter_rows())
    return sum(count for count in held.values() if count < LEAST)


def pinned_by_joining(number: int) -> int:
    """Pupils of a school who answered twice that fewer than ten fit, by archived rows and a matched file together."""
    before, after = both_waves(JOINED, seed=1000 * number)
    return joined(archived(before.drop("who")), after, matched_file(before, after))[1]


def short_places(before: pl.DataFrame, after: pl.DataFrame) -> int:
    """Schools, waves, sets of choices and groups by fact with rows left, of which one to nine are missing."""
    found = 0
    for within in PLACES:
        for names in ((), *COUNTED):
            held = Counter(before.select(*within, *names).iter_rows())
            stating = after.filter(pl.lit(value=True), *(pl.col(name) != WITHHELD for name in names))
            left = Counter(stating.select(*within, *names).iter_rows())
            found += sum(0 < held[place] - count < LEAST for place, count in left.items())
    return found
