"""Planning cohorts and opening them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.programme.forms.cohorts import DatesForm, ModesForm, NewCohortForm
from belonging.web.programme.forms.hours import HoursForm
from belonging.web.programme.models import Cohort
from belonging.web.programme.presenters.cohorts import (
    LINKING,
    NO_FSM,
    CohortView,
    cohort_line,
    cohort_view,
    forecast_rows,
    plan_of,
    steps_left,
)
from belonging.web.programme.queries import (
    cohort_by_slug,
    cohorts,
    forecast_of,
    funnel,
    in_places,
    places_taken,
    planning_gaps,
    windows_of,
)
from belonging.web.programme.queries.archived import archived_of
from belonging.web.programme.services import (
    create_cohort,
    finish_cohort,
    open_cohort,
    plan_dates,
    plan_modes,
    state_hours,
)

page_or_post = require_http_methods(["GET", "HEAD", "POST"])
door = for_programme(Permission.RUN_PROGRAMME)
KEPT = "The plan is kept."


@never_cache
@require_safe
@door
def list_(request: HttpRequest) -> HttpResponse:
    taken = places_taken()
    lines = [cohort_line(each, taken.get(each.pk, 0)) for each in cohorts()]
    return render(request, "programme/cohorts.html", {"cohorts": lines})


@page_or_post
@door
def new(request: HttpRequest) -> HttpResponse:
    form = NewCohortForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = create_cohort(
                name=said["name"],
                slug=form.slug,
                starts_on=said["starts_on"],
                is_demo=settings.DEMO is True,
                actor=_actor(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("name", str(refusal).replace("address", "name"))
        else:
            return redirect("programme:cohort_dates", cohort=made.slug)
    return render(request, "programme/cohort_new.html", {"form": form})


@never_cache
@require_safe
@door
def cohort(request: HttpRequest, cohort: str) -> HttpResponse:
    found = _found(cohort)
    shown = _view(found)
    steps = steps_left(found) if shown.may_plan else ()
    return render(request, "programme/cohort.html", {"cohort": found, "page": shown, "steps": steps})


@page_or_post
@door
def dates(request: HttpRequest, cohort: str) -> HttpResponse:
    found = _found(cohort)
    form = DatesForm(request.POST or None, cohort=found, windows=windows_of(found))
    if request.method == "POST" and form.is_valid():
        return _acted(
            request,
            found,
            lambda now: plan_dates(cohort=found, dates=form.dates, actor=_actor(request), now=now),
            KEPT,
        )
    return render(request, "programme/cohort_dates.html", {"cohort": found, "form": form})


@page_or_post
@door
def modes(request: HttpRequest, cohort: str) -> HttpResponse:
    found = _found(cohort)
    form = ModesForm(request.POST or None, cohort=found, asked=found.questionnaires.all())
    if request.method == "POST" and form.is_valid():
        return _acted(
            request,
            found,
            lambda now: plan_modes(cohort=found, modes=form.modes, actor=_actor(request), now=now),
            KEPT,
        )
    words = {"linking": LINKING, "no_fsm": NO_FSM}
    return render(request, "programme/cohort_modes.html", {"cohort": found, "form": form, **words})


@page_or_post
@door
def hours(request: HttpRequest, cohort: str) -> HttpResponse:
    """What was typed stays on the page where comments do not fit."""
    found = _found(cohort)
    form = HoursForm(request.POST or None, cohort=found)
    if request.method == "POST" and form.is_valid():
        try:
            state_hours(cohort=found, hours=form.hours, actor=_actor(request), now=timezone.now())
        except Refused as refusal:
            form.add_error("comments_on", str(refusal))
        else:
            messages.success(request, "The numbers are kept, and the forecast is worked out again.")
            return redirect("programme:cohort_hours", cohort=found.slug)
    rows = forecast_rows(forecast_of(found, schools=in_places(found)))
    return render(request, "programme/cohort_hours.html", {"cohort": found, "form": form, "rows": rows})


@page_or_post
@door
def open_(request: HttpRequest, cohort: str) -> HttpResponse:
    found = _found(cohort)
    if request.method == "POST":
        return _acted(
            request,
            found,
            lambda now: open_cohort(cohort=found, actor=_actor(request), now=now),
            f"{found.name} is open. Its plan is fixed from now on.",
        )
    costs = LINKING if found.links_waves else ()
    return render(request, "programme/cohort_open.html", {"cohort": found, "page": _view(found), "costs": costs})


@page_or_post
@door
def finish(request: HttpRequest, cohort: str) -> HttpResponse:
    found = _found(cohort)
    if request.method == "POST":
        return _acted(
            request,
            found,
            lambda now: finish_cohort(cohort=found, actor=_actor(request), now=now),
            f"{found.name} is over. Reports and answers stay.",
        )
    return render(request, "programme/cohort_finish.html", {"cohort": found})


def _view(found: Cohort) -> CohortView:
    plan = plan_of(found, windows_of(found), list(found.questionnaires.all()))
    needs = forecast_of(found, schools=in_places(found))
    gaps, archived = planning_gaps(found), archived_of(found)
    return cohort_view(found, plan=plan, gaps=gaps, needs=needs, funnel=funnel(found), archived=archived)


def _acted(request: HttpRequest, found: Cohort, act: Callable[[datetime], object], done: str) -> HttpResponse:
    try:
        act(timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("programme:cohort", cohort=found.slug)


def _found(slug: str) -> Cohort:
    found = cohort_by_slug(slug)
    if found is None:
        raise Http404
    return found


def _actor(request: HttpRequest) -> str:
    return str(request.user.pk)
