"""Every route by everybody, at every address they could think of, with every method: `make soak`.

Not collected with the tests; doors/crawling.py has the smaller walk that is. `benchmarks.soak.isolation` starts it in
parts: DOORS_PART is "0/2", DOORS_MINUTES when to stop, DOORS_OUT the file for what was found.
"""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from belonging.web.accounts.roles import Role
from belonging.web.base.database_roles import STAFF
from belonging.web.config.grants import MATRIX
from tests.guards.doors.broken import BROKEN
from tests.guards.doors.crawler import Crawler, as_role
from tests.guards.doors.crawling import WALKED, crawl_answering, crawl_whole
from tests.guards.doors.matrix import line_of, lines, routes
from tests.guards.doors.walking import answering, built, crawler
from tests.guards.doors.walls import looks, writes

__all__ = ["answering", "built", "crawler"]
MOST_TOLD = 100
PART, PARTS = (int(number) for number in os.environ.get("DOORS_PART", "0/1").split("/"))
SECONDS = 60 * float(os.environ.get("DOORS_MINUTES", "600"))
FOUND = {"routes": len(WALKED), "walked": 0, "faults": 0, "broken": 0, "broken_found": 0, "walls": 0}


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Parts that run at once need a database each."""
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["NAME"] = f"test_part_{PART}"


def test_broken_doors_and_walls_are_found(crawler: Crawler, settings: Settings) -> None:
    if PART:
        return
    settings.ROOT_URLCONF = "tests.guards.doors.broken"
    lead = next(actor for actor in crawler.world.actors if actor.role == Role.LEAD)
    for route in routes(settings.ROOT_URLCONF):
        if route.name in BROKEN:
            before = len(crawler.faults)
            crawl_whole(crawler, route, line_of(route.name, "school", BROKEN[route.name]), [lead])
            FOUND["broken"] += 1
            FOUND["broken_found"] += len(crawler.faults) > before
    assert FOUND["broken"] == FOUND["broken_found"]
    if connection.vendor == "postgresql":
        _try_walls(crawler)


def _try_walls(crawler: Crawler) -> None:
    mine, other, _ = (place.row.pk for place in crawler.world.schools)
    with as_role("", back_to=crawler.role):
        through = [*(seen for role in ("", *MATRIX) for seen in looks(role, mine)), *writes(mine, other)]
        FOUND["faults"] += len(through)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE programme_supportnote DISABLE ROW LEVEL SECURITY")
            FOUND["walls"] = len([*looks(STAFF, mine), *writes(mine, other)])
            transaction.set_rollback(True)
    assert through == []
    assert FOUND["walls"]


def test_every_door_by_everybody(crawler: Crawler) -> None:
    began, before = time.perf_counter(), crawler.rows()
    mine, until = WALKED[PART::PARTS], time.monotonic() + SECONDS
    # Where the time is up before the end, what was walked is no one app's.
    for route in random.Random(9).sample(mine, len(mine)):
        if time.monotonic() > until:
            break
        crawl_whole(crawler, route, lines()[route.name], crawler.world.actors)
        FOUND["walked"] += 1
        _say(f"\r{FOUND['walked']} of {len(mine)} routes, {crawler.made['requests']:,} requests", end="")
    _say(
        f"\n{connection.vendor}: {FOUND['walked']} routes, {len(crawler.world.actors)} people, "
        f"{crawler.made['requests']:,} requests in {time.perf_counter() - began:.0f} s: "
        f"{crawler.made['opened']:,} opened as they should, {crawler.made['refused']:,} refused, "
        f"{len(crawler.faults)} faults"
    )
    _keep(crawler)
    assert not crawler.faults, "\n".join(crawler.faults[:MOST_TOLD])
    assert crawler.rows() == before


def test_the_answering_process(answering: Crawler) -> None:
    if PART:
        return
    crawl_answering(answering)
    _say(f"answering: {answering.made['requests']:,} requests, {len(answering.faults)} faults")
    assert not answering.faults, answering.told()


def _keep(crawler: Crawler) -> None:
    FOUND["faults"] += len(crawler.faults)
    made = {name: crawler.made[name] for name in ("requests", "opened", "refused")}
    if "DOORS_OUT" in os.environ:
        told = {**FOUND, **made, "people": len(crawler.world.actors)}
        Path(os.environ["DOORS_OUT"]).write_text(json.dumps(told), "utf-8")


def _say(words: str, end: str = "\n") -> None:
    print(words, end=end, flush=True)  # noqa: T201  # said to the person at the terminal
