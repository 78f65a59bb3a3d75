"""What pupils and families read, without signing in. The address is the permission."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.web.base.scope import school_scope
from belonging.web.files.queries import picture_at, pictures_at
from belonging.web.replies.models import Edition, Page, PageState
from belonging.web.replies.presenters.said import public_address, said_page
from belonging.web.replies.queries.pages import public_page
from belonging.web.replies.rules.snapshots import Shown, shown_from

GONE = 410


@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    found = public_page(token)
    if found is not None and found.state == PageState.WITHDRAWN:
        return _unlisted(render(request, "replies/gone.html", status=GONE))
    kept, shown = _out(found)
    with school_scope(kept.school_id):
        own = pictures_at(kept.school_id, kept.published_at) if kept.published_at else {}
    said = said_page(kept, shown, own, lambda item: public_address(kept, item))
    return _unlisted(render(request, "replies/public.html", {"said": said}))


@require_safe
def picture(_request: HttpRequest, token: str, item: str) -> HttpResponse:
    """As it was in use when the page went out; on the page for younger pupils alone."""
    kept, shown = _out(public_page(token))
    told = kept.edition == Edition.YOUNGER and item in {line.item for line in shown.lines}
    with school_scope(kept.school_id):
        found = picture_at(kept.school_id, item, kept.published_at) if told and kept.published_at else None
        if found is None:
            raise Http404
        return _unlisted(HttpResponse(bytes(found.content), content_type=found.content_type))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """In no search engine; and asked for anew each time, so that what was taken down is gone."""
    response["X-Robots-Tag"], response["Cache-Control"] = "noindex", "no-cache"
    return response


def _out(page: Page | None) -> tuple[Page, Shown]:
    if page is None or page.state != PageState.PUBLISHED:
        raise Http404
    return page, shown_from(page.shown)
