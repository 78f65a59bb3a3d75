"""Requests, counted for Prometheus. Loaded only where BELONGING_METRICS_TOKEN is set (docs/decisions/0039).

Each process counts into a file of its own, and whichever is asked adds them up. Of the answering process nothing but
rounded sums ever leaves it, at fixed times: a step between two scrapes must not tell that somebody answered just then.
"""

from __future__ import annotations

import time
from collections import Counter as Tally
from collections.abc import Iterable
from threading import Lock, Thread
from typing import Final

from django.db import connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Gauge

from belonging.web.config.answering_log import bucket_of
from belonging.web.config.health import ANSWERING as READINESS
from belonging.web.config.logs import Next, told_of

REGISTRY: Final = CollectorRegistry()
REQUESTS: Final = Counter(
    "belonging_requests", "Requests to staff's pages", ("route", "status", "took"), registry=REGISTRY
)
ANSWERING: Final = Counter(
    "belonging_answering_requests",
    "Requests to the answering pages: every ten minutes, rounded down to fives",
    ("status", "took"),
    registry=REGISTRY,
)
READY: Final = Gauge(
    "belonging_answering_ready_timestamp_seconds",
    "When an answering process last found that it is ready; it asks itself twice a minute",
    multiprocess_mode="max",
    registry=REGISTRY,
)
ASK_EVERY: Final = 30
TURN: Final = 600
STEP: Final = 5


class StaffCounts:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        if request.resolver_match is not None:
            took = bucket_of(time.perf_counter() - began)
            REQUESTS.labels(told_of(request), str(response.status_code), took).inc()
        return response


class HeldBack:
    """Counts that are let out in whole steps; what is left over waits for more."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: Tally[tuple[str, str]] = Tally()

    def add(self, key: tuple[str, str]) -> None:
        with self._lock:
            self._held[key] += 1

    def let_out(self) -> Iterable[tuple[tuple[str, str], int]]:
        """What may be told now, in multiples of STEP."""
        with self._lock:
            told = [(key, count // STEP * STEP) for key, count in self._held.items() if count >= STEP]
            for key, count in told:
                self._held[key] -= count
        return told


class AnsweringCounts:
    """Status by its first digit and duration: no route, no round, no school. Those that ask for health are left out."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self._held = HeldBack()
        Thread(target=_let_out_for_ever, args=(self._held,), daemon=True).start()
        Thread(target=_ask_for_ever, daemon=True).start()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        if request.resolver_match is not None and request.resolver_match.app_name != "health":
            self._held.add((f"{response.status_code // 100}xx", bucket_of(time.perf_counter() - began)))
        return response


def _let_out_for_ever(held: HeldBack) -> None:
    """At the same times in every process, whether anybody comes or not."""
    while True:
        time.sleep(TURN - time.time() % TURN)
        for key, count in held.let_out():
            ANSWERING.labels(*key).inc(count)


def _ask_for_ever() -> None:
    """A time, and not a yes: of a process that has died, or that hangs, it grows old."""
    while True:
        note_readiness()
        connection.close()  # this thread's own
        time.sleep(ASK_EVERY)


def note_readiness() -> None:
    if not any(READINESS.found().values()):
        READY.set_to_current_time()
