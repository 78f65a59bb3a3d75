"""How much training a cohort had, and who has been from which school."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.programme.models import Cohort
from belonging.web.training.presenters.totals import held_table, school_table, totals_page
from belonging.web.training.queries.totals import (
    held_with_counts,
    people_by_school,
    schools_with_counts,
    totals_of,
)
from belonging.web.training.views.parts import paged, user_of

PER_PAGE = 50


@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def totals(request: HttpRequest, cohort: str) -> HttpResponse:
    """Schools stand under their letters for who may not see their names."""
    found = _cohort_or_404(cohort)
    now, named = timezone.now(), may_in_programme(user_of(request), Permission.SEE_PROGRAMME)
    page = paged(request, schools_with_counts(found), PER_PAGE)
    counts = people_by_school(found, [each.school_id for each in page.object_list])
    shown = {
        "cohort": found,
        "page": totals_page(totals_of(found, now)),
        "sessions": held_table(held_with_counts(found, now)),
        "schools": school_table(page.object_list, counts, named=named),
        "turning": page,
        "runs": may_in_programme(user_of(request), Permission.RUN_TRAINING),
    }
    return render(request, "training/totals.html", shown)


def _cohort_or_404(slug: str) -> Cohort:
    found = Cohort.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
