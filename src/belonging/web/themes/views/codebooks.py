"""All codebooks of a cohort, and writing one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.themes import presenters as present
from belonging.web.themes.forms import ThemeForm
from belonging.web.themes.models import Codebook
from belonging.web.themes.queries import AUDIENCES, codebook_of, progress_of, release_of, with_comments
from belonging.web.themes.services import codebooks as services
from belonging.web.themes.views.places import codebook_at, cohort_of

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_programme(Permission.CODE_COMMENTS)
def cohorts(request: HttpRequest) -> HttpResponse:
    """Which cohorts have comments to code."""
    return render(request, "themes/cohorts.html", {"cohorts": with_comments()})


@require_safe
@for_programme(Permission.CODE_COMMENTS)
def overview(request: HttpRequest, cohort: str) -> HttpResponse:
    ours = cohort_of(cohort)
    lines = []
    for audience in AUDIENCES:
        codebook = codebook_of(ours, audience)
        progress = None if codebook is None else progress_of(codebook)
        released = codebook is not None and release_of(codebook) is not None
        lines.append(present.line(audience, codebook, progress, released=released))
    may_edit = may_in_programme(request.user, Permission.EDIT_CODEBOOK)
    return render(request, "themes/overview.html", {"cohort": ours, "lines": lines, "may_edit": may_edit})


@require_POST
@for_programme(Permission.EDIT_CODEBOOK)
def begin(request: HttpRequest, cohort: str, audience: str) -> HttpResponse:
    """The first version, or the next."""
    ours = cohort_of(cohort)
    try:
        services.begin_codebook(cohort=ours, audience=audience, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("themes:overview", cohort)
    return redirect("themes:codebook", cohort, audience)


@page_or_post
@for_programme(Permission.CODE_COMMENTS)
def codebook(request: HttpRequest, cohort: str, audience: str) -> HttpResponse:
    """The themes; whoever may, adds one."""
    found = codebook_at(cohort, audience)
    may_edit = found.fixed_at is None and may_in_programme(request.user, Permission.EDIT_CODEBOOK)
    form = ThemeForm(request.POST if request.method == "POST" and may_edit else None)
    if form.is_bound and form.is_valid():
        try:
            services.add_theme(codebook=found, words=form.words(), actor=str(request.user.pk), now=timezone.now())
            return redirect("themes:codebook", cohort, audience)
        except Refused as refusal:
            form.add_error("name", str(refusal))
    return _codebook(request, found, form, may_edit=may_edit)


@page_or_post
@for_programme(Permission.EDIT_CODEBOOK)
def theme(request: HttpRequest, cohort: str, audience: str, key: str) -> HttpResponse:
    """Change a theme, or take it out."""
    found = codebook_at(cohort, audience)
    one = get_object_or_404(found.themes, key=key)
    given = {name: getattr(one, name) for name in ("name", "definition", "include", "exclude")}
    form = ThemeForm(request.POST if request.method == "POST" else None, initial=given)
    now, actor = timezone.now(), str(request.user.pk)
    try:
        if request.POST.get("act") == "remove":
            services.remove_theme(theme=one, actor=actor, now=now)
            return redirect("themes:codebook", cohort, audience)
        if form.is_bound and form.is_valid():
            services.change_theme(theme=one, words=form.words(), actor=actor, now=now)
            return redirect("themes:codebook", cohort, audience)
    except Refused as refusal:
        form.add_error("name", str(refusal))
    return render(request, "themes/theme.html", {"codebook": found, "theme": one, "form": form})


@require_POST
@for_programme(Permission.EDIT_CODEBOOK)
def fix(request: HttpRequest, cohort: str, audience: str) -> HttpResponse:
    """Coding begins."""
    found = codebook_at(cohort, audience)
    try:
        services.fix_codebook(codebook=found, actor=str(request.user.pk), now=timezone.now())
        messages.success(request, "The codebook is fixed. Comments can be coded now.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("themes:codebook", cohort, audience)


def _codebook(request: HttpRequest, found: Codebook, form: ThemeForm, *, may_edit: bool) -> HttpResponse:
    context = {
        "codebook": found,
        "title": AUDIENCES[found.audience],
        "themes": list(found.themes.all()),
        "form": form,
        "may_edit": may_edit,
        "may_begin": found.fixed_at is not None and may_in_programme(request.user, Permission.EDIT_CODEBOOK),
    }
    return render(request, "themes/codebook.html", context)
