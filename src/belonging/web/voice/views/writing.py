"""Writing a record, changing a draft, a new version, the second person's word, and taking a record back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.programme.queries.enrolments import cohorts_of
from belonging.web.schools.models import School
from belonging.web.voice.forms.records import RecordForm, SecondForm, as_written
from belonging.web.voice.models import VoiceRecord
from belonging.web.voice.presenters.records import card_of, occasions
from belonging.web.voice.queries.people import roles_of
from belonging.web.voice.queries.records import is_standing
from belonging.web.voice.services import records as services
from belonging.web.voice.services.records import Of
from belonging.web.voice.views.records import found_record

page_or_post = require_http_methods(["GET", "HEAD", "POST"])
WRITTEN = "Kept as a draft. Now ask a second person who knows these pupils to read and confirm it."


@page_or_post
@for_school(Permission.RECORD_VOICE)
def write(request: HttpRequest, school: School) -> HttpResponse:
    return _writing(request, school, None)


@page_or_post
@for_school(Permission.RECORD_VOICE)
def edit(request: HttpRequest, school: School, number: int) -> HttpResponse:
    """A draft is changed; of what stands, a new version is written."""
    found = found_record(school, number)
    if found.confirmed_at is not None and not is_standing(found):
        raise Http404
    return _writing(request, school, found)


@page_or_post
@for_school(Permission.RECORD_VOICE)
def confirm(request: HttpRequest, school: School, number: int) -> HttpResponse:
    found = found_record(school, number)
    if found.confirmed_at is not None:
        raise Http404
    version = found.written_at.isoformat()
    form = SecondForm(request.POST if request.method == "POST" else None, version=version)
    if request.method == "POST" and form.is_valid():
        try:
            services.confirm_record(record=found, second=form.second, actor=str(request.user.pk), now=timezone.now())
            messages.success(request, "Confirmed. It stands in the school’s report from now on.")
            return redirect("voice:record", school.slug, found.pk)
        except Refused as refusal:
            form.add_error("view", str(refusal))
    card = card_of(found, roles_of(school, [found]))
    shown = {"school": school, "card": card, "form": form, "version": version}
    return render(request, "voice/confirm.html", shown)


@require_POST
@for_school(Permission.RECORD_VOICE)
def discard(request: HttpRequest, school: School, number: int) -> HttpResponse:
    try:
        services.discard_draft(record=found_record(school, number), actor=str(request.user.pk), now=timezone.now())
        messages.success(request, "The draft is gone.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("voice:records", school.slug)


@require_POST
@for_school(Permission.RECORD_VOICE)
def withdraw(request: HttpRequest, school: School, number: int) -> HttpResponse:
    try:
        services.withdraw_record(record=found_record(school, number), actor=str(request.user.pk), now=timezone.now())
        messages.success(request, "Taken back. Its words are erased in every version.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("voice:records", school.slug)


def _writing(request: HttpRequest, school: School, before: VoiceRecord | None) -> HttpResponse:
    cohorts = {cohort.pk: cohort for cohort in cohorts_of(school)}
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        initial=as_written(before) if before else {},
        occasions=occasions([before.cohort] if before else cohorts.values()),
        known=school.name,
    )
    if request.method == "POST" and form.is_valid():
        cohort, wave = form.cleaned_data["of"].split(":")
        try:
            made = _kept(request, school, before, Of(cohorts[int(cohort)], wave), form)
            messages.success(request, WRITTEN)
            return redirect("voice:record", school.slug, made.pk)
        except Refused as refusal:
            form.add_error("kind", str(refusal))
    shown = {"school": school, "form": form, "before": before, "version": before and before.confirmed_at}
    return render(request, "voice/write.html", shown)


def _kept(request: HttpRequest, school: School, before: VoiceRecord | None, of: Of, form: RecordForm) -> VoiceRecord:
    """Raises Refused."""
    actor, now = str(request.user.pk), timezone.now()
    if before is not None and before.confirmed_at is None:
        return services.rewrite_draft(record=before, of=of, account=form.account, actor=actor, now=now)
    return services.write_record(school=school, of=of, account=form.account, actor=actor, now=now, replaces=before)
