"""A round's questionnaire on paper. No account: whoever has the address of the questions may print them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.surveys.models import Round, State
from belonging.web.surveys.presenters.asking import Asking
from belonging.web.surveys.presenters.paper import file_name, paper_pdf
from belonging.web.surveys.presenters.papers import asking_on_paper, sheets_of
from belonging.web.surveys.presenters.rounds import round_title
from belonging.web.surveys.queries import round_by_handle, scope_of


@require_safe
def papers(request: HttpRequest, handle: str) -> HttpResponse:
    """Which sheets there are."""
    round_ = _round(handle)
    with scope_of(round_):
        sheets = sheets_of(round_)
    context = {
        "sheets": sheets,
        "title": round_title(round_),
        "questionnaire": round_.instrument,
    }
    return render(request, "surveys/papers.html", context)


@require_safe
def paper(_request: HttpRequest, handle: str, edition: str, language: str) -> HttpResponse:
    round_ = _round(handle)
    with scope_of(round_):
        asking = asking_on_paper(round_, edition, language)
    return sheet_reply(asking, file_name(round_.instrument, edition, language))


def sheet_reply(asking: Asking | None, name: str) -> HttpResponse:
    """The PDF, to be looked at in the browser. Raises Http404."""
    if asking is None:
        raise Http404
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(paper_pdf(asking, now=timezone.now()).pdf, content_type="application/pdf", headers=headers)


def _round(handle: str) -> Round:
    """A school's round that is not over. Raises Http404."""
    found = round_by_handle(handle)
    if found is None or found.is_occasion or found.state == State.SEALED:
        raise Http404
    return found
