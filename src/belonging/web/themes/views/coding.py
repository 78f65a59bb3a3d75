"""The coders' desks, where two differ, and what is released."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.base.numbers import LARGEST_KEY, whole_number
from belonging.web.themes import presenters as present
from belonging.web.themes import queries
from belonging.web.themes.forms import CodeForm
from belonging.web.themes.models import Codebook, CodedComment
from belonging.web.themes.queries import AUDIENCES
from belonging.web.themes.rules.results import ThemeResults
from belonging.web.themes.services import coding as services
from belonging.web.themes.views.places import codebook_at, fixed_codebook

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page_or_post
@for_programme(Permission.CODE_COMMENTS)
def desk(request: HttpRequest, cohort: str, audience: str, turn: str) -> HttpResponse:
    """One comment after the other; `turn` is first or second."""
    found, second = fixed_codebook(cohort, audience), turn == "second"
    form = CodeForm(request.POST if request.method == "POST" else None, themes=found.themes.all())
    row = _row(found, request.POST.get("comment", "")) if request.method == "POST" else None
    coder = str(request.user.pk)
    if row is not None and form.is_valid():
        try:
            chosen = form.cleaned_data["themes"]
            services.code_comment(row=row, themes=chosen, second=second, actor=coder, now=timezone.now())
            # At the next comment, so that the next Tab is its first theme.
            return redirect(reverse("themes:desk", args=[cohort, audience, turn]) + "#comment")
        except Refused as refusal:
            form.add_error("themes", str(refusal))
    row = row or queries.next_for(found, coder=coder, second=second)
    context = {
        "codebook": found,
        "title": AUDIENCES[audience],
        "second": second,
        "how_far": present.how_far(queries.progress_of(found), second=second),
        "comment": None if row is None else present.shown(row),
        "form": form,
        "themes": list(found.themes.all()),
    }
    return render(request, "themes/desk.html", context)


@never_cache
@page_or_post
@for_programme(Permission.CODE_COMMENTS)
def agreement(request: HttpRequest, cohort: str, audience: str) -> HttpResponse:
    """How far two agree; a POST settles one comment on which they differ."""
    found = fixed_codebook(cohort, audience)
    form = CodeForm(request.POST if request.method == "POST" else None, themes=found.themes.all())
    row = _row(found, request.POST.get("comment", "")) if request.method == "POST" else None
    if row is not None and form.is_valid():
        try:
            chosen, actor = form.cleaned_data["themes"], str(request.user.pk)
            services.settle(row=row, themes=chosen, actor=actor, now=timezone.now())
            return redirect("themes:agreement", cohort, audience)
        except Refused as refusal:
            form.add_error("themes", str(refusal))
    return _agreement(request, found, form)


@require_POST
@for_programme(Permission.EDIT_CODEBOOK)
def release(request: HttpRequest, cohort: str, audience: str) -> HttpResponse:
    found = fixed_codebook(cohort, audience)
    try:
        services.release_themes(codebook=found, actor=str(request.user.pk), now=timezone.now())
        messages.success(request, "Released. Reports show these themes from now on.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("themes:agreement", cohort, audience)
    return redirect("themes:results", cohort, audience)


@never_cache
@page_or_post
@for_programme(Permission.CODE_COMMENTS)
def results(request: HttpRequest, cohort: str, audience: str) -> HttpResponse:
    """What was released; a POST marks a quote, or takes the mark away."""
    found = codebook_at(cohort, audience)
    released = queries.release_of(found)
    if released is None:
        raise Http404
    if request.method == "POST":
        _mark(request, found)
        return redirect("themes:results", cohort, audience)
    stored = ThemeResults.from_json(released.results)
    marked = set(found.coded.filter(quotes__isnull=False).values_list("pk", "quotes__theme_id"))
    quotes = [
        (theme, [(row, (row.pk, theme.pk) in marked) for row in queries.quotable(found, theme)])
        for theme in found.themes.all()
    ]
    context = {
        "codebook": found,
        "title": AUDIENCES[audience],
        "results": stored,
        "table": present.results_table(stored),
        "agreed": present.released_agreement(stored),
        "base": present.BY_COMMENT,
        "caution": present.PREVALENCE,
        "quotes": [(theme, rows) for theme, rows in quotes if rows],
    }
    return render(request, "themes/results.html", context)


def _mark(request: HttpRequest, found: Codebook) -> None:
    row = _row(found, request.POST.get("comment", ""))
    theme = get_object_or_404(found.themes, key=request.POST.get("theme", ""))
    act = services.unmark_quote if request.POST.get("act") == "unmark" else services.mark_quote
    try:
        act(row=row, theme=theme, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))


def _agreement(request: HttpRequest, found: Codebook, form: CodeForm) -> HttpResponse:
    names = {theme.key: theme.name for theme in found.themes.all()}
    coded = list(queries.codes_of(found))
    differ = queries.apart(found)
    progress = queries.progress_of(found)
    context = {
        "codebook": found,
        "title": AUDIENCES[found.audience],
        "form": form,
        "table": present.agreement_table(coded, names),
        "caution": present.PREVALENCE,
        "apart": present.apart_lines(differ[:1], names),
        "left": len(differ),
        "may_release": progress.is_done and may_in_programme(request.user, Permission.EDIT_CODEBOOK),
        "is_released": queries.release_of(found) is not None,
    }
    return render(request, "themes/agreement.html", context)


def _row(found: Codebook, number: str) -> CodedComment:
    """Raises Http404."""
    pk = whole_number(number, most=LARGEST_KEY)
    row = None if pk is None else queries.coded_row(found, pk)
    if row is None:
        raise Http404
    return row
