"""What lets the pages go on without a network: the service worker, and the list of what a class needs."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.offline import lasting_files, pages_of
from belonging.web.surveys.views.addressed import for_round


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """At the root, so that every page of the answering process may be kept."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


@require_safe
@for_round
def kept(_request: HttpRequest, round_: Round) -> JsonResponse:
    """Addresses only: the round's pages that a device keeps, by language, and the files they need."""
    here = [round_.handle]
    own = [reverse(f"answering:{name}", args=here) for name in ("class", "pictures")]
    return JsonResponse({"pages": own, "languages": pages_of(round_), "files": lasting_files()})


@cache
def _worker() -> bytes:
    return files("belonging.web.surveys").joinpath("static/surveys/worker.js").read_bytes()
