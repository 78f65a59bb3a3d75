"""Saying how a resource was, and asking the team to look at what somebody else said."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from belonging.web.accounts.access import for_anyone_with
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.hub.forms.resources import ProposalForm
from belonging.web.hub.forms.saying import NoteForm, ReportForm
from belonging.web.hub.models import Note, Resource, UseKind
from belonging.web.hub.queries.resources import resource_named, withdrawn_named
from belonging.web.hub.queries.saying import note_named, own_note
from belonging.web.hub.services.resources import draft_resource
from belonging.web.hub.services.saying import rate, remove_note, report_note, write_note
from belonging.web.hub.views.resources import not_there, reader, school_read_for, used

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@for_anyone_with(Permission.USE_HUB)
def verdict(request: HttpRequest, resource: str) -> HttpResponse:
    found = resource_named(resource)
    if found is None:
        return not_there(request, resource)
    try:
        rate(resource=found, person=reader(request), verdict=request.POST.get("verdict", ""), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Thank you. Others see how many found it useful, not who.")
    return redirect("hub:resource", resource=found.slug)


@page_or_post
@for_anyone_with(Permission.USE_HUB)
def note(request: HttpRequest, resource: str) -> HttpResponse:
    found = resource_named(resource)
    if found is None:
        return not_there(request, resource)
    own = own_note(found, reader(request))
    form = _form(request, own)
    if request.method == "POST" and form.is_valid():
        try:
            write_note(resource=found, writer=reader(request), words=form.words, now=timezone.now())
        except Refused as refusal:
            form.add_error("what", str(refusal))
        else:
            used(request, found, UseKind.TRIED)
            messages.success(request, "Thank you. Others can read it now.")
            return _back(found)
    return render(request, "hub/note.html", {"resource": found, "form": form, "own": own})


@require_POST
@for_anyone_with(Permission.USE_HUB)
def remove(request: HttpRequest, resource: str) -> HttpResponse:
    """Of what was withdrawn too."""
    found = resource_named(resource) or withdrawn_named(resource)
    if found is None:
        raise Http404
    own = own_note(found, reader(request))
    if own is not None:
        remove_note(note=own, actor=str(request.user.pk), now=timezone.now())
        messages.success(request, "What you wrote is removed.")
    return _back(found)


@page_or_post
@for_anyone_with(Permission.USE_HUB)
def report(request: HttpRequest, note: int) -> HttpResponse:
    found = note_named(note)
    if found is None or found.writer_id == request.user.pk:
        raise Http404
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_note(note=found, why=form.cleaned_data["why"], actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error("why", str(refusal))
        else:
            messages.success(request, "Thank you. The programme’s team will look at it.")
            return _back(found.resource)
    return render(request, "hub/report.html", {"note": found, "form": form})


@page_or_post
@for_anyone_with(Permission.USE_HUB)
def propose(request: HttpRequest) -> HttpResponse:
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft_resource(
                words=form.words,
                file=None,
                proposed_by=reader(request),
                actor=str(request.user.pk),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Thank you. The programme’s team will look at it before others see it.")
            return redirect("hub:home")
    return render(request, "hub/propose.html", {"form": form})


def _form(request: HttpRequest, own: Note | None) -> NoteForm:
    school = school_read_for(request)
    name = school.name if school else ""
    if request.method == "POST":
        return NoteForm(request.POST, school=name)
    if own is None:
        return NoteForm(school=name)
    kept = {"what": own.what, "with_whom": own.with_whom, "how_it_went": own.how_it_went}
    return NoteForm(initial={**kept, "show_school": bool(own.school_name)}, school=name)


def _back(found: Resource) -> HttpResponse:
    return redirect(f"{reverse('hub:resource', args=[found.slug])}#tried")
