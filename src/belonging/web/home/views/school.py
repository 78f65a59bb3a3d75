"""A school's home."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.home.presenters.school import school_home
from belonging.web.home.queries import left_cohorts, school_rounds
from belonging.web.schools.models import School


@never_cache
@require_safe
@for_school(Permission.SEE_SCHOOL)
def school(request: HttpRequest, school: School) -> HttpResponse:
    may_run = visible_school(cast(User, request.user), school.slug, Permission.RUN_ROUNDS) is not None
    home = school_home(school=school, sights=school_rounds(school), may_run=may_run, now=timezone.now())
    context = {"school": school, "home": home, "left": left_cohorts(school)}
    return render(request, "home/school.html", context)
