"""What everybody, or every school that takes part, reads. Consent is looked at each time."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_anyone_with
from belonging.web.accounts.queries import sheet
from belonging.web.accounts.roles import Permission
from belonging.web.base.scope import programme_scope, school_scope
from belonging.web.cases.models import CasePublication, Naming, Use
from belonging.web.cases.presenters.printed import case_pdf
from belonging.web.cases.presenters.public import cards_of
from belonging.web.cases.presenters.reading import ReadPage, Subject, read_page
from belonging.web.cases.queries.published import Out, out_now, picture_out, publication_at, published
from belonging.web.cases.views.beside import picture_response

GONE = 410


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    with programme_scope("case studies: the public list"):
        page = sheet(published(Use.PUBLIC), request.GET.get("page", ""))
    shown = {"page": page, "cards": cards_of(page.rows)}
    return _fresh(render(request, "cases/published.html", shown))


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = publication_at(slug)
    if found is not None and found.withdrawn_at is not None and found.in_public:
        return _fresh(render(request, "cases/gone.html", status=GONE), listed=False)
    out = _out(found, Use.PUBLIC)
    return _fresh(render(request, "cases/public.html", {"page": _read(out, "picture_out"), "slug": slug}))


@require_safe
def pdf(_request: HttpRequest, slug: str) -> HttpResponse:
    """Made anew each time, so that nothing withdrawn is in it."""
    return _pdf(publication_at(slug), Use.PUBLIC, slug)


@require_safe
def picture(_request: HttpRequest, slug: str, token: str) -> HttpResponse:
    return _picture(publication_at(slug), token, Use.PUBLIC)


@require_safe
@for_anyone_with(Permission.USE_HUB)
def in_hub(request: HttpRequest, slug: str) -> HttpResponse:
    found = publication_at(slug)
    if found is not None and found.withdrawn_at is not None and found.in_hub:
        return _fresh(render(request, "cases/gone.html", status=GONE), listed=False)
    shown = {"page": _read(_out(found, Use.HUB), "hub_picture"), "slug": slug}
    return _fresh(render(request, "cases/in_hub.html", shown), listed=False)


@require_safe
@for_anyone_with(Permission.USE_HUB)
def hub_pdf(_request: HttpRequest, slug: str) -> HttpResponse:
    return _pdf(publication_at(slug), Use.HUB, slug)


@require_safe
@for_anyone_with(Permission.USE_HUB)
def hub_picture(_request: HttpRequest, slug: str, token: str) -> HttpResponse:
    return _picture(publication_at(slug), token, Use.HUB)


def _out(found: CasePublication | None, use: str) -> Out:
    is_there = found is not None and (found.in_public if use == Use.PUBLIC else found.in_hub)
    if found is None or not is_there or found.withdrawn_at is not None:
        raise Http404
    return out_now(found, use, timezone.localdate())


def _read(out: Out, route: str) -> ReadPage:
    study, slug = out.publication.study, out.publication.slug
    with school_scope(study.school_id):
        is_masked = out.publication.naming == Naming.MASKED
        subject = Subject(out.shown, study.school, study.cohort, out.pictures, is_masked)
        return read_page(subject, lambda each: reverse(f"cases:{route}", args=[slug, each.token]))


def _pdf(found: CasePublication | None, use: str, slug: str) -> HttpResponse:
    made = case_pdf(_out(found, use), now=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="{slug}.pdf"'}
    return _fresh(HttpResponse(made.pdf, content_type="application/pdf", headers=headers), listed=use == Use.PUBLIC)


def _picture(found: CasePublication | None, token: str, use: str) -> HttpResponse:
    held = None if found is None else picture_out(_out(found, use).publication, token, use, timezone.localdate())
    if held is None:
        raise Http404
    return picture_response(held)


def _fresh(response: HttpResponse, *, listed: bool = True) -> HttpResponse:
    """Asked for anew each time, so that what was taken down is gone; in search engines only where it is public."""
    response["Cache-Control"] = "no-cache, private" if listed else "no-store"
    if not listed:
        response["X-Robots-Tag"] = "noindex"
    return response
