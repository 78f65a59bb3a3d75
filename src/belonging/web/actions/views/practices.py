"""The library of practices. Nothing in it is a school's own, so that whoever is signed in may read it."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.instruments.load import load_practices
from belonging.instruments.practices import Practice
from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import schools_of, visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.actions.forms.practices import LibraryForm
from belonging.web.actions.presenters.plan import Place
from belonging.web.actions.presenters.practices import library_page, practice_page, way_in
from belonging.web.actions.queries.needs import needs_of
from belonging.web.actions.rules.suggestions import Suggested, suggested
from belonging.web.actions.views.plan import found_cohort
from belonging.web.audit.queries.audits import cohort_of
from belonging.web.audit.queries.editions import current_edition
from belonging.web.audit.queries.voices import voices_of
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.ui.components import Link

MOST_PLANS = 5
"""Links to plans on one page; whoever works in more schools goes there from the school's own library."""


@require_safe
@login_required
def library(request: HttpRequest) -> HttpResponse:
    form = LibraryForm(request.GET.dict())
    page = library_page(wanted=form.wanted)
    return render(request, "actions/practices.html", {"form": form, "page": page, "filtered": bool(request.GET)})


@require_safe
@login_required
def practice_(request: HttpRequest, practice: str) -> HttpResponse:
    found = _found(practice)
    ways = _ways(cast(User, request.user), found)
    page = practice_page(found, audit=current_edition(), ways=ways)
    return render(request, "actions/practice.html", {"page": page})


@require_safe
@for_school(Permission.SEE_AUDIT)
def school_library(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """What fits the school's own findings comes first."""
    held = found_cohort(school, cohort)
    form = LibraryForm({"setting": school.setting} | request.GET.dict())
    first = [] if request.GET else _suggested(school, held)
    page = library_page(wanted=form.wanted, suggested=first, place=Place(school.slug, cohort))
    shown = {"school": school, "cohort": held, "form": form, "page": page, "filtered": bool(request.GET)}
    return render(request, "actions/school_practices.html", shown)


@require_safe
@for_school(Permission.SEE_AUDIT)
def school_practice(request: HttpRequest, school: School, cohort: str, practice: str) -> HttpResponse:
    held, found = found_cohort(school, cohort), _found(practice)
    may_work = visible_school(cast(User, request.user), school.slug, Permission.WORK_ON_AUDIT) is not None
    ways = [way_in(found, Place(school.slug, cohort), "Add to our plan")] if may_work else []
    page = practice_page(found, audit=current_edition(), ways=ways)
    return render(request, "actions/school_practice.html", {"school": school, "cohort": held, "page": page})


def _suggested(school: School, cohort: Cohort) -> list[Suggested]:
    needs = needs_of(school, cohort, voices_of(school, cohort))
    return suggested(load_practices().practices, needs=needs, setting=school.setting)


def _found(key: str) -> Practice:
    found = load_practices().practice(key)
    if found is None:
        raise Http404
    return found


def _ways(user: User, practice: Practice) -> list[Link]:
    """To the plan of each school in which the reader works on it."""
    ways = []
    for school in schools_of(user, Permission.WORK_ON_AUDIT)[:MOST_PLANS]:
        with school_scope(school.pk):
            cohort = cohort_of(school)
        if cohort is not None:
            ways.append(way_in(practice, Place(school.slug, cohort.slug), f"Add to the plan of {school.name}"))
    return ways
