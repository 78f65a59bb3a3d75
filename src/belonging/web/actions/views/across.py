"""The plans of all schools together, for the programme's team and its evaluator."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.actions.presenters.across import across_csv, across_page
from belonging.web.actions.queries.counted import plans_of_all
from belonging.web.actions.queries.practice_use import practices_used
from belonging.web.audit.queries.editions import current_edition
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries.cohorts import cohort_by_slug


@require_safe
@for_programme(Permission.SEE_ACROSS)
def across(request: HttpRequest, cohort: str) -> HttpResponse:
    found = _cohort(cohort)
    actions = plans_of_all(found, timezone.localdate())
    page = across_page(actions, current_edition().areas, practices_used(found))
    return render(request, "actions/across.html", {"cohort": found, "page": page})


@require_safe
@for_programme(Permission.SEE_ACROSS)
@recently_authenticated
def across_file(_request: HttpRequest, cohort: str) -> HttpResponse:
    found = _cohort(cohort)
    actions = plans_of_all(found, timezone.localdate())
    content = across_csv(actions, current_edition().areas, practices_used(found))
    named = {"Content-Disposition": f'attachment; filename="plans-{found.slug}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=named)


def _cohort(slug: str) -> Cohort:
    found = cohort_by_slug(slug)
    if found is None:
        raise Http404
    return found
