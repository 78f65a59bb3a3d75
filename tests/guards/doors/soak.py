"""Every route by everybody, at every address they could think of, with every method: `make soak`.

Not collected with the tests; doors/crawling.py has the smaller walk that is.
"""

from __future__ import annotations

import time

from django.db import connection

from tests.guards.doors.crawler import Crawler
from tests.guards.doors.crawling import WALKED, crawl_answering, crawl_whole
from tests.guards.doors.matrix import lines
from tests.guards.doors.walking import answering, built, crawler

__all__ = ["answering", "built", "crawler"]
MOST_TOLD = 100


def test_every_door_by_everybody(crawler: Crawler) -> None:
    began, before = time.perf_counter(), crawler.rows()
    for number, route in enumerate(WALKED, 1):
        crawl_whole(crawler, route, lines()[route.name], crawler.world.actors)
        _say(f"\r{number} of {len(WALKED)} routes, {crawler.made['requests']:,} requests", end="")
    _say(
        f"\n{connection.vendor}: {len(WALKED)} routes, {len(crawler.world.actors)} people, "
        f"{crawler.made['requests']:,} requests in {time.perf_counter() - began:.0f} s: "
        f"{crawler.made['opened']:,} opened as they should, {crawler.made['refused']:,} refused, "
        f"{len(crawler.faults)} faults"
    )
    assert not crawler.faults, "\n".join(crawler.faults[:MOST_TOLD])
    assert crawler.rows() == before


def test_the_answering_process(answering: Crawler) -> None:
    crawl_answering(answering)
    _say(f"answering: {answering.made['requests']:,} requests, {len(answering.faults)} faults")
    assert not answering.faults, answering.told()


def _say(words: str, end: str = "\n") -> None:
    print(words, end=end, flush=True)  # noqa: T201  # said to the person at the terminal
