"""Open data as files: for the programme's people, and for everyone once a cohort's results are published."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.api.presenters.open_data import open_data_csv, open_data_metadata
from belonging.web.api.queries import figures
from belonging.web.api.rules.open_data import AUDIENCES, Place
from belonging.web.base.scope import programme_scope
from belonging.web.home.queries.publications import published_cohort
from belonging.web.programme.models import Cohort

Made = Callable[..., str]


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
@recently_authenticated
def programme(_request: HttpRequest, cohort: str) -> HttpResponse:
    return _file(get_object_or_404(Cohort, slug=cohort), open_data_csv, "csv")


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
@recently_authenticated
def programme_meta(_request: HttpRequest, cohort: str) -> HttpResponse:
    return _file(get_object_or_404(Cohort, slug=cohort), open_data_metadata, "meta.csv")


@require_safe
def published(_request: HttpRequest, cohort: str) -> HttpResponse:
    with programme_scope("open data: of published results"):
        return _file(_published(cohort), open_data_csv, "csv")


@require_safe
def published_meta(_request: HttpRequest, cohort: str) -> HttpResponse:
    with programme_scope("open data: of published results"):
        return _file(_published(cohort), open_data_metadata, "meta.csv")


def _published(slug: str) -> Cohort:
    publication = published_cohort(slug)
    if publication is None:
        raise Http404
    return publication.cohort


def _file(cohort: Cohort, made: Made, ending: str) -> HttpResponse:
    """404 before anything of all schools together is released."""
    found = figures.open_findings(cohort, tuple(AUDIENCES))
    if not found:
        raise Http404
    text = made(found, Place(figures.nations_of(cohort), figures.days_of(cohort), cohort.starts_on))
    name = f"belonging-{cohort.slug}{'-simulated' if cohort.is_demo else ''}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
