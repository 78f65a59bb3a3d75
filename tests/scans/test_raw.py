"""The part of the soak that speaks to sockets sees a server that breaks. The servers themselves: section input."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from benchmarks.soak.raw import MALFORMED, status, trouble


@contextmanager
def server_that_says(words: bytes) -> Iterator[int]:
    """To the first who knocks."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            line, _ = door.accept()
            with line:
                line.recv(65536)
                line.sendall(words)

        serving = Thread(target=serve)
        serving.start()
        yield int(door.getsockname()[1])
        serving.join()


@pytest.mark.parametrize(
    ("words", "told", "is_trouble"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", 200, False),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", 400, False),
        (b"HTTP/1.1 503 Busy\r\n\r\n", 503, False),
        (b"HTTP/1.1 500 Broken\r\n\r\n", 500, True),
        (b"HTTP/1.1 502 Broken\r\n\r\n", 502, True),
        (b"", None, False),
    ],
)
def test_a_server_error_is_trouble_and_a_refusal_is_none(words: bytes, told: int | None, is_trouble: bool) -> None:
    with server_that_says(words) as port:
        answered = status(port, b"GET / HTTP/1.1\r\n\r\n")
    assert answered == told
    assert trouble(answered) == is_trouble


def test_each_of_the_malformed_requests_is_another() -> None:
    assert len(set(MALFORMED)) == len(MALFORMED) > 45
