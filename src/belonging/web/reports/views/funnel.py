"""Where schools lie within their limits, for the team."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.findings.queries import programme_findings
from belonging.web.findings.queries.one_table import schools_table
from belonging.web.programme.models import Cohort
from belonging.web.reports.forms.funnel import FunnelForm
from belonging.web.reports.presenters.funnel import MOST_SCHOOLS, chosen_item, funnel_page


@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def funnel(request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    findings = programme_findings(cohort_id=ours.pk, audience="pupil")
    if findings is None or not findings.items:
        raise Http404
    item = chosen_item(findings, request.GET.get("item"))
    shown = findings.table(item)
    schools = schools_table(cohort_id=ours.pk, audience="pupil", table=shown.id if shown else "", most=MOST_SCHOOLS)
    page = funnel_page(findings, item, schools)
    form = FunnelForm(page.choices, page.item)
    return render(request, "reports/funnel.html", {"cohort": ours, "form": form, "page": page})
