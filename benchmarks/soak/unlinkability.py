"""The re-linking attack at full size: 300 answers of one school and ten classes of 30, again and again.

    python -m benchmarks.soak.section benchmarks.soak.unlinkability 5

Each time they are sent in a known order, sealed and tidied; then everything that is left is laid beside that order.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from math import sqrt
from pathlib import Path
from statistics import mean

import django

from benchmarks.soak.results import Result

GOAL = (
    "after sealing, the best attacker by order, time, key, file and log links no better than chance "
    "(class of 30: ≤ 3.5 %; 300 pupils: ≤ 0.35 %)"
)
LARGE, CLASS = 300, 30
MOST = {LARGE: 0.0035, CLASS: 0.035}


def run(minutes: float) -> Result:
    """Until the time is over; at least one whole world."""
    django.setup()
    until = time.monotonic() + minutes * 60
    found: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    controls: list[float] = []
    worlds = 0
    while worlds == 0 or time.monotonic() < until:
        control, hits = one_world(Path(tempfile.mkdtemp()))
        controls.append(control)
        for name, of_rounds in hits.items():
            for size, share in of_rounds:
                found[name][size].append(share)
        worlds += 1
    best = {size: max(((mean(by[size]), name) for name, by in found.items()), default=(0.0, "")) for size in MOST}
    spread = {size: allowed(size, len(found[best[size][1]][size])) for size in MOST}
    return Result(
        section="unlinkability",
        goal=GOAL,
        measured="; ".join(
            f"of {size}: best {share:.2%} ({name}), chance {1 / size:.2%}, up to {spread[size]:.2%} is chance at this "
            f"many rounds ({len(found[name][size])})"
            for size, (share, name) in best.items()
        )
        + f"; {len(found)} strategies, {worlds} worlds",
        passed=all(share <= spread[size] for size, (share, _name) in best.items()) and min(controls) > 0.9,
        control=f"the same search while open gives {min(controls):.0%} to {max(controls):.0%} away",
    )


def allowed(size: int, rounds: int) -> float:
    """The goal, or where few rounds were tried what chance gives the best of ten strategies once in a hundred."""
    # The hits of a round have mean 1 and variance 1; the best of ten lies 3.1 standard errors above at most.
    return max(MOST[size], (1 + 3.1 / sqrt(max(rounds, 1))) / size)


def one_world(folder: Path) -> tuple[float, dict[str, list[tuple[int, float]]]]:
    """The share that the control finds of the large round while open, and each strategy's of each sealed round."""
    from tests.web.surveys import relinking_places as places
    from tests.web.surveys.relinking_strategies import after_sealing, as_recommended, hits_of, while_open
    from tests.web.surveys.separate import separate_database
    from tests.web.surveys.test_relinking import ATTACKS, OPEN_ATTACKS, _hits

    with separate_database(folder) as held, as_recommended(held):
        held.build("many")
        open_hits = [hits_of(held, content)[0] for content in while_open(held).values()]
        open_hits += [_hits(held, attack)[0] for attack in OPEN_ATTACKS.values()]
        if held.seal().returncode != 0:
            raise RuntimeError("The rounds could not be sealed")
        earlier = places.dump(held)
        if held.run("rebuild").returncode != 0:
            raise RuntimeError("The open tables could not be rebuilt")
        hits = {name: _hits(held, attack) for name, attack in ATTACKS.items()}
        hits |= {name: hits_of(held, content) for name, content in after_sealing(held, earlier).items()}
        sizes = [len(one["people"]) for one in held.truth["rounds"]]
    shares = {name: [(size, count / size) for size, count in zip(sizes, of, strict=True)] for name, of in hits.items()}
    return max(open_hits) / LARGE, shares
