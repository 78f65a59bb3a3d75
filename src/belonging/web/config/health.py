"""`/live/`, `/ready/` and `/metrics/`: what a machine asks, answered in plain words and without a secret."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from hmac import compare_digest
from threading import Lock
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from belonging.web.base.maintenance import under_maintenance
from belonging.web.config import readiness
from belonging.web.config.readiness import Check

log = logging.getLogger(__name__)
REMEMBERED: Final = 2.0
"""Seconds for which a process knows whether it is ready: whoever asks more often asks nobody."""
UNASKED: Final = "It could not be asked; the log says where."
STILL_ASKED: Final = "They are being asked at this moment, and no answer has come yet."


class Readiness:
    """The checks of one process, run at most every REMEMBERED seconds."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks
        self._lock = Lock()
        self._found: dict[str, str] = {}
        self._until = 0.0

    def found(self) -> dict[str, str]:
        """The sentence of each check; "" where all is well. Under maintenance nothing else is asked."""
        if under_maintenance(settings.BELONGING_HOME) is not None:
            return {"maintenance": "The service is under maintenance."}
        # Where a database hangs, one asker waits for it; the others hear at once that it is not ready.
        if not self._lock.acquire(blocking=settings.MODE == "test"):
            return dict(self._found) if time.monotonic() < self._until else {"checks": STILL_ASKED}
        try:
            if time.monotonic() >= self._until or settings.MODE == "test":
                self._found = {name: _asked(name, check) for name, check in self._checks.items()}
                self._until = time.monotonic() + REMEMBERED
            return dict(self._found)
        finally:
            self._lock.release()


def _asked(name: str, check: Check) -> str:
    try:
        return check()
    except Exception:
        log.exception("Not ready: %s", name)
        return UNASKED


STAFF: Final = Readiness(readiness.STAFF)
ANSWERING: Final = Readiness(readiness.ANSWERING)


@require_GET
@never_cache
def live(_request: HttpRequest) -> HttpResponse:
    """The process answers. A keeper that restarts by this never restarts for a database that is away."""
    return JsonResponse({"live": True})


@require_GET
@never_cache
def staff_ready(_request: HttpRequest) -> HttpResponse:
    return _reply(STAFF)


@require_GET
@never_cache
def answering_ready(_request: HttpRequest) -> HttpResponse:
    return _reply(ANSWERING)


def _reply(readiness: Readiness) -> HttpResponse:
    found = readiness.found()
    ready = not any(found.values())
    checks = {name: sentence or "all right" for name, sentence in found.items()}
    return JsonResponse({"ready": ready, "checks": checks}, status=200 if ready else 503)


@require_GET
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, with the token as its bearer; for everybody else, and where it is switched off, not there."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        raise Http404
    from belonging.web.config.exposition import exposition

    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")
