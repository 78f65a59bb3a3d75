"""What the plan fixed, what was asked for afterwards, and the programme's word on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.evaluation.plan import Plan
from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.findings.models import Ground
from belonging.web.findings.queries import fixed_plan
from belonging.web.findings.queries.amendments import (
    Exploratory,
    amendment_by_number,
    amendments_of,
)
from belonging.web.packs.forms.amendments import AllowForm, AmendmentForm, RefuseAmendmentForm
from belonging.web.packs.presenters.amendments import amendment_page, amendment_tasks, choices, questionnaires
from belonging.web.packs.queries.packs import names_of
from belonging.web.packs.services.amendments import allow_amendment, propose_amendment, refuse_amendment, still_open
from belonging.web.packs.views.packs import reader_of
from belonging.web.programme.models import Cohort


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def plan(request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    reader = reader_of(request)
    offered = questionnaires(ours.slug, still_open(ours)) if reader.asks else []
    shown = {"cohort": ours, "tasks": amendment_tasks(amendments_of(ours.pk)), "offered": offered}
    return render(request, "packs/plan.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.ASK_FOR_PACKS)
def amend(request: HttpRequest, cohort: str, instrument: str) -> HttpResponse:
    """The form of one questionnaire: which tables, and why."""
    ours = get_object_or_404(Cohort, slug=cohort)
    form = _form(request, ours, instrument)
    if request.method == "POST" and form.is_valid():
        try:
            made = propose_amendment(cohort=ours, asked=form.asked, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "You have asked for it. Somebody of the programme now reads it.")
            return redirect("packs:amendment", cohort=ours.slug, instrument=instrument, number=made.number)
    return render(request, "packs/amend.html", {"cohort": ours, "form": form})


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def amendment(request: HttpRequest, cohort: str, instrument: str, number: int) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    told = _found(ours, instrument, number)
    page = amendment_page(told, names_of((told.amendment.proposed_by, told.amendment.decided_by)))
    may_decide = page.waits and reader_of(request).releases
    shown = {"cohort": ours, "asked": told.amendment, "page": page, "may_decide": may_decide}
    return render(request, "packs/amendment.html", shown)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.RELEASE_PACKS)
def decide_amendment(request: HttpRequest, cohort: str, instrument: str, number: int) -> HttpResponse:
    """Two forms; the button that was pressed says which."""
    ours, act = get_object_or_404(Cohort, slug=cohort), request.POST.get("act", "")
    told = _found(ours, instrument, number)
    allow = AllowForm(request.POST if act == "allow" else None)
    refuse = RefuseAmendmentForm(request.POST if act == "refuse" else None)
    if request.method == "POST" and _decided(request, told, allow, refuse):
        return redirect("packs:amendment", cohort=cohort, instrument=instrument, number=number)
    page = amendment_page(told, names_of((told.amendment.proposed_by, told.amendment.decided_by)))
    wrong = next((form for form in (allow, refuse) if form.is_bound), None)
    forms = {"allow": allow, "refuse": refuse, "wrong": wrong}
    return render(
        request, "packs/decide_amendment.html", {"cohort": ours, "asked": told.amendment, "page": page, **forms}
    )


def _form(request: HttpRequest, cohort: Cohort, instrument: str) -> AmendmentForm:
    """404 where nothing of the questionnaire is out."""
    found = still_open(cohort).get(instrument)
    fixed = fixed_plan(cohort_id=cohort.pk, instrument=instrument, scope="programme")
    offered = [choice.href for choice in questionnaires(cohort.slug, {instrument: found})] if found else []
    if found is None or fixed is None or not offered:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    return AmendmentForm(sent, instrument=instrument, **choices(Plan.from_json(fixed.plan), found))


def _found(cohort: Cohort, instrument: str, number: int) -> Exploratory:
    told = amendment_by_number(cohort.pk, instrument, number)
    if told is None:
        raise Http404
    return told


def _decided(request: HttpRequest, told: Exploratory, allow: AllowForm, refuse: RefuseAmendmentForm) -> bool:
    """A refusal stands in the form, so that what was typed is not lost."""
    actor, now = str(request.user.pk), timezone.now()
    try:
        if allow.is_bound and allow.is_valid():
            allow_amendment(amendment=told.amendment, actor=actor, now=now)
            messages.success(request, "Allowed. It is made now, if it gives nothing away beside what is out.")
            return True
        if refuse.is_bound and refuse.is_valid():
            ground, because = Ground(refuse.cleaned_data["ground"]), refuse.cleaned_data["because"]
            refuse_amendment(amendment=told.amendment, ground=ground, because=because, actor=actor, now=now)
            messages.success(request, "Refused. Whoever asked reads why.")
            return True
    except Refused as refusal:
        (allow if allow.is_bound else refuse).add_error(None, str(refusal))
    return False
