"""What people are asked, as they see it: the page itself, and the form on paper. Nothing is sent."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from belonging.web.base.scope import programme_scope
from belonging.web.surveys.presenters.answering import page_of
from belonging.web.surveys.presenters.asking import Asking
from belonging.web.surveys.presenters.paper import file_name
from belonging.web.surveys.presenters.previews import asking_without_round
from belonging.web.surveys.views.paper import sheet_reply


@require_safe
def preview(request: HttpRequest, name: str, edition: str, language: str) -> HttpResponse:
    """The very page that answers are given on, but for the strip that says what it is."""
    asking = _asking(name, edition, language)
    if asking is None:
        raise Http404
    return render(request, "surveys/answer.html", page_of(asking))


@require_safe
def preview_pdf(_request: HttpRequest, name: str, edition: str, language: str) -> HttpResponse:
    return sheet_reply(_asking(name, edition, language), file_name(name, edition, language))


def _asking(name: str, edition: str, language: str) -> Asking | None:
    def address(edition: str, language: str) -> str:
        return reverse("home:preview", args=[name, edition, language])

    with programme_scope("previews: what is asked"):
        return asking_without_round(name, edition, language, address=address)
