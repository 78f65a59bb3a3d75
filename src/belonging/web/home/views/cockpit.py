"""The cockpit of a cohort: every school by stage, whom to ring, and one school's sheet."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.base.numbers import page_number
from belonging.web.home.models import Standing
from belonging.web.home.presenters.cockpit import PLACES, cockpit
from belonging.web.home.presenters.cockpit_files import schools_csv, totals_csv
from belonging.web.home.presenters.funnel import funnel_sight
from belonging.web.home.presenters.school_sheet import school_sheet
from belonging.web.home.queries.standings import Wanted, cohort_totals, every_school, listed_schools, standing_of
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import cohort_by_slug, funnel, last_nudges
from belonging.web.programme.rules.nudges import nudge_of
from belonging.web.programme.services import nudge as send_nudge


@never_cache
@require_safe
@for_programme(Permission.SEE_COHORTS)
def schools(request: HttpRequest, cohort: str) -> HttpResponse:
    found = _cohort(cohort)
    has_names = may_in_programme(cast(User, request.user), Permission.SEE_PROGRAMME)
    wanted = _wanted(request)
    listed = listed_schools(found, wanted, by_name=has_names)
    page = cockpit(found, cohort_totals(found), listed, wanted, has_names=has_names)
    sight = funnel_sight(funnel(found))
    return render(request, "home/cockpit.html", {"page": page, "has_names": has_names, "funnel": sight})


@never_cache
@require_safe
@for_programme(Permission.SEE_PROGRAMME)
@recently_authenticated
def schools_file(request: HttpRequest, cohort: str) -> HttpResponse:
    found = _cohort(cohort)
    return _csv(schools_csv(every_school(found, _wanted(request))), f"schools-{found.slug}")


@never_cache
@require_safe
@for_programme(Permission.SEE_PROGRAMME)
@recently_authenticated
def totals_file(_request: HttpRequest, cohort: str) -> HttpResponse:
    found = _cohort(cohort)
    return _csv(totals_csv(found, cohort_totals(found), funnel(found)), f"totals-{found.slug}")


@never_cache
@require_safe
@for_programme(Permission.SEE_PROGRAMME)
def sheet(request: HttpRequest, cohort: str, of: str) -> HttpResponse:
    found = _cohort(cohort)
    standing = _standing(found, of)
    may_run = may_in_programme(cast(User, request.user), Permission.RUN_PROGRAMME)
    nudged = last_nudges(school=standing.school, cohort=found)
    page = school_sheet(found, standing, nudged, may_run=may_run)
    return render(request, "home/school_sheet.html", {"page": page, "cohort": found})


@require_POST
@for_programme(Permission.RUN_PROGRAMME)
def nudge(request: HttpRequest, cohort: str, of: str) -> HttpResponse:
    found = _cohort(cohort)
    school = _standing(found, of).school
    template = request.POST.get("template", "")
    if nudge_of(template) is None:
        raise Http404
    try:
        send_nudge(school=school, cohort=found, template=template, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"The message to {school.name} is on its way.")
    return redirect("home:school_sheet", cohort=found.slug, of=school.slug)


def _wanted(request: HttpRequest) -> Wanted:
    place = request.GET.get("stage", "")
    return Wanted(
        quiet=request.GET.get("show") == "quiet",
        place=place if place in PLACES else "",
        words=request.GET.get("q", "")[:120].strip(),
        page=page_number(request.GET.get("page", "")),
    )


def _cohort(slug: str) -> Cohort:
    found = cohort_by_slug(slug)
    if found is None:
        raise Http404
    return found


def _standing(cohort: Cohort, slug: str) -> Standing:
    found = standing_of(cohort, slug)
    if found is None:
        raise Http404
    return found


def _csv(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
