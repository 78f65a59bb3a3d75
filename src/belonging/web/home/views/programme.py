"""The programme's home: every school with the state of its questionnaires."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import may_in_programme, schools_of
from belonging.web.accounts.roles import Permission
from belonging.web.home.presenters.programme import Reader, cohort_home
from belonging.web.home.queries import cohort_schools, programme_releases
from belonging.web.programme.queries import cohorts


@never_cache
@require_safe
@for_programme(Permission.SEE_COHORTS)
def programme(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    reader = Reader(
        by_name=may_in_programme(user, Permission.SEE_PROGRAMME),
        reads_report=may_in_programme(user, Permission.READ_PROGRAMME_REPORT),
        own=frozenset(school.slug for school in schools_of(user, Permission.SEE_SCHOOL)),
    )
    released = programme_releases()
    homes = [
        cohort_home(cohort, cohort_schools(cohort), released=cohort.slug in released, reader=reader)
        for cohort in cohorts()
    ]
    return render(request, "home/programme.html", {"cohorts": homes, "reader": reader})
