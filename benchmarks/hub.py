"""A hub of a thousand resources: how long a search takes, and publishing one more.

    python -m benchmarks.hub [--resources 1000] [--rounds 15]           (SQLite, in a folder of its own)
    python -m tests.postgres python -m benchmarks.hub                   (PostgreSQL)

Texts are made of words drawn by Zipf's law from 6,000, and beside them from the words of the resources that come with
the service. A search is measured whole: words understood, found, ranked, filters counted, a page of rows read. Beside
each stands what the plain way takes in the same run: texts that contain each word typed, sorted by title, and counted.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.measured import machine

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
TYPED = (
    "greeting",
    "frendship",
    "SEN breaktime",
    "how do I help a child who is lonely at lunch",
    "xqzzy",
    "pupils",
    "",
)
TYPES = ("activity", "template", "guide", "training", "policy", "research")
PHASES = ("primary", "secondary", "special", "ap")
KNOWN_WORDS, WORDS_EACH = 6_000, 400


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hub", description=__doc__)
    parser.add_argument("--resources", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=15, help="how often each search is asked")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))
        _publish(asked.resources)
        _search(asked.rounds)


def _start(folder: Path) -> None:
    os.environ.setdefault("BELONGING_MODE", "test")
    os.environ.setdefault("BELONGING_HOME", str(folder))
    os.environ.setdefault("BELONGING_DATABASE_URL", f"sqlite:///{folder}/hub.sqlite3")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "belonging.web.config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    print(f"{connection.vendor}; {machine()}")


def _publish(many: int) -> None:
    from belonging.instruments.load import load_audit
    from belonging.web.hub.models import Gram, Posting
    from belonging.web.hub.rules.content import read_content
    from belonging.web.hub.rules.words import ResourceWords
    from belonging.web.hub.services.resources import publish_resource

    draw = random.Random(6)
    real = [each.words.body.split() for each in read_content()]
    vocabulary = ["".join(draw.choices("aeioubcdfglmnprst", k=draw.randint(4, 11))) for _ in range(KNOWN_WORDS)]
    weights = [1 / (place + 1) for place in range(KNOWN_WORDS)]
    statements = [each.key for each in load_audit().statements]
    started, last = time.perf_counter(), 0.0
    for number in range(many):
        text = draw.choices(vocabulary, weights, k=WORDS_EACH // 2) + draw.choices(draw.choice(real), k=WORDS_EACH // 2)
        words = ResourceWords(
            slug=f"resource-{number}",
            title=" ".join(text[:5])[:100],
            summary=" ".join(text[5:30])[:300],
            kind="page",
            type=draw.choice(TYPES),
            phases=tuple(draw.sample(PHASES, 2)),
            statements=tuple(draw.sample(statements, 3)),
            minutes=draw.choice((5, 20, 45, 90)),
            body=" ".join(text),
        )
        before = time.perf_counter()
        publish_resource(words=words, actor="benchmark", now=NOW)
        last = time.perf_counter() - before
    took = time.perf_counter() - started
    print(f"{many:,} resources published in {took:.1f} s, the last in {1000 * last:.0f} ms")
    print(f"{Posting.objects.count():,} words of resources, {Gram.objects.count():,} threes of letters")


def _search(rounds: int) -> None:
    from django.db import connection

    from belonging.web.hub.queries.searching import results
    from belonging.web.hub.rules.filters import Filters

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    narrowed = Filters(phase=frozenset({"primary"}), time=frozenset({"short"}))
    for typed in TYPED:
        every = results(typed, filters=Filters())
        ours = _median(partial(results, typed, filters=Filters()), rounds)
        filtered = _median(partial(results, typed, filters=narrowed), rounds)
        plain = _median(partial(_plain, typed), rounds)
        print(
            f"{typed!r}: {1000 * ours:.1f} ms, with two filters {1000 * filtered:.1f} ms, the plain way "
            f"{1000 * plain:.1f} ms ({every.total:,} found, the plain way {_plain(typed):,})"
        )


def _plain(typed: str) -> int:
    from belonging.web.hub.models import Resource

    rows = Resource.objects.filter(state="published").order_by("title")
    for word in typed.split():
        rows = rows.filter(body__icontains=word)
    list(rows[:20])
    return rows.count()


def _median(act: Callable[[], object], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        started = time.perf_counter()
        act()
        took.append(time.perf_counter() - started)
    return median(took)


if __name__ == "__main__":
    main()
