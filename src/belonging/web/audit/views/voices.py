"""What to take up first: ratings beside the voices."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.presenters.priorities import Found, priorities_page
from belonging.web.audit.queries.audits import audits_of, cohort_in
from belonging.web.audit.queries.changes import last_audit_before
from belonging.web.audit.queries.priorities import audit_to_go_by, order_of_work, priorities_of
from belonging.web.audit.queries.voices import voices_of
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School


@require_safe
@for_school(Permission.SEE_AUDIT)
def priorities(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """Of the audit asked for (`?audit=baseline`), else of the latest that says enough; beside the newest releases."""
    found = cohort_in(school, cohort)
    if found is None:
        raise Http404
    may_act = visible_school(cast(User, request.user), school.slug, Permission.WORK_ON_AUDIT) is not None
    page = priorities_page(
        school=school, cohort=found, found=_found(school, found, request.GET.get("audit", "")), may_act=may_act
    )
    return render(request, "audit/priorities.html", {"school": school, "cohort": found, "page": page})


def _found(school: School, cohort: Cohort, stage: str) -> Found:
    audits, voices = audits_of(school, cohort), voices_of(school, cohort)
    audit = next((each for each in audits if each.stage == stage), None) or audit_to_go_by(audits)
    if audit is None:
        return Found(None, voices)
    ranked = priorities_of(audit, voices)
    left = any(not priority.met for priority in ranked)
    work = order_of_work(audit, voices, last_audit_before(audit)) if left else []
    return Found(audit, voices, ranked, work, [each for each in audits if each.pk != audit.pk])
