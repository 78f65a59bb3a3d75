"""While somebody works on the service every page says so, without a database, a session or an account."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from belonging.web.base.maintenance import Maintenance, under_maintenance
from belonging.web.config import error_pages, sorry
from belonging.web.config.logs import Next

ASKED_BY_MACHINES = frozenset({"/live/", "/ready/", "/metrics/"})
AFTER = 300
"""Seconds after which a browser or program may come again, where nobody said when it is over."""


class _Paused:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = None if request.path in ASKED_BY_MACHINES else under_maintenance(settings.BELONGING_HOME)
        if found is None:
            return self.get_response(request)
        response = self.page(request, found)
        response["Retry-After"] = str(seconds_left(found))
        response["Cache-Control"] = "no-store"
        # Django writes each reply of 500 and above down as a fault, unless it takes it for written down already.
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark, without a name in its types
        return response

    def page(self, request: HttpRequest, found: Maintenance) -> HttpResponse:
        raise NotImplementedError


class StaffMaintenance(_Paused):
    def page(self, request: HttpRequest, found: Maintenance) -> HttpResponse:
        return error_pages.paused(request, found)


class AnsweringMaintenance(_Paused):
    def page(self, request: HttpRequest, _found: Maintenance) -> HttpResponse:
        """To a child nothing is said of the work: only that a short rest is on, and that no answer is lost."""
        return sorry.paused(request)


def seconds_left(found: Maintenance) -> int:
    if found.until is None:
        return AFTER
    return max(30, round((found.until - datetime.now(UTC)).total_seconds()))
