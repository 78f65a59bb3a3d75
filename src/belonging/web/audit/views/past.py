"""Audits as they read on their day, all of a school's audits, and two side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.models import Audit
from belonging.web.audit.presenters.past import compare_links, compare_page, history_rows, past_page
from belonging.web.audit.presenters.work import way
from belonging.web.audit.queries.audits import audit_at
from belonging.web.audit.queries.past import audits_before, every_audit
from belonging.web.audit.queries.record import record_read
from belonging.web.audit.rules.changes import changes_between
from belonging.web.audit.rules.record import from_json
from belonging.web.schools.models import School


@require_safe
@for_school(Permission.SEE_AUDIT)
def all_audits(request: HttpRequest, school: School) -> HttpResponse:
    return render(request, "audit/all_audits.html", {"school": school, "rows": history_rows(every_audit(school))})


@require_safe
@for_school(Permission.SEE_AUDIT)
def past(request: HttpRequest, school: School, cohort: str, stage: str) -> HttpResponse:
    """From the record alone. An audit that is not signed off has none: its own page shows it."""
    audit = _found(school, cohort, stage)
    if not audit.record:
        return redirect(way(audit, "stage"))
    shown = {"school": school, "page": past_page(from_json(audit.record)), "printed": way(audit, "printed")}
    return render(request, "audit/past.html", shown)


@require_safe
@for_school(Permission.SEE_AUDIT)
def past_earlier(request: HttpRequest, school: School, cohort: str, stage: str, number: int) -> HttpResponse:
    """As it was signed off before it was reopened."""
    audit = _found(school, cohort, stage)
    if not 1 <= number <= len(audit.earlier):
        raise Http404
    page = past_page(from_json(audit.earlier[number - 1]["record"]))
    return render(request, "audit/past.html", {"school": school, "page": page, "printed": ""})


@require_safe
@for_school(Permission.SEE_AUDIT)
def compare(request: HttpRequest, school: School, cohort: str, stage: str) -> HttpResponse:
    """With the audit before it, or with `?then=` another one before it."""
    audit = _found(school, cohort, stage)
    earlier = audits_before(audit)
    if not earlier:
        raise Http404
    asked = request.GET.get("then", "")
    then = next((each for each in earlier if f"{each.cohort.slug}/{each.stage}" == asked), earlier[0])
    before, now = record_read(then), record_read(audit)
    page = compare_page(before, now, changes_between(before, now).values())
    shown = {"school": school, "page": page, "others": compare_links(audit, then, earlier), "back": way(audit, "stage")}
    return render(request, "audit/compare.html", shown)


def _found(school: School, cohort: str, stage: str) -> Audit:
    audit = audit_at(school, cohort, stage)
    if audit is None:
        raise Http404
    return audit
