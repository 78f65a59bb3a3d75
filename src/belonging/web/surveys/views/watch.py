"""Who has answered, from inside a school and from the programme; a class's day and teacher; drafts by hand."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.access import for_programme, for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.base.scope import school_scope
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of, school_by_slug
from belonging.web.surveys.forms.rounds import PackForm
from belonging.web.surveys.models import Pack, Round, State
from belonging.web.surveys.presenters.rounds import long_day, round_title
from belonging.web.surveys.presenters.watch import watch_page
from belonging.web.surveys.presenters.watch_next import Rights
from belonging.web.surveys.queries import pack_of_school, watched_rounds
from belonging.web.surveys.services.planning import plan_for, plans_waiting
from belonging.web.surveys.services.sitting import arrange_sitting


@require_safe
@for_school(Permission.SEE_RESPONSE_RATES)
def watch(request: HttpRequest, school: School) -> HttpResponse:
    rights = Rights(
        inside=True,
        may_run=_may(request, school, Permission.RUN_ROUNDS),
        may_print=_may(request, school, Permission.PRINT_SLIPS),
    )
    return _watched(request, school, rights)


@require_safe
@for_programme(Permission.SEE_PROGRAMME)
def watch_from_programme(request: HttpRequest, school: str) -> HttpResponse:
    """The same page for the programme's team, who may look and do nothing."""
    found = school_by_slug(school)
    if found is None:
        raise Http404
    with school_scope(found.pk):
        return _watched(request, found, Rights(inside=False))


@require_http_methods(["GET", "HEAD", "POST"])
@for_school(Permission.PRINT_SLIPS)
def pack(request: HttpRequest, school: School, pack: int) -> HttpResponse:
    found = pack_of_school(school, pack)
    if found is None or found.revoked_at is not None:
        raise Http404
    round_ = found.round
    if round_.state != State.OPEN or round_.opens_at is None or round_.closes_at is None:
        messages.info(request, "A class’s day and teacher can be changed while the questionnaire is open.")
        return _back(school)
    first, last = timezone.localdate(), timezone.localdate(round_.closes_at)
    form = PackForm(request.POST or None, pack=found, calendar=calendar_of(school), first=first, last=last)
    if request.method == "POST" and form.is_valid():
        return _arranged(request, found, form)
    closes = long_day(round_.closes_at)
    shown = {"school": school, "pack": found, "form": form, "title": round_title(round_), "closes": closes}
    return render(request, "surveys/watch_pack.html", shown)


@for_school(Permission.RUN_ROUNDS)
@require_POST
def plan(request: HttpRequest, school: School) -> HttpResponse:
    """What the worker does by itself, for a lead who does not want to wait."""
    made: list[Round] = []
    for cohort in plans_waiting(school, now=timezone.now()):
        try:
            made += plan_for(school=school, cohort=cohort, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
    if made:
        messages.success(request, "The questionnaires are ready. Open each when your school is ready.")
    return _back(school)


def _watched(request: HttpRequest, school: School, rights: Rights) -> HttpResponse:
    now = timezone.now()
    watched = watched_rounds(school)
    page = watch_page(watched=watched, calendar=calendar_of(school), rights=rights, now=now)
    plannable = rights.may_run and not watched and bool(plans_waiting(school, now=now))
    shown = {"school": school, "page": page, "rights": rights, "plannable": plannable}
    return render(request, "surveys/watch.html", shown)


def _arranged(request: HttpRequest, found: Pack, form: PackForm) -> HttpResponse:
    try:
        arrange_sitting(pack=found, **form.cleaned_data, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{found.label}: saved.")
    return _back(found.round.host)


def _back(school: School) -> HttpResponse:
    return redirect("surveys:watch", school=school.slug)


def _may(request: HttpRequest, school: School, permission: Permission) -> bool:
    return visible_school(cast(User, request.user), school.slug, permission) is not None
