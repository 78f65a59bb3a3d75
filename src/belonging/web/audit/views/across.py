"""The audits of all schools together, for the programme's team and its evaluator."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.audit.presenters.across import across_csv, across_page
from belonging.web.audit.queries.across import across_schools
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries.cohorts import cohort_by_slug


@require_safe
@for_programme(Permission.SEE_ACROSS)
def across(request: HttpRequest, cohort: str) -> HttpResponse:
    found = _cohort(cohort)
    page = across_page(across_schools(found))
    return render(request, "audit/across.html", {"cohort": found, "page": page})


@require_safe
@for_programme(Permission.SEE_ACROSS)
@recently_authenticated
def across_file(_request: HttpRequest, cohort: str) -> HttpResponse:
    found = _cohort(cohort)
    named = {"Content-Disposition": f'attachment; filename="audits-{found.slug}.csv"'}
    return HttpResponse(across_csv(across_schools(found)), content_type="text/csv; charset=utf-8", headers=named)


def _cohort(slug: str) -> Cohort:
    found = cohort_by_slug(slug)
    if found is None:
        raise Http404
    return found
