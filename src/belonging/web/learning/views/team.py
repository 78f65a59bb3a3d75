"""How far the modules reach: for the team by school, for a cohort's report by letter."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from belonging.instruments.module_catalogue import modules
from belonging.web.accounts.access import for_programme
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.learning.presenters.team import reach_table, school_table
from belonging.web.learning.queries.progress import finished_in, reach_by_module, schools_that_learn
from belonging.web.programme.models import Cohort, Enrolment
from belonging.web.programme.presenters.words import pages_of

PER_PAGE = 50


@require_safe
@for_programme(Permission.RUN_TRAINING)
def team(request: HttpRequest) -> HttpResponse:
    found = Paginator(schools_that_learn(), PER_PAGE).get_page(request.GET.get("page"))
    schools = list(found.object_list)
    finished = finished_in(school.pk for school in schools)
    shown = {
        "reach": reach_table(modules(), reach_by_module()),
        "schools": school_table(modules(), schools, finished, lambda school: school.name),
        "any": bool(schools),
        "pages": pages_of(cast("Page[object]", found), {}),
        "cohort": None,
    }
    return render(request, "learning/team.html", shown)


@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def cohort_(request: HttpRequest, cohort: str) -> HttpResponse:
    """Under letters, unless the reader may know the schools' names."""
    held = get_object_or_404(Cohort, slug=cohort)
    names = may_in_programme(request.user, Permission.SEE_PROGRAMME)
    enrolled = Enrolment.objects.filter(cohort=held).select_related("school").order_by("mask", "pk")
    found = Paginator(enrolled, PER_PAGE).get_page(request.GET.get("page"))
    masks = {each.school_id: f"School {each.mask}" for each in found.object_list}
    schools = [each.school for each in found.object_list]
    shown = {
        "reach": reach_table(modules(), reach_by_module(held)),
        "schools": school_table(
            modules(), schools, finished_in(masks), lambda school: school.name if names else masks[school.pk]
        ),
        "any": bool(schools),
        "pages": pages_of(cast("Page[object]", found), {}),
        "cohort": held,
    }
    return render(request, "learning/team.html", shown)
