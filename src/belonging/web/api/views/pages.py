"""The page on the API that anyone reads, and the description that programs read."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.web.api.presenters.description import call_cards, put_right, scopes_table
from belonging.web.api.rules.keys import CALLS_A_MINUTE
from belonging.web.api.views.calls import api

PREFIX = "/api/v1/"


@cache
def description() -> dict[str, Any]:
    return put_right(dict(api.get_openapi_schema(path_prefix=PREFIX)), settings.STAFF_URL)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    shown = {
        "calls": call_cards(description()),
        "scopes": scopes_table(),
        "budget": CALLS_A_MINUTE,
        "example": f'curl -H "Authorization: Bearer $API_KEY" {settings.STAFF_URL}{PREFIX}cohorts',
    }
    return render(request, "api/about.html", shown)


@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    return JsonResponse(description())
