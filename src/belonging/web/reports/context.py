"""The way from “You said, we did” to what was found: these pages are below the reports and know none."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from belonging.web.base.scope import school_scope
from belonging.web.replies.models import PageState
from belonging.web.replies.queries.pages import public_page
from belonging.web.reports.presenters.openings.addresses import path_of, reader_of
from belonging.web.reports.queries.openings import openings_of


def found(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """Asked for only by the page that draws it. The address, empty where the report is not open to its readers."""
    return {"what_was_found": lambda: _found(request)}


def _found(request: HttpRequest) -> str:
    match = request.resolver_match
    page = public_page(match.kwargs["token"]) if match is not None and match.view_name == "replies:public" else None
    if page is None or page.state != PageState.PUBLISHED:
        return ""
    with school_scope(page.school_id):
        opening = openings_of(page.school, page.cohort).get(reader_of(page.edition))
    return path_of(opening) if opening is not None else ""
