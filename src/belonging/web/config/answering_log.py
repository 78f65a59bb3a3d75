"""What the answering process writes down of a request: route, status, duration bucket and day. Nothing of anyone."""

from __future__ import annotations

import logging
import time

from django.http import HttpRequest, HttpResponse

from belonging.web.config.logs import Next, route_of

log = logging.getLogger("belonging.answering")
BUCKETS = ((0.05, "under 50 ms"), (0.2, "under 200 ms"), (1.0, "under 1 s"), (5.0, "under 5 s"))


def bucket_of(seconds: float) -> str:
    """How long it took, too coarse to tell one visit from another."""
    return next((words for limit, words in BUCKETS if seconds < limit), "5 s or more")


class LogMiddleware:
    """One line for each request to a page; static files and those who ask for health leave none."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code >= 400 or (match is not None and match.app_name != "health"):
            took = bucket_of(time.perf_counter() - began)
            log.info("", extra={"facts": {"route": route_of(request), "status": response.status_code, "took": took}})
        return response
