"""A small service for tests of replacing: writes each number that it is sent down, then says so."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    number = environ["wsgi.input"].read()
    with Path(os.environ["WRITTEN_DOWN"]).open("ab", buffering=0) as file:
        file.write(number + b"\n")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"kept by %d" % os.getpid()]
