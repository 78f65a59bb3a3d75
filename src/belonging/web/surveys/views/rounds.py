"""A round's pages for the people who run it. A refused act comes back as a sentence on the round's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.schools.models import School
from belonging.web.surveys.forms.rounds import OpenRoundForm
from belonging.web.surveys.forms.slips import SlipsForm
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.presenters.rounds import long_day, round_page, round_title
from belonging.web.surveys.presenters.slips import slips_pdf
from belonging.web.surveys.queries import packs_of, round_in_school
from belonging.web.surveys.rules.rounds import sealed_from
from belonging.web.surveys.services.rounds import close_round, open_round
from belonging.web.surveys.services.sealing import seal_round
from belonging.web.surveys.services.slips import issue_sets

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_school(Permission.SEE_RESPONSE_RATES)
def round_(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    found = _found(school, handle)
    page = round_page(
        round_=found,
        packs=packs_of(found),
        may_run=_may(request, school, Permission.RUN_ROUNDS),
        may_print=_may(request, school, Permission.PRINT_SLIPS),
        now=timezone.now(),
    )
    return render(request, "surveys/round.html", {"school": school, "round": found, "page": page})


@page_or_post
@for_school(Permission.RUN_ROUNDS)
def open_(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    found = _found(school, handle)
    form = OpenRoundForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        return _acted(
            request,
            found,
            lambda: open_round(round_=found, closes_at=form.closes_at, actor=_actor(request), now=timezone.now()),
            f"The questionnaire is open until {long_day(form.closes_at)}.",
        )
    return render(request, "surveys/round_open.html", {**_named(school, found), "form": form})


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


@never_cache
@page_or_post
@for_school(Permission.PRINT_SLIPS)
def slips(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    """A good POST answers with the PDF, the only time these codes are ever shown."""
    found = _found(school, handle)
    if found.state != State.OPEN:
        messages.info(request, "Slips are printed while the questionnaire is open.")
        return _back(found)
    form = SlipsForm(request.POST or None, round_=found)
    if request.method == "POST" and form.is_valid():
        try:
            return _printed(found, form, _actor(request))
        except Refused as refusal:
            form.add_error("pack_label", str(refusal))
    return render(request, "surveys/slips.html", {**_named(school, found), "form": form})


@transaction.atomic
def _printed(found: Round, form: SlipsForm, actor: str) -> HttpResponse:
    """Issued and typeset in one transaction: no codes are used up by a PDF that could not be made."""
    now = timezone.now()
    label = form.cleaned_data["pack_label"]
    wanted = form.sets
    orders = [each.order for each in wanted]
    codes = issue_sets(round_=found, pack_label=label, orders=orders, actor=actor, now=now)
    sets = [(each.words, made) for each, made in zip(wanted, codes, strict=True)]
    pdf = slips_pdf(round_=found, pack_label=label, sets=sets, now=now)
    name = f"slips-{slugify(label) or 'pack'}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _acted(request: HttpRequest, found: Round, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return _back(found)


def _back(found: Round) -> HttpResponse:
    return redirect("surveys:round", school=found.school.slug, handle=found.handle)


def _found(school: School, handle: str) -> Round:
    found = round_in_school(school, handle)
    if found is None:
        raise Http404
    return found


def _named(school: School, found: Round) -> dict[str, object]:
    return {"school": school, "round": found, "title": round_title(found)}


def _actor(request: HttpRequest) -> str:
    return str(request.user.pk)


def _may(request: HttpRequest, school: School, permission: Permission) -> bool:
    return visible_school(cast(User, request.user), school.slug, permission) is not None
