"""Error pages of the answering process: a child's, in the language of the page it came from where there is a draft.

They ask no database, so they name no school. The script, which sends answers as JSON, is told that they are not in: it
keeps them and tries again by itself.
"""

from __future__ import annotations

import logging
import re
import sys
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.html import format_html

from belonging.instruments.words import ANSWERING, LANGUAGES, draft
from belonging.web.base.faults import is_out_of_reach
from belonging.web.config.error_pages import PLAIN, RETRY, TOO_MUCH
from belonging.web.config.logs import reference_of
from belonging.web.surveys.presenters.answering import bare, filled_words
from belonging.web.surveys.rules.letters import sheet_of
from belonging.web.surveys.rules.words import words_for
from belonging.web.surveys.views import addressed

log = logging.getLogger(__name__)
LAST_PART: Final = re.compile(r"/([a-z]{2})/$")
FAULT: Final = "Sorry, something went wrong here"
FAULT_LEAD: Final = "It is our fault, not yours. Please wait a minute, go back, and try again."


def bad_request(request: HttpRequest, exception: Exception | None = None, **_: object) -> HttpResponse:
    """400; 413 where more was sent than any questionnaire can be."""
    if isinstance(exception, TOO_MUCH):
        return _sorry(request, 413, "sorry_title")
    return addressed.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 where the database could not be had or take anything more."""
    out_of_reach = is_out_of_reach(sys.exc_info()[1])
    response = _sorry(request, 503 if out_of_reach else 500, "sorry_title", reference_of(request))
    if out_of_reach:
        response["Retry-After"] = str(RETRY)
    return response


def paused(request: HttpRequest) -> HttpResponse:
    """503 under maintenance."""
    return _sorry(request, 503, "rest_title")


def _sorry(request: HttpRequest, status: int, title: str, reference: str = "") -> HttpResponse:
    if request.headers.get("Content-Type", "").startswith("application/json"):
        return JsonResponse({"outcome": "lost"}, status=status)
    talks = status == HTTPStatus.SERVICE_UNAVAILABLE and request.path.endswith("/talk/")
    try:
        name = "safeguarding/talk_gone.html" if talks else "surveys/answer_error.html"
        page = render_to_string(name, _context(request, status, title, reference))
    except Exception:
        log.exception("An error page could not be made")
        page = format_html(PLAIN, title=FAULT, lead=FAULT_LEAD, reference=reference)
    return HttpResponse(page, status=status)


def _context(request: HttpRequest, status: int, title: str, reference: str) -> dict[str, object]:
    language = language_of(request)
    texts = draft(ANSWERING, language) if language else None
    words = words_for("pupil", texts=texts)
    # Of who asks to talk nobody knows here whether they are a child: these words fit both.
    gone = words_for("parent", texts=texts)["talk_lost_title"]
    context = {**bare(words), **filled_words(words), "title": words[title], "gone": gone, "reference": reference}
    # Who waits a minute and sends as much again is no better off.
    is_long = status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    context["lead"] = words["sorry_long" if is_long else "sorry_lead"]
    context["more"] = "" if is_long else words["help_not_gone"]
    if texts is not None:
        tongue = LANGUAGES[language]
        context |= {"lang": tongue.code, "direction": tongue.direction, "letters": sheet_of(language)}
    return context


def language_of(request: HttpRequest) -> str:
    """Of the page that was asked for: the last part of its address, or what it carries along; "" for English."""
    found = LAST_PART.search(request.path)
    asked = found[1] if found else request.GET.get("language", "")
    return asked if asked in LANGUAGES else ""
