"""A school's own picture as pupils get it, from the answering process."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from belonging.web.base.scope import school_scope
from belonging.web.files.models import Picture
from belonging.web.files.queries import picture_at
from belonging.web.surveys.queries import round_by_handle
from belonging.web.surveys.views.addressed import not_found

KEPT = "max-age=31536000, immutable"


@require_safe
def own_picture(request: HttpRequest, handle: str, slot: str) -> HttpResponse:
    """What stood beside the statement when the questionnaire opened. Its address changes with what it shows."""
    round_ = round_by_handle(handle.lower())
    if round_ is None or round_.audience != "pupil" or round_.opens_at is None:
        return not_found(request)
    with school_scope(round_.host_id):
        found = picture_at(round_.host_id, slot, round_.opens_at)
    if found is None:
        return not_found(request)
    fits = request.GET.get("v") == found.digest[:12]
    return served(found, f"public, {KEPT}" if fits else "no-store")


def served(picture: Picture, cache: str) -> HttpResponse:
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": cache}
    return HttpResponse(bytes(picture.content), content_type=picture.content_type, headers=headers)
