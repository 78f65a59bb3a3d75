"""The schools of a cohort: their arms, leaving, and schools that the team adds."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.programme.forms.hours import ArmForm, LeaveForm
from belonging.web.programme.forms.queue import AddSchoolForm
from belonging.web.programme.models import Arm, Cohort, Enrolment
from belonging.web.programme.presenters.cohorts import school_facts, schools_view
from belonging.web.programme.presenters.queue import offered
from belonging.web.programme.queries import cohort_by_slug, cohorts, enrolment_of, enrolments_page, places_taken
from belonging.web.programme.services import leave_cohort, set_arm
from belonging.web.programme.services.selection import Lead, add_by_hand
from belonging.web.programme.views.asked import page_number, said
from belonging.web.schools.queries import school_by_slug
from belonging.web.schools.services import OutsideSchool

page_or_post = require_http_methods(["GET", "HEAD", "POST"])
door = for_programme(Permission.RUN_PROGRAMME)


@never_cache
@require_safe
@door
def schools(request: HttpRequest, cohort: str) -> HttpResponse:
    found = _cohort(cohort)
    words = said(request, "words")
    held = enrolments_page(found, page=page_number(request), words=words)
    shown = schools_view(found, held, words)
    return render(request, "programme/cohort_schools.html", {"cohort": found, "page": shown, "words": words})


@page_or_post
@door
def school(request: HttpRequest, cohort: str, school: str) -> HttpResponse:
    """Two small forms: the arm, and leaving."""
    enrolment = _enrolment(cohort, school)
    leaving = request.POST.get("act") == "leave"
    arm = ArmForm(None if leaving else request.POST or None, initial={"arm": enrolment.arm}, prefix="arm")
    leave = LeaveForm(request.POST if leaving else None, prefix="leave")
    if request.method == "POST" and (leave if leaving else arm).is_valid():
        return _changed(request, enrolment, arm, leave, leaving=leaving)
    shown = {"enrolment": enrolment, "arm": arm, "leave": leave, "rows": school_facts(enrolment)}
    return render(request, "programme/cohort_school.html", shown)


@page_or_post
@door
def add(request: HttpRequest) -> HttpResponse:
    form = AddSchoolForm(request.POST or None, cohorts=offered(cohorts(), places_taken()))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        parts = ("name", "town", "nation", "setting", "has_sixth_form", "local_authority")
        lead = Lead(given["lead_name"], given["lead_email"]) if given["lead_name"] else None
        try:
            made = add_by_hand(
                new=OutsideSchool(**{part: given[part] for part in parts}),
                cohort=form.chosen,
                lead=lead,
                actor=str(request.user.pk),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"{made.name} is added." + (" Its lead is invited by e-mail." if lead else ""))
            chosen = form.chosen
            return redirect("programme:cohort_schools", chosen.slug) if chosen else redirect("programme:cohorts")
    return render(request, "programme/add_school.html", {"form": form})


def _changed(
    request: HttpRequest, enrolment: Enrolment, arm: ArmForm, leave: LeaveForm, *, leaving: bool
) -> HttpResponse:
    cohort, school, actor, now = enrolment.cohort, enrolment.school, str(request.user.pk), timezone.now()
    try:
        if leaving:
            because = leave.cleaned_data["because"]
            leave_cohort(cohort=cohort, school=school, because=because, actor=actor, now=now)
        else:
            set_arm(cohort=cohort, school=school, arm=Arm(arm.cleaned_data["arm"]), actor=actor, now=now)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{school.name} has left {cohort.name}." if leaving else "The change is kept.")
    return redirect("programme:cohort_schools", cohort=cohort.slug)


def _cohort(slug: str) -> Cohort:
    found = cohort_by_slug(slug)
    if found is None:
        raise Http404
    return found


def _enrolment(cohort: str, slug: str) -> Enrolment:
    held, school = _cohort(cohort), school_by_slug(slug)
    found = enrolment_of(school, held) if school is not None else None
    if found is None:
        raise Http404
    return found
