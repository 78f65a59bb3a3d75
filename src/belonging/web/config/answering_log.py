"""What the answering process writes down: route, status, duration bucket and day. Nothing of anyone.

Other loggers keep their level, name and the places in our code that a fault passed through. Their messages,
and those of exceptions, are left out: a database's complaint quotes the row it would not take.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

log = logging.getLogger("belonging.answering")
BUCKETS = ((0.05, "under 50 ms"), (0.2, "under 200 ms"), (1.0, "under 1 s"), (5.0, "under 5 s"))
Next = Callable[[HttpRequest], HttpResponse]


def bucket_of(seconds: float) -> str:
    """How long it took, too coarse to tell one visit from another."""
    return next((words for limit, words in BUCKETS if seconds < limit), "5 s or more")


class LogMiddleware:
    """One line for each request to a page; static files leave none."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None or response.status_code >= 400:
            route = match.view_name if match is not None else "nowhere"
            log.info("%s %s %s", route, response.status_code, bucket_of(time.perf_counter() - began))
        return response


class QuietFormatter(logging.Formatter):
    """Our own lines whole; of every other record only what can hold nobody's words."""

    def __init__(self) -> None:
        super().__init__(datefmt="%Y-%m-%d")

    def format(self, record: logging.LogRecord) -> str:
        start = f"{self.formatTime(record, self.datefmt)} {record.levelname} {record.name}"
        if record.name == log.name:
            return f"{start} {record.getMessage()}"
        fault = record.exc_info[1] if record.exc_info else None
        return start if fault is None else f"{start} {places_of(fault)}"


def places_of(fault: BaseException) -> str:
    """The fault's class, the lines it passed through, and the same of its cause; no message, no value."""
    passed = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)]
    cause = fault.__cause__ or fault.__context__
    after = f" after {places_of(cause)}" if cause is not None else ""
    return f"{type(fault).__qualname__} at {' < '.join(reversed(passed))}{after}"
