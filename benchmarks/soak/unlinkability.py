"""The re-linking attack at full size: hundreds of classes of 30, and dozens of schools of 300, in one database.

    python -m benchmarks.soak.section benchmarks.soak.unlinkability 5

All are sent in a known order, sealed and tidied; then everything that is left is laid beside that order. Every strategy
is judged by the mean of its hits: none may lie above chance by more than chance does.
"""

from __future__ import annotations

import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import NormalDist, mean, stdev
from typing import TYPE_CHECKING, Any

import django
import psycopg
from scipy.stats import poisson

from benchmarks.soak.results import Result

if TYPE_CHECKING:
    from tests.web.surveys.relinking_places import Person
    from tests.web.surveys.separate import Separate

GOAL = (
    "after sealing, the best attacker by order, time, key, file and log links no better than chance "
    "(class of 30: ≤ 3.5 %; 300 pupils: ≤ 0.35 %)"
)
MOST = {30: 0.035, 300: 0.0035}
A_MINUTE = {30: 200, 300: 15}
"""How many rounds of each size are built and attacked in a minute, also where others want the cores."""
FULL_MINUTES = 10
LEVEL = 0.01
"""How often chance alone may fail the section, all strategies and sizes together."""
FOUND = 0.9
"""What the control must find at least: a file's pages needn't all lie in order."""
SEALED = "SELECT answers, key FROM surveys_sealedanswers"
OPEN = "SELECT answers FROM surveys_response"
Round = dict[str, Any]
"""Its number and its people, in the order in which they came."""
KEY = re.compile(rb"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Found:
    """What one strategy found: of each round of this size, how many are given their own answers."""

    strategy: str
    size: int
    hits: Sequence[int]

    @property
    def share(self) -> float:
        return mean(self.hits) / self.size

    @property
    def reach(self) -> float:
        """Half its 99 % interval."""
        return 2.576 * stdev(self.hits) / sqrt(len(self.hits)) / self.size

    def said(self) -> str:
        return f"{self.share:.2%} ± {self.reach:.2%} ({self.strategy})"

    def too_many(self) -> bool:
        """Whether it is above the goal, and by more than chance does to so many rounds."""
        return self.share > MOST[self.size] and self.share - self.reach > 1 / self.size

    def by_chance(self) -> float:
        """How often a fair shuffle gives as many: of one round's hits mean and variance are 1, as of Poisson's."""
        return float(poisson.sf(sum(self.hits) - 1, len(self.hits)))


def run(minutes: float) -> Result:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ.setdefault("BELONGING_MODE", "test")
    django.setup()
    rounds = {size: max(round(many * minutes), 8) for size, many in A_MINUTE.items()}
    (while_open, in_files), found = one_world(Path(tempfile.mkdtemp()), rounds)
    level = LEVEL / len(found)
    above = [each for each in found if each.by_chance() < level]
    said = [f"{len(found) // len(MOST)} strategies, mean share of right links with its 99 % interval"]
    for size, goal in MOST.items():
        of_size = [each for each in found if each.size == size]
        best, everything = max(of_size, key=lambda each: each.share), mean(each.share for each in of_size)
        said.append(
            f"{rounds[size]} rounds of {size}: best {best.said()} beside the goal of {goal:.2%}; all strategies "
            f"{everything:.2%}, chance {1 / size:.2%}; one that gives {told_apart(rounds[size], level) / size:.2%} or "
            "more would be told from chance nine times in ten"
        )
    over = [each for each in found if each.share > MOST[each.size]]
    if over and minutes < FULL_MINUTES:
        said.append("not shown at this size, where chance alone goes beyond the goal")
    said.append(f"above chance (one in a hundred over all): {', '.join(each.said() for each in above) or 'none'}")
    control = f"{in_files:.0%} are linked by the same search of files where rows lie as they came"
    if while_open is not None:
        control += f"; {while_open:.0%} by ctid and by xmin while open"
    fails = while_open in (None, 1) and in_files >= FOUND
    well = not above and not (over if minutes < FULL_MINUTES else [each for each in over if each.too_many()])
    return Result("unlinkability", GOAL, "; ".join(said), well and fails, control)


def told_apart(rounds: int, level: float) -> float:
    """The mean of hits that is found above chance in nine of ten soaks of so many rounds."""
    normal = NormalDist()
    return 1 + (normal.inv_cdf(1 - level) + normal.inv_cdf(0.9)) / sqrt(rounds)


def one_world(folder: Path, rounds: dict[int, int]) -> tuple[tuple[float | None, float], list[Found]]:
    """The least shares that the controls find: while open (PostgreSQL alone), in files; what each strategy finds."""
    from tests.web.surveys import relinking_places as places
    from tests.web.surveys.relinking_strategies import after_sealing, as_recommended, hits_of
    from tests.web.surveys.separate import separate_database

    with separate_database(folder) as held, as_recommended(held):
        pairs = [str(word) for pair in rounds.items() for word in pair]
        _many_rounds(held, "build", str(random.SystemRandom().random()), *pairs)
        truth = held.truth["rounds"]
        sizes = [len(one["people"]) for one in truth]
        while_open = min((sum(hits) / sum(sizes) for hits in _controls(held, truth)), default=None)
        _many_rounds(held, "seal")
        earlier = places.dump(held)
        if held.run("rebuild").returncode != 0:
            raise RuntimeError("The open tables could not be rebuilt")
        hits = dict(_by_query(held, truth))
        hits |= {name: hits_of(held, content) for name, content in after_sealing(held, earlier).items()}
        in_files = _best_in_files(held) / sum(sizes)
    return (while_open, in_files), [
        Found(name, size, [count for count, of in zip(counts, sizes, strict=True) if of == size])
        for name, counts in hits.items()
        for size in rounds
    ]


def _many_rounds(held: Separate, act: str, *words: str) -> None:
    command = [sys.executable, "-m", "benchmarks.soak.many_rounds", act, str(held.folder), *words]
    env = {**os.environ, "BELONGING_DATABASE_URL": held.url, "BELONGING_MODE": "test"}
    subprocess.run(command, env=env, check=True, stdout=sys.stderr)


def _by_query(held: Separate, truth: Sequence[Round]) -> Iterator[tuple[str, list[int]]]:
    from tests.web.surveys.relinking_strategies import ORDERS

    for name, order in ORDERS.items():
        yield name, [_same(one, rows) for one, rows in zip(truth, _asked(held, SEALED, order, truth), strict=True)]
    if held.url.startswith("sqlite"):
        content = held.seized.read_bytes()
        first: dict[str, int] = {}
        for match in KEY.finditer(content):
            first.setdefault(match.group().decode(), match.start())
        laid = (sorted(rows, key=lambda row: first[row[1]]) for rows in _asked(held, SEALED, "", truth))
        yield "by place in the file", [_same(one, rows) for one, rows in zip(truth, laid, strict=True)]


def _controls(held: Separate, truth: Sequence[Round]) -> Iterator[list[int]]:
    """What gives everybody away while open: PostgreSQL's table. SQLite's keeps no order."""
    if not held.url.startswith("sqlite"):
        for order in ("ORDER BY ctid", "ORDER BY xmin::text::bigint"):
            yield [_same(one, rows) for one, rows in zip(truth, _asked(held, OPEN, order, truth), strict=True)]


def _best_in_files(held: Separate) -> int:
    """The same search where, instead of the sealed rows, the same ones lie in an ordinary table as they came."""
    from tests.web.surveys import relinking_places as places
    from tests.web.surveys.relinking_strategies import after_sealing, hits_of, lay_in_order_of_arrival

    earlier = places.dump(held)
    lay_in_order_of_arrival(held)
    return max(sum(hits_of(held, content)) for content in after_sealing(held, earlier).values())


def _asked(held: Separate, select: str, order: str, truth: Sequence[Round]) -> Iterator[list[tuple[Any, ...]]]:
    """Of each round its rows, in the order in which the database gives them; past every scope."""
    if held.url.startswith("sqlite"):
        with closing(sqlite3.connect(held.folder / "own.sqlite3")) as raw:
            for one in truth:
                yield raw.execute(f"{select} WHERE round_id = {one['id']} {order}").fetchall()
        return
    with psycopg.connect(held.url) as server:
        server.execute("SELECT set_config('app.breadth', 'programme', false)")
        for one in truth:
            yield server.execute(f"{select} WHERE round_id = {one['id']} {order}".encode()).fetchall()


def _same(one: Round, rows: Sequence[Sequence[Any]]) -> int:
    from tests.web.surveys.given import ITEMS

    def person(row: Sequence[Any]) -> Person:
        answers = json.loads(row[0]) if isinstance(row[0], str) else row[0]
        return tuple(answers[item] for item in ITEMS)

    people = [tuple(each) for each in one["people"]]
    return sum(mine == person(row) for mine, row in zip(people, rows, strict=True))
