"""A crowd of browsers: `python -m benchmarks.answering_load` reads a plan as JSON and prints what it met.

Each of `connections` keeps its connection, as a reverse proxy's do, and works through its share of the people: each
person asks for the page, then sends. Requests are made before the clock starts, so that the crowd costs little
beside the server that it measures. With `seconds`, people begin evenly over that time instead of one after another.
"""

from __future__ import annotations

import heapq
import json
import selectors
import socket
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

HEADERS = (
    "Host: 127.0.0.1:{port}\r\nUser-Agent: Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/66.0\r\n"
    "Accept: */*\r\nAccept-Language: en-GB\r\nAccept-Encoding: gzip, deflate, br\r\n"
)


@dataclass(slots=True)
class Met:
    """Of all requests: seconds by the clock, statuses, and the codes whose answers were acknowledged."""

    page: list[float] = field(default_factory=list)
    send: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    page_bytes: int = 0


@dataclass(slots=True)
class Visitor:
    """One connection. `steps` are its requests still to come, (due, kind, bytes)."""

    socket: socket.socket
    steps: list[tuple[float, str, bytes]]
    began: float = 0.0
    kind: str = ""
    received: bytes = b""

    def next(self, now: float) -> bool:
        if not self.steps:
            return False
        _, self.kind, request = self.steps.pop()
        self.began, self.received = now, b""
        self.socket.sendall(request)
        return True


def requests_of(plan: dict[str, Any]) -> list[tuple[str, bytes]]:
    """For each person the page and the Send, as bytes."""
    head = HEADERS.format(port=plan["port"])
    path, made = plan["path"], []
    page = f"GET {path} HTTP/1.1\r\n{head}\r\n".encode()
    for body in plan["bodies"]:
        sent = json.dumps(body).encode()
        lines = f"Content-Type: application/json\r\nContent-Length: {len(sent)}\r\n"
        if plan.get("page", True):
            made.append(("page", page))
        if plan.get("check"):
            asked = json.dumps({"code": body["code"]}).encode()
            its = f"Content-Type: application/json\r\nContent-Length: {len(asked)}\r\n"
            made.append(("check", f"POST {path}check/ HTTP/1.1\r\n{head}{its}\r\n".encode() + asked))
        made.append(("send", f"POST {path}send/ HTTP/1.1\r\n{head}{lines}\r\n".encode() + sent))
    return made


def whole(received: bytes) -> bool:
    """Whether a reply with a Content-Length has come to its end."""
    head, found, body = received.partition(b"\r\n\r\n")
    if not found:
        return False
    lower = head.lower()
    at = lower.find(b"content-length:")
    return at >= 0 and len(body) >= int(lower[at + 15 :].split(b"\r\n", 1)[0])


def run(plan: dict[str, Any]) -> dict[str, Any]:
    made = requests_of(plan)
    each = len(made) // max(1, len(plan["bodies"]))
    people = [made[start : start + each] for start in range(0, len(made), each)]
    visitors = [_visitor(plan, people[nth :: plan["connections"]], nth) for nth in range(plan["connections"])]
    met, started = Met(), time.perf_counter()
    with selectors.DefaultSelector() as selector:
        waiting = [(started + visitor.steps[-1][0], nth) for nth, visitor in enumerate(visitors) if visitor.steps]
        heapq.heapify(waiting)
        busy = 0
        while waiting or busy:
            now = time.perf_counter()
            while waiting and waiting[0][0] <= now:
                visitor = visitors[heapq.heappop(waiting)[1]]
                selector.register(visitor.socket, selectors.EVENT_READ, visitor)
                busy += visitor.next(time.perf_counter())
            pause = max(0.0, waiting[0][0] - now) if waiting else None
            for key, _ in selector.select(pause):
                busy -= _heard(key.data, met, selector, waiting, visitors, started)
    seconds = time.perf_counter() - started
    return {
        "seconds": seconds, "kept": met.kept, "statuses": dict(met.statuses), "page_bytes": met.page_bytes,
        "page": sorted(met.page), "send": sorted(met.send),
    }  # fmt: skip


def _visitor(plan: dict[str, Any], people: list[list[tuple[str, bytes]]], nth: int) -> Visitor:
    spread = plan.get("seconds", 0) / max(1, len(plan["bodies"]))
    steps = []
    for turn, person in enumerate(people):
        due = spread * (turn * plan["connections"] + nth)
        steps += [(due, kind, request) for kind, request in person]
    connection = socket.create_connection(("127.0.0.1", plan["port"]))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Visitor(connection, steps[::-1])


def _heard(
    visitor: Visitor,
    met: Met,
    selector: selectors.BaseSelector,
    waiting: list[tuple[float, int]],
    visitors: list[Visitor],
    started: float,
) -> bool:
    """Take what came; True when this visitor rests or has done."""
    visitor.received += visitor.socket.recv(262_144)
    if not whole(visitor.received):
        return False
    now = time.perf_counter()
    status = visitor.received[9:12].decode()
    met.statuses[f"{visitor.kind} {status}"] += 1
    if visitor.kind == "page":
        met.page.append(now - visitor.began)
        met.page_bytes = len(visitor.received)
    else:
        met.send.append(now - visitor.began)
        met.kept += b'"kept"' in visitor.received
    due = started + visitor.steps[-1][0] if visitor.steps else 0.0
    if visitor.steps and due <= now:
        visitor.next(now)
        return False
    selector.unregister(visitor.socket)
    if visitor.steps:
        heapq.heappush(waiting, (due, visitors.index(visitor)))
    return True


if __name__ == "__main__":
    print(json.dumps(run(json.load(sys.stdin))))
