"""A school's audits: seeing them, starting one, signing it off."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.audit.errors import AuditSignedOff
from belonging.web.audit.forms.work import DueForm, ReopenForm, SignOffForm, StartForm
from belonging.web.audit.models import Stage
from belonging.web.audit.presenters.overview import Known, overview_page
from belonging.web.audit.presenters.rewording import version_notes
from belonging.web.audit.presenters.signing import set_aside_words, sign_off_page
from belonging.web.audit.presenters.stage import Around, stage_page
from belonging.web.audit.presenters.work import audit_title, long_day, way
from belonging.web.audit.queries.asked import asked_in
from belonging.web.audit.queries.audits import (
    audits_of,
    cohort_in,
    cohort_of,
    left_off_at,
    names_by_actor,
    open_versions,
    progress_of,
    waiting_of,
)
from belonging.web.audit.queries.changes import changes_since, last_audit_of, new_since, new_since_last
from belonging.web.audit.queries.editions import current_edition
from belonging.web.audit.queries.tailoring import hidden_before, own_in_use
from belonging.web.audit.rules.stages import start_fault
from belonging.web.audit.services.signing import reopen_fault
from belonging.web.audit.services.starting import change_due, has_begun, last_due, proposed_day
from belonging.web.audit.services.tailoring import hide_as_last
from belonging.web.audit.services.work import reopen, sign_off, start_audit
from belonging.web.audit.views.desks import audit_or_404, desk_for, reader_of
from belonging.web.base.errors import Refused
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_school(Permission.SEE_AUDIT)
def home(request: HttpRequest, school: School) -> HttpResponse:
    cohort = cohort_of(school)
    if cohort is None:
        return render(request, "audit/no_cohort.html", {"school": school})
    return redirect("audit:overview", school=school.slug, cohort=cohort.slug)


@require_safe
@for_school(Permission.SEE_AUDIT)
def overview(request: HttpRequest, school: School, *, cohort: str) -> HttpResponse:
    found = _cohort(school, cohort)
    audits = audits_of(school, found)
    page = overview_page(
        school=school,
        cohort=found,
        known=Known(
            audits=audits,
            progress={audit.pk: progress_of(audit) for audit in audits},
            names=names_by_actor(audit.signed_off_by for audit in audits if audit.signed_off_by),
            final_is_due=has_begun(found, Stage.FINAL, timezone.localdate()),
        ),
        instrument=current_edition(),
        may_run=reader_of(request, school).may_run,
        now=timezone.now(),
    )
    return render(request, "audit/overview.html", {"school": school, "cohort": found, "page": page})


@page_or_post
@for_school(Permission.RUN_AUDIT)
def start(request: HttpRequest, school: School, *, cohort: str, stage: str) -> HttpResponse:
    found, today = _cohort(school, cohort), timezone.localdate()
    audits = audits_of(school, found)
    begun, last = {audit.stage: audit.is_signed_off for audit in audits}, last_due(audits)
    fault = start_fault(stage, begun)
    if fault:
        messages.info(request, fault)
        return redirect("audit:overview", school=school.slug, cohort=found.slug)
    proposed = {"due_on": proposed_day(found, stage, today, last)}
    form = StartForm(request.POST or None, today=today, last=last, hidden=hidden_before(school), initial=proposed)
    if request.method == "POST" and form.is_valid():
        day, actor, now = form.cleaned_data["due_on"], str(request.user.pk), timezone.now()
        try:
            audit = start_audit(school=school, cohort=found, stage=stage, actor=actor, now=now, due_on=day)
            hide_as_last(audit=audit, wanted=form.hides_again, actor=actor, now=now)
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("audit:overview", school=school.slug, cohort=found.slug)
        messages.success(request, "The audit has begun. Share its areas out, or begin with the first statement.")
        return redirect(way(audit, "stage"))
    shown = {"title": f"{Stage(stage).label} audit", "instrument": current_edition(), "again": bool(begun)}
    shown["own"] = own_in_use(school)
    shown["versions"] = version_notes(new_since(last_audit_of(school)))
    return render(request, "audit/start.html", {"school": school, "cohort": found, "form": form} | shown)


@require_safe
@for_school(Permission.SEE_AUDIT)
def stage(request: HttpRequest, school: School, *, cohort: str, stage: str) -> HttpResponse:
    audit = audit_or_404(school, cohort, stage)
    desk, reader = desk_for(request, audit), reader_of(request, school)
    waiting = waiting_of(audit)
    taken_back = [each[part] for each in audit.earlier for part in ("signed_off_by", "reopened_by")]
    around = Around(
        progress=progress_of(audit, asked=desk.asked),
        changes=changes_since(audit),
        waiting=waiting,
        left_off=left_off_at(audit, reader.actor),
        names=names_by_actor([audit.signed_off_by, *(entry.by for entry in waiting), *taken_back]),
        every=asked_in(audit, with_hidden=True),
    )
    page = stage_page(desk=desk, around=around, reader=reader, now=timezone.now())
    shown = {"page": page, "versions": version_notes(new_since_last(audit))}
    return render(request, "audit/stage.html", {"school": school, "cohort": audit.cohort} | shown)


@page_or_post
@for_school(Permission.RUN_AUDIT)
def due(request: HttpRequest, school: School, *, cohort: str, stage: str) -> HttpResponse:
    audit, today = audit_or_404(school, cohort, stage), timezone.localdate()
    if audit.is_signed_off:
        return _refused(request, way(audit, "stage"), AuditSignedOff())
    last = last_due(audits_of(school, audit.cohort), before=audit)
    form = DueForm(request.POST or None, today=today, last=last, initial={"due_on": audit.due_on})
    if request.method == "POST" and form.is_valid():
        chosen, now = form.cleaned_data["due_on"], timezone.now()
        try:
            change_due(audit=audit, due_on=chosen, actor=str(request.user.pk), now=now)
        except Refused as refusal:
            return _refused(request, way(audit, "stage"), refusal)
        words = f"The audit is due by {long_day(chosen)}." if chosen else "The audit has no day to be done by now."
        messages.success(request, words)
        return redirect(way(audit, "stage"))
    shown = {"title": audit_title(audit), "back": way(audit, "stage")}
    return render(request, "audit/due.html", {"school": school, "form": form} | shown)


@page_or_post
@for_school(Permission.RUN_AUDIT)
def sign_off_(request: HttpRequest, school: School, *, cohort: str, stage: str) -> HttpResponse:
    audit = audit_or_404(school, cohort, stage)
    form = SignOffForm(request.POST or None)
    if audit.is_signed_off:
        return _refused(request, way(audit, "stage"), AuditSignedOff())
    if request.method == "POST" and form.is_valid():
        note, now = form.cleaned_data["note"], timezone.now()
        waiting = len(open_versions(audit))
        try:
            sign_off(audit=audit, note=note, actor=str(request.user.pk), now=now)
        except Refused as refusal:
            return _refused(request, way(audit, "stage"), refusal)
        messages.success(request, f"The audit is signed off and stays as it is today.{set_aside_words(waiting)}")
        return redirect(way(audit, "stage"))
    page = sign_off_page(audit=audit, progress=progress_of(audit), waiting=open_versions(audit))
    return render(request, "audit/sign_off.html", {"school": school, "form": form, "page": page})


@page_or_post
@for_school(Permission.RUN_AUDIT)
def reopen_(request: HttpRequest, school: School, *, cohort: str, stage: str) -> HttpResponse:
    audit = audit_or_404(school, cohort, stage)
    fault = reopen_fault(audit, timezone.now())
    if fault:
        messages.info(request, fault)
        return redirect(way(audit, "stage"))
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, now = form.cleaned_data["reason"], timezone.now()
        try:
            reopen(audit=audit, reason=reason, actor=str(request.user.pk), now=now)
        except Refused as refusal:
            return _refused(request, way(audit, "stage"), refusal)
        messages.success(request, "The audit is open again. How it stood when it was signed off is kept below.")
        return redirect(way(audit, "stage"))
    shown = {"title": audit_title(audit), "back": way(audit, "stage")}
    return render(request, "audit/reopen.html", {"school": school, "form": form} | shown)


def _cohort(school: School, slug: str) -> Cohort:
    found = cohort_in(school, slug)
    if found is None:
        raise Http404
    return found


def _refused(request: HttpRequest, back: str, refusal: Refused) -> HttpResponse:
    messages.warning(request, str(refusal))
    return redirect(back)
