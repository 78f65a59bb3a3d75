"""What fits a school: guidance from its own audit and its released findings."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import may_anywhere, visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.learning.presenters.guidance import guidance_page, guidance_pdf
from belonging.web.learning.queries.guidance import guidance_of
from belonging.web.schools.models import School


@require_safe
@for_school(Permission.SEE_AUDIT)
def guidance(request: HttpRequest, school: School) -> HttpResponse:
    user = cast(User, request.user)
    may_plan = visible_school(user, school.slug, Permission.WORK_ON_AUDIT) is not None
    shown = {
        "school": school,
        "page": guidance_page(guidance_of(school), school, may_plan=may_plan),
        "may_learn": may_anywhere(user, Permission.LEARN),
    }
    return render(request, "learning/guidance.html", shown)


@never_cache
@require_safe
@for_school(Permission.SEE_AUDIT)
def guidance_file(_request: HttpRequest, school: School) -> HttpResponse:
    page = guidance_page(guidance_of(school), school, may_plan=False)
    made = guidance_pdf(page, school, now=timezone.now())
    named = {"Content-Disposition": f'attachment; filename="guidance-{school.slug}.pdf"'}
    return HttpResponse(made.pdf, content_type="application/pdf", headers=named)
