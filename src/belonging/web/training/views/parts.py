"""What several pages of training share."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.models import User
from belonging.web.audit.presenters.evidence import file_name
from belonging.web.audit.views.evidence import SEALED_OFF
from belonging.web.files.rules.kinds import CONTENT_TYPES, Kind
from belonging.web.training.models import Material, Session
from belonging.web.training.queries.bookings import file_of
from belonging.web.training.queries.sessions import session_by

PER_PAGE = 30
Row = TypeVar("Row")
page_or_post = require_http_methods(["GET", "HEAD", "POST"])


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def actor_of(request: HttpRequest) -> str:
    return str(request.user.pk)


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it is nothing: a form without a tick is sent all the same."""
    return request.POST if request.method == "POST" else None


def session_or_404(pk: int) -> Session:
    found = session_by(pk)
    if found is None:
        raise Http404
    return found


def paged(request: HttpRequest, rows: QuerySet[Any, Row], per_page: int = PER_PAGE) -> Page[Row]:
    """The page that the address asks for; the first or last where there is no such page."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def calendar_reply(content: bytes, session: Session) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="training-{session.pk}.ics"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def pdf_reply(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def material_reply(material: Material) -> HttpResponse:
    """To be saved, never shown in the page's place; under a name made from its title."""
    file = file_of(material)
    if file is None:
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(True, file_name(material.title, file.kind)) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SEALED_OFF,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(file.content), content_type=CONTENT_TYPES[Kind(file.kind)], headers=headers)
