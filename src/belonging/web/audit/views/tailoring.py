"""Making the audit a school's own. A refused act comes back as a sentence, with what was typed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.forms.tailoring import HideForm, OwnStatementForm
from belonging.web.audit.models import Audit
from belonging.web.audit.presenters.tailoring import Known, tailoring_page
from belonging.web.audit.presenters.work import way
from belonging.web.audit.queries.asked import Asked, asked_in
from belonging.web.audit.queries.audits import audit_at
from belonging.web.audit.queries.editions import current_edition
from belonging.web.audit.queries.record import names_of
from belonging.web.audit.queries.tailoring import hidden_in, hideable_as_before, own_statement
from belonging.web.audit.rules.tailoring import suggested_reasons
from belonging.web.audit.services.tailoring import (
    add_own_statement,
    hide_as_before,
    hide_statement,
    retire_own_statement,
    show_statement,
)
from belonging.web.base.errors import Refused
from belonging.web.schools.models import School

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_school(Permission.SEE_AUDIT)
def tailoring(request: HttpRequest, school: School, cohort: str, stage: str) -> HttpResponse:
    audit = _found(school, cohort, stage)
    hidden = hidden_in(audit)
    before = 0 if hidden or audit.is_signed_off else hideable_as_before(audit)[1]
    known = Known(asked_in(audit, with_hidden=True), hidden, names_of(each.by for each in hidden), before)
    may_run = visible_school(request.user, school.slug, Permission.RUN_AUDIT) is not None
    page = tailoring_page(audit=audit, known=known, may_run=may_run)
    back = way(audit, "stage")
    return render(request, "audit/tailoring.html", {"school": school, "page": page, "back": back})


@page_or_post
@for_school(Permission.RUN_AUDIT)
def own_add(request: HttpRequest, school: School, cohort: str, stage: str) -> HttpResponse:
    audit = _found(school, cohort, stage)
    form = OwnStatementForm(request.POST or None, areas=current_edition().areas)
    if request.method == "POST" and form.is_valid():
        try:
            add_own_statement(school=school, own=form.own, actor=_actor(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Your statement is added. It stands at the end of its area.")
            return redirect(way(audit, "tailoring"))
    return render(request, "audit/own_add.html", {"school": school, "form": form, "back": way(audit, "tailoring")})


@page_or_post
@for_school(Permission.RUN_AUDIT)
def own_retire(request: HttpRequest, school: School, cohort: str, stage: str, statement: str) -> HttpResponse:
    audit = _found(school, cohort, stage)
    own = own_statement(school, statement)
    if own is None:
        raise Http404
    if request.method == "POST":
        return _acted(
            request,
            audit,
            lambda: retire_own_statement(own=own, actor=_actor(request), now=timezone.now()),
            "The statement is retired. What you wrote about it is kept.",
        )
    return render(request, "audit/own_retire.html", {"school": school, "own": own, "back": way(audit, "tailoring")})


@page_or_post
@for_school(Permission.RUN_AUDIT)
def hide(request: HttpRequest, school: School, cohort: str, stage: str, statement: str) -> HttpResponse:
    audit = _found(school, cohort, stage)
    asked = _asked(audit, statement)
    form = HideForm(request.POST or None, reasons=suggested_reasons(school.setting))
    if request.method == "POST" and form.is_valid():
        try:
            hide_statement(
                audit=audit, statement=statement, reason=form.reason, actor=_actor(request), now=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The statement is hidden. Its reason stands here and in the printed audit.")
            return redirect(way(audit, "tailoring"))
    shown = {"school": school, "form": form, "statement": asked.statement, "back": way(audit, "tailoring")}
    return render(request, "audit/hide.html", shown)


@require_POST
@for_school(Permission.RUN_AUDIT)
def show(request: HttpRequest, school: School, cohort: str, stage: str, statement: str) -> HttpResponse:
    audit = _found(school, cohort, stage)
    return _acted(
        request,
        audit,
        lambda: show_statement(audit=audit, statement=statement, actor=_actor(request), now=timezone.now()),
        "The statement is asked again.",
    )


@require_POST
@for_school(Permission.RUN_AUDIT)
def hide_again(request: HttpRequest, school: School, cohort: str, stage: str) -> HttpResponse:
    audit = _found(school, cohort, stage)
    before, _ = hideable_as_before(audit)
    if before is None:
        raise Http404
    return _acted(
        request,
        audit,
        lambda: hide_as_before(audit=audit, before=before, actor=_actor(request), now=timezone.now()),
        "The same statements are hidden again, for the same reasons.",
    )


def _acted(request: HttpRequest, audit: Audit, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(way(audit, "tailoring"))


def _found(school: School, cohort: str, stage: str) -> Audit:
    audit = audit_at(school, cohort, stage)
    if audit is None:
        raise Http404
    return audit


def _asked(audit: Audit, key: str) -> Asked:
    for each in asked_in(audit, with_hidden=True):
        if each.statement.key == key and not each.own:
            return each
    raise Http404


def _actor(request: HttpRequest) -> str:
    return str(request.user.pk)
