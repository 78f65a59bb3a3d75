"""Pupils who do not give up: `python -m benchmarks.soak.pupils` reads a plan as JSON and prints what they met.

They begin evenly over the time. Each asks for the page, then sends; whoever is cut off or refused by a server that is
being replaced sends the same bytes again, as the page does by itself, until the plan's `patience` (seconds) is over;
the wait counts from the first try.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 2.0


class Tablet:
    """One connection, made again when it breaks."""

    def __init__(self, port: int, began: float, patience: float) -> None:
        self.port, self.began, self.patience = port, began, patience
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.page: list[float] = []
        self.send: list[tuple[float, float]] = []
        self.again: Counter[str] = Counter()
        self.lost: list[str] = []

    def serve(self, plan: Mapping[str, Any], people: Sequence[tuple[float, str]]) -> None:
        for due, body in people:
            time.sleep(max(0.0, self.began + due - time.monotonic()))
            self.page.append(self._until_taken("GET", plan["path"], None)[0])
            took, reply = self._until_taken("POST", f"{plan['path']}send/", body)
            self.send.append((due, took))
            if b'"kept"' not in reply:
                self.lost.append(reply[:200].decode("utf-8", "replace"))

    def _until_taken(self, method: str, path: str, body: str | None) -> tuple[float, bytes]:
        """Seconds since the first try, and the reply."""
        first, pause = time.monotonic(), FIRST_PAUSE
        headers = {"Content-Type": "application/json"} if body else {}
        while True:
            try:
                self.connection.request(method, path, body, headers)
                reply = self.connection.getresponse()
                content = reply.read()
                if reply.status < 500:
                    return time.monotonic() - first, content
                self.again[str(reply.status)] += 1
            except (OSError, http.client.HTTPException) as broken:
                self.again[type(broken).__name__] += 1
                self.connection.close()
            if time.monotonic() - first >= self.patience:
                return time.monotonic() - first, b"gave up"
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def run(plan: Mapping[str, Any]) -> dict[str, Any]:
    bodies, tablets = plan["bodies"], plan["connections"]
    each = plan["seconds"] / max(1, len(bodies))
    people = [(number * each, json.dumps(body)) for number, body in enumerate(bodies)]
    began = time.monotonic()
    crowd = [Tablet(plan["port"], began, plan["patience"]) for _ in range(tablets)]
    threads = [
        threading.Thread(target=tablet.serve, args=(plan, people[nth::tablets])) for nth, tablet in enumerate(crowd)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    again: Counter[str] = sum((tablet.again for tablet in crowd), Counter())
    return {
        "seconds": time.monotonic() - began,
        "page": sorted(took for tablet in crowd for took in tablet.page),
        "send": sorted((due, took) for tablet in crowd for due, took in tablet.send),
        "again": dict(again),
        "lost": [words for tablet in crowd for words in tablet.lost],
    }


if __name__ == "__main__":
    print(json.dumps(run(json.load(sys.stdin))))
