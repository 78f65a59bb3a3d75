"""A school's set-up: the checklist."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.home.presenters.set_up import set_up_page
from belonging.web.home.queries.set_up import permissions_in, school_set_up
from belonging.web.schools.models import School


@never_cache
@require_safe
@for_school(Permission.SEE_SCHOOL)
def set_up(request: HttpRequest, school: School, cohort: str = "") -> HttpResponse:
    today = timezone.localdate()
    found = school_set_up(school, today=today, slug=cohort)
    if cohort and found is None:
        raise Http404
    may = permissions_in(cast(User, request.user), school)
    page = set_up_page(school=school, found=found, may=may, today=today) if found else None
    return render(request, "home/set_up.html", {"school": school, "found": found, "page": page})
