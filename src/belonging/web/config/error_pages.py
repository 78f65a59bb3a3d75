"""Staff's error pages: what happened, what to do next, and for a fault the reference by which its log line is found.

They are made without the request's session, account or database; where even the template fails, of a few plain lines.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.views.csrf import csrf_failure
from django.views.defaults import page_not_found, permission_denied

from belonging.web.base.faults import is_out_of_reach
from belonging.web.base.maintenance import Maintenance
from belonging.web.config.logs import reference_of

log = logging.getLogger(__name__)

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
RETRY = 60
"""Seconds."""
HERE = ZoneInfo("Europe/London")
PLAIN = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title} – Belonging Matters</title></head>
<body><h1>{title}</h1><p>{lead}</p><p>Reference: {reference}</p></body></html>
"""
FAULT = "Something went wrong on our side"
FAULT_LEAD = "It is not your fault. Wait a minute, then load the page again."


def bad_request(_request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; 413 where more was sent than the service takes in."""
    too_much = isinstance(exception, TOO_MUCH)
    name, status = (
        ("413.html", HTTPStatus.REQUEST_ENTITY_TOO_LARGE) if too_much else ("400.html", HTTPStatus.BAD_REQUEST)
    )
    return HttpResponse(render_to_string(name), status=status)


def unproven(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without the proof of its page; 413 where more was sent than is taken in, proof or not."""
    try:
        with suppress(MultiPartParserError, UnreadablePostError, BadRequest):
            request.POST.get("")
    except TOO_MUCH as fault:
        return bad_request(request, fault)
    return csrf_failure(request, reason)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the menu of whoever is signed in; without it where the database cannot be asked for that."""
    try:
        return permission_denied(request, exception or PermissionDenied())
    except Exception:
        log.exception("An error page had to do without its menu")
        return _made("403.html", 403, {"reference": ""})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, in the same way."""
    try:
        return page_not_found(request, exception or Http404())
    except Exception:
        log.exception("An error page had to do without its menu")
        return _made("404.html", 404, {"reference": ""})


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 where it is the database that could not be had. Both with the reference of the log's line."""
    reference = reference_of(request)
    if is_out_of_reach(sys.exc_info()[1]):
        response = _made("503.html", 503, {"reference": reference, "until": "", "words": "", "planned": False})
        response["Retry-After"] = str(RETRY)
        return response
    return _made("500.html", 500, {"reference": reference})


def paused(request: HttpRequest, found: Maintenance) -> HttpResponse:
    """503 while the service is under maintenance. A program reads the same as JSON."""
    until = f"{found.until.astimezone(HERE):%H:%M on %-d %B}" if found.until else ""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": f"The service is under maintenance{until and f', until {until}'}."}, status=503)
    return _made("503.html", 503, {"reference": "", "until": until, "words": found.words, "planned": True})


def _made(name: str, status: int, context: dict[str, object]) -> HttpResponse:
    try:
        return HttpResponse(render_to_string(name, context), status=status)
    except Exception:
        log.exception("An error page could not be made")
        plain = format_html(PLAIN, title=FAULT, lead=FAULT_LEAD, reference=context["reference"])
        return HttpResponse(plain, status=status)
