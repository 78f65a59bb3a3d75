"""A round's pages for the people who run it. A refused act comes back as a sentence on the round's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.enrolment.queries import sitting_window
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of
from belonging.web.surveys.forms.rounds import ExtendRoundForm, OpenRoundForm
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.presenters.rounds import Beside, dates_words, long_day, round_page, round_title
from belonging.web.surveys.queries import acts_on, packs_of, round_in_school
from belonging.web.surveys.rules.rounds import sealed_from
from belonging.web.surveys.rules.windows import last_possible, proposed_day, school_day_until
from belonging.web.surveys.services.extending import ACT, extend_round
from belonging.web.surveys.services.rounds import close_round, open_round
from belonging.web.surveys.services.sealing import seal_round

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_school(Permission.SEE_RESPONSE_RATES)
def round_(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    found = _found(school, handle)
    page = round_page(
        round_=found,
        beside=_beside(found),
        may_run=_may(request, school, Permission.RUN_ROUNDS),
        may_print=_may(request, school, Permission.PRINT_SLIPS),
        now=timezone.now(),
    )
    return render(request, "surveys/round.html", {"school": school, "round": found, "page": page})


@page_or_post
@for_school(Permission.RUN_ROUNDS)
def open_(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    found = _found(school, handle)
    calendar, today = calendar_of(school), timezone.localdate()
    window = sitting_window(school, found.cohort, found.wave)
    proposed = proposed_day(calendar=calendar, today=today, window=window)
    form = OpenRoundForm(request.POST or None, calendar=calendar, today=today, proposed=proposed)
    if request.method == "POST" and form.is_valid():
        return _acted(
            request,
            found,
            lambda: open_round(round_=found, closes_at=form.closes_at, actor=_actor(request), now=timezone.now()),
            f"The questionnaire is open until {long_day(form.closes_at)}.",
        )
    shown = {"form": form, "dates": dates_words(window, today)}
    return render(request, "surveys/round_open.html", _named(school, found) | shown)


@page_or_post
@for_school(Permission.RUN_ROUNDS)
def extend(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    found = _found(school, handle)
    if found.state != State.OPEN or found.opens_at is None or found.closes_at is None:
        messages.info(request, "A questionnaire gets more time while it is open.")
        return _back(found)
    calendar, closes = calendar_of(school), timezone.localdate(found.closes_at)
    latest = school_day_until(last_possible(timezone.localdate(found.opens_at)), calendar)
    form = ExtendRoundForm(request.POST or None, calendar=calendar, closes=closes, latest=latest)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        return _acted(
            request,
            found,
            lambda: extend_round(round_=found, **given, actor=_actor(request), now=timezone.now()),
            f"The questionnaire is open until {long_day(given['last_day'])}.",
        )
    shown = {"form": form, "closes": long_day(closes), "latest": long_day(latest) if latest > closes else ""}
    return render(request, "surveys/round_extend.html", _named(school, found) | shown)


@page_or_post
@for_school(Permission.RUN_ROUNDS)
def close(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    found = _found(school, handle)
    if request.method == "POST":
        return _acted(
            request,
            found,
            lambda: close_round(round_=found, actor=_actor(request), now=timezone.now()),
            "The questionnaire is closed. Nobody new can begin to answer.",
        )
    return render(request, "surveys/round_close.html", _named(school, found))


@page_or_post
@for_school(Permission.RUN_ROUNDS)
def seal(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    found = _found(school, handle)
    now = timezone.now()
    by_itself = sealed_from(found.closed_at) if found.closed_at else None
    early = by_itself is not None and now < by_itself
    if request.method == "POST":
        return _acted(
            request,
            found,
            lambda: seal_round(round_=found, actor=_actor(request), now=now, early=request.POST.get("early") == "yes"),
            "The questionnaire is sealed. Your report is being made, and is ready in a few minutes.",
        )
    shown = {"early": early, "by_itself": long_day(by_itself) if by_itself else ""}
    return render(request, "surveys/round_seal.html", _named(school, found) | shown)


def _acted(request: HttpRequest, found: Round, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return _back(found)


def _back(found: Round) -> HttpResponse:
    return redirect("surveys:round", school=found.host.slug, handle=found.handle)


def _found(school: School, handle: str) -> Round:
    found = round_in_school(school, handle)
    if found is None:
        raise Http404
    return found


def _beside(found: Round) -> Beside:
    draft = found.state == State.DRAFT
    return Beside(
        packs=packs_of(found),
        window=sitting_window(found.host, found.cohort, found.wave) if draft else None,
        extensions=[] if draft else acts_on(found, ACT),
    )


def _named(school: School, found: Round) -> dict[str, object]:
    return {"school": school, "round": found, "title": round_title(found)}


def _actor(request: HttpRequest) -> str:
    return str(request.user.pk)


def _may(request: HttpRequest, school: School, permission: Permission) -> bool:
    return visible_school(cast(User, request.user), school.slug, permission) is not None
