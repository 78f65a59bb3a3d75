"""Modules in the reader's own time."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belonging.instruments.module_catalogue import module_by_slug, modules
from belonging.instruments.modules import Module
from belonging.web.accounts.access import for_anyone_with
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import schools_of
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.learning.forms.check import CheckForm
from belonging.web.learning.presenters.modules import (
    cards_of,
    certificate_lines,
    cover_of,
    leaf_of,
    result_of,
    stops_of,
)
from belonging.web.learning.queries.progress import progress_of
from belonging.web.learning.services.modules import Learner, take_check, turn_to
from belonging.web.training.queries.certificates import certificates_of

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_anyone_with(Permission.LEARN)
def home(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    shown = {
        "cards": cards_of(modules(), progress_of(user)),
        "certificates": certificate_lines(certificates_of(user)),
        "schools": schools_of(user, Permission.SEE_AUDIT),
    }
    return render(request, "learning/home.html", shown)


@require_safe
@for_anyone_with(Permission.LEARN)
def module_(request: HttpRequest, module: str) -> HttpResponse:
    found = _found(module)
    cover = cover_of(found, progress_of(cast(User, request.user)).get(found.slug))
    return render(request, "learning/module.html", {"cover": cover})


@page_or_post
@for_anyone_with(Permission.LEARN)
def page(request: HttpRequest, module: str, page: int) -> HttpResponse:
    """Sent from its button: keeps that the page was read, and goes on to the next or to the check."""
    found = _found(module)
    if not 1 <= page <= len(found.pages):
        raise Http404
    if request.method == "POST":
        turn_to(learner=_learner(request), module=found, page=page + 1, now=timezone.now())
        if page < len(found.pages):
            return redirect("learning:page", module=module, page=page + 1)
        return redirect("learning:check", module=module)
    held = progress_of(cast(User, request.user)).get(found.slug)
    stops = stops_of(found, held.furthest if held else 0, page)
    return render(request, "learning/page.html", {"leaf": leaf_of(found, page), "slug": module, "stops": stops})


@page_or_post
@for_anyone_with(Permission.LEARN)
def check(request: HttpRequest, module: str) -> HttpResponse:
    found = _found(module)
    cover = cover_of(found, progress_of(cast(User, request.user)).get(found.slug))
    if not cover.may_check:
        messages.info(request, "The check comes after the pages. Go on where you were.")
        return redirect("learning:module", module=module)
    form = CheckForm(request.POST if request.method == "POST" else None, module=found)
    if form.is_valid():
        try:
            taken = take_check(learner=_learner(request), module=found, given=form.given, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return render(request, "learning/result.html", {"result": result_of(found, taken), "cover": cover})
    return render(request, "learning/check.html", {"form": form, "cover": cover})


def _found(slug: str) -> Module:
    found = module_by_slug(slug)
    if found is None:
        raise Http404
    return found


def _learner(request: HttpRequest) -> Learner:
    """At the first of the schools where they may learn: every role that may is a school's."""
    user = cast(User, request.user)
    return Learner(user, schools_of(user, Permission.LEARN)[0])
