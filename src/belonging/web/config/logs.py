"""What may be written down, as text or as JSON, by any process: an allowlist, so that nobody's words slip in.

A line has its level and logger; of a request the route's name (never a path: paths have tokens and handles in them) and
the status; of a fault its class and places. A message is left out unless its logger is one of SAYING.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Final

from django.http import HttpRequest, HttpResponse

from belonging.web.base.faults import new_reference, places_of

Next = Callable[[HttpRequest], HttpResponse]
Facts = dict[str, str | int]
staff_log = logging.getLogger("belonging.staff")

SAYING: Final = frozenset(
    {
        "belonging.web.cli.duties",
        "belonging.web.cli.worker_loop",
        "belonging.web.config.health",
        "belonging.web.findings.engine.making",
        "belonging.web.findings.engine.amending",
        "belonging.web.surveys.services.answering",
        "belonging.web.surveys.services.traces",
    }
)
"""Loggers of ours whose messages are fixed words, names of duties, waves and numbers: read one by one."""
IN_CONFIDENCE: Final = frozenset({"safeguarding", "sets", "rights", "complaints"})
"""Apps whose single pages are not told apart: which of them was opened says what happened at a school."""
_REFERENCE: Final = "belonging.reference"


class QuietFormatter(logging.Formatter):
    """`shape`: "text" or "json". `clock`: "day" where the time of day would tell of somebody, else "second"."""

    def __init__(self, shape: str = "text", clock: str = "day") -> None:
        super().__init__()
        self._shape = shape
        self._clock = clock

    def format(self, record: logging.LogRecord) -> str:
        facts = {**self._when(record), "level": record.levelname, "logger": record.name, **facts_of(record)}
        if self._shape == "json":
            return json.dumps(facts, ensure_ascii=False)
        return " ".join(str(value) for value in facts.values())

    def _when(self, record: logging.LogRecord) -> Facts:
        moment = datetime.fromtimestamp(record.created, UTC)
        if self._clock == "day":
            return {"day": f"{datetime.fromtimestamp(record.created):%Y-%m-%d}"}  # the day where it runs
        return {"at": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}


def facts_of(record: logging.LogRecord) -> Facts:
    """Of our own lines what they hold; of every other record only what can hold nobody's words."""
    own = getattr(record, "facts", None)
    if own is not None:
        return dict(own)
    facts: Facts = {}
    if record.name in SAYING:
        facts["message"] = record.getMessage()
    request = getattr(record, "request", None)
    status = getattr(record, "status_code", 0)
    if isinstance(request, HttpRequest):
        facts |= {"route": route_of(request), "status": status}
        if status >= 500:
            facts["reference"] = reference_of(request)
    fault = record.exc_info[1] if record.exc_info else None
    return facts if fault is None else {**facts, "fault": places_of(fault)}


def route_of(request: HttpRequest) -> str:
    """The route's name; "nowhere" for an address that none has."""
    match = request.resolver_match
    return match.view_name if match is not None else "nowhere"


def told_of(request: HttpRequest) -> str:
    """The route's name for metrics and traces, which may leave the house; of what is said in confidence, that alone."""
    route = route_of(request)
    return "in confidence" if route.partition(":")[0] in IN_CONFIDENCE else route


def reference_of(request: HttpRequest) -> str:
    """Of the fault of this request: the same on its page and in the log. Random, and kept nowhere else."""
    reference: str = request.META.setdefault(_REFERENCE, "") or new_reference()
    request.META[_REFERENCE] = reference
    return reference


class StaffLogMiddleware:
    """At the level INFO a line for each request to staff's pages: route, method, status, duration, account's number."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not staff_log.isEnabledFor(logging.INFO):
            return self.get_response(request)
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code >= 400 or (match is not None and match.app_name != "service"):
            # Only where somebody has asked already: the log is no reason to ask the database.
            user = getattr(request, "_cached_user", None)
            facts: Facts = {
                "route": route_of(request),
                "method": request.method or "",
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000),
                "user": str(getattr(user, "pk", None) or "nobody"),
            }
            staff_log.info("", extra={"facts": facts})
        return response


def write_faults_quietly() -> None:
    """A process that dies of a fault says where, not what the database or anybody said."""
    sys.excepthook = _died


def _died(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    if isinstance(fault, KeyboardInterrupt):
        return
    last = logging.LogRecord("belonging.process", logging.CRITICAL, "", 0, "", (), (kind, fault, trace))
    sys.stderr.write(f"{QuietFormatter(os.environ.get('BELONGING_LOG_FORMAT', 'text')).format(last)}\n")
