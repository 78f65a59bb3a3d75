"""Requests that are no HTTP, or hardly, byte for byte to the real servers of both processes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.journeys.conftest import await_reply, free_port
from tests.scans.hostile_values import VALUES, broken

from belonging.web.cli.serve import Serving, children
from benchmarks.answering import World, a_world

PATIENCE = 1.0
"""Seconds that a server may keep such a request open before this end hangs up."""
BUSY, NO_SUCH_VERSION = 503, 505
"""The two of the five hundreds that may be right."""
HEAD = b"Host: 127.0.0.1\r\n"
GET, POST = b"GET / HTTP/1.1\r\n" + HEAD, b"POST /sign-in/ HTTP/1.1\r\n" + HEAD
WHOLE = GET + b"Accept: */*\r\nConnection: close\r\n\r\n"
LINES = (
    *(b"", b"\0" * 200, b"GET", b"GET /", b"GET / HTTP/9.9", b"GET  /  HTTP/1.1", b"GET / HTTP/1.1", b"get / http/1.1"),
    *(b"PRI * HTTP/2.0\r\n\r\nSM", b"GET http://[::1 HTTP/1.1", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
    *(b"GET / HTTP/1.1\r\nHost: a\0b", b"GET / HTTP/1.1\n\n"),
)
PATHS = (b"*", b"/\0", b"/\xff\xfe", b"/%00%zz%f", b"/" + b"a" * 200_000, b"//", b"/../../etc/passwd", b"a:1", b"")
HEADERS = (
    *(HEAD, b"no colon\r\n", b" folded: a\r\n\tb\r\n", b"X: " + b"a" * 300_000 + b"\r\n", b": a\r\n", b"X\0: a\r\n"),
    *(b"".join(b"X-%d: a\r\n" % nth for nth in range(5000)), b"Cookie: " + b"a=\xff; " * 900 + b"\r\n"),
)
LENGTHS = (b"-1", b"1e3", b"9" * 40, b"3, 4", b"", b"+3", b"\xb2", b"3\r\nContent-Length: 4", b"5000")
SMUGGLED = b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled/ HTTP/1.1\r\n" + HEAD
CHUNKS = (b"zz\r\n", b"-1\r\na\r\n", b"f" * 17 + b"\r\na", b"3\r\na=bXX", b"\r\n")
OTHERS = (b"Expect: 100-continue\r\nContent-Length: 9", b"Upgrade: websocket\r\nConnection: Upgrade", SMUGGLED)
CODINGS = (b"chunked", b"chunked, chunked", b"xchunked", b"gzip")
MALFORMED = (
    *(line + b"\r\n\r\n" for line in LINES),
    *(b"GET " + path + b" HTTP/1.1\r\n" + HEAD + b"\r\n" for path in PATHS),
    *(GET + header + b"\r\n" for header in HEADERS),
    *(POST + b"Content-Length: " + said + b"\r\n\r\na=b" for said in LENGTHS),
    *(POST + b"Transfer-Encoding: " + said + b"\r\n\r\n3\r\na=b\r\n" for said in CODINGS),
    *(POST + b"Transfer-Encoding: chunked\r\n\r\n" + said for said in CHUNKS),
    *(POST + said + b"\r\n\r\n" for said in OTHERS),
    WHOLE * 40,
)


def raw_requests(*, seconds: float, seed: int = 1) -> Counter[str]:
    """`sent`, and `errors`: server errors, and each server that no longer answers a whole request afterwards."""
    found = Counter[str]()
    with tempfile.TemporaryDirectory(prefix="belonging-raw-") as logs, a_world(1) as world:
        for name in ("staff", "answering"):
            with _served(world, name, Path(logs) / f"{name}.log") as port:
                _send_all(port, Random(seed), time.monotonic() + seconds / 2, found)
                answered = status(port, WHOLE, patience=60)
                if answered is None or trouble(answered):
                    found["errors"] += 1
                    print(f"{name} said {answered} to a whole request afterwards", file=sys.stderr)
    return found


def _send_all(port: int, random: Random, ends: float, found: Counter[str]) -> None:
    """Each once, then changed at random until the time is over."""
    waiting = [*MALFORMED]
    while waiting or time.monotonic() < ends:
        sent = waiting.pop() if waiting else broken(random.choice((WHOLE, *MALFORMED))[:4000], random)
        if not waiting and random.random() < 0.2:
            sent = sent.replace(b"a", random.choice(VALUES)[:500], 1)
        answered = status(port, sent)
        found["sent"] += 1
        found["answered"] += answered is not None and answered < 400
        found["refused"] += answered is not None and 400 <= answered < 500
        if trouble(answered):
            found["errors"] += 1
            print(f"{answered} to {sent[:300]!r}", file=sys.stderr)


def trouble(answered: int | None) -> bool:
    return answered is not None and answered >= 500 and answered not in (BUSY, NO_SUCH_VERSION)


def status(port: int, sent: bytes, *, patience: float = PATIENCE) -> int | None:
    """Of the first reply; None where the server hung up without one, or still waits for the rest."""
    with socket.create_connection(("127.0.0.1", port), timeout=patience) as line:
        try:
            line.sendall(sent)  # and stay: who hangs up is answered by nobody
            told = line.recv(64)
        except OSError:
            return None
    parts = told.split(b" ", 2)
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else None


@contextmanager
def _served(world: World, name: str, log: Path) -> Iterator[int]:
    serving = Serving(port=free_port(), answering_port=free_port())
    port = serving.port if name == "staff" else serving.answering_port
    child = next(each for each in children(serving) if each.name == name)
    settings = "settings" if name == "staff" else "answering_settings"
    own = {**child.environment, **world.environment, "DJANGO_SETTINGS_MODULE": f"belonging.web.config.{settings}"}
    with log.open("wb") as written:
        process = subprocess.Popen(child.command, env={**os.environ, **own}, stdout=written, stderr=subprocess.STDOUT)
    try:
        await_reply(f"http://127.0.0.1:{port}/", log)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)
