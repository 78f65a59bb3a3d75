"""Every door, knocked at for minutes; every form, filled in with each payload.

Started by benchmarks/soak, not collected with the tests: what was found goes to a file, as JSON.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.guards.doors.crawler import Crawler
from tests.guards.doors.crawling import WALKED
from tests.guards.doors.matrix import ANSWERING_URLS, lines, routes
from tests.guards.doors.walking import answering, built, crawler
from tests.scans.fuzzing import Fuzzed, Fuzzer
from tests.scans.payloads import FORMULAS, MARKUP
from tests.scans.planting import Planted, look, plant

__all__ = ["answering", "built", "crawler"]
SECONDS = float(os.environ.get("SCANS_SECONDS", "60"))
SEED = int(os.environ.get("SCANS_SEED", "1"))
MOST = 120_000


def test_the_staffs_doors(crawler: Crawler) -> None:
    fuzzer = Fuzzer(crawler.world, SEED)
    _tell("staff", fuzzer.run(fuzzer.doors(WALKED, lines()), requests=MOST, seconds=0.75 * SECONDS))


def test_the_answering_process(answering: Crawler) -> None:
    fuzzer = Fuzzer(answering.world, SEED)
    _tell("answering", fuzzer.run(fuzzer.doors(routes(ANSWERING_URLS), lines()), requests=MOST, seconds=0.25 * SECONDS))


def test_markup(crawler: Crawler) -> None:
    _told("markup", _planted(crawler, MARKUP))


def test_formulas(crawler: Crawler) -> None:
    _told("formulas", _planted(crawler, FORMULAS))


def _planted(crawler: Crawler, payloads: tuple[str, ...]) -> Planted:
    fuzzer = Fuzzer(crawler.world, SEED)
    doors = fuzzer.doors(WALKED, lines())
    return look(fuzzer, doors, plant(fuzzer, doors, payloads))


def _tell(part: str, found: Fuzzed) -> None:
    errors = sum(times for status, times in found.statuses.items() if status >= 500 and status != 503)
    _keep(part, requests=found.requests, errors=errors, unpoliced=len(found.unpoliced), faults=found.faults[:20])


def _told(part: str, found: Planted) -> None:
    _keep(part, sent=found.sent, taken=found.taken, pages=found.pages, files=found.files, said=found.said,
          errors=len(found.faults), faults=found.faults[:20])  # fmt: skip


def _keep(part: str, **figures: object) -> None:
    kept = Path(os.environ["SCANS_TOLD"])
    before = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    kept.write_text(json.dumps({**before, part: figures}, indent=1), "utf-8")
