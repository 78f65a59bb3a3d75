"""The programme's pages for versions of the audit: which there are, what each says, and publishing the next."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.instruments.audit import AuditInstrument
from belonging.instruments.errors import UnknownInstrument
from belonging.instruments.load import load_audit
from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.audit.forms.editions import PublishForm
from belonging.web.audit.models import Edition
from belonging.web.audit.presenters.editions import (
    draft_page,
    edition_rows,
    frame_rows,
    new_numbers,
    read_version,
    shown_differences,
    size_words,
)
from belonging.web.audit.queries.editions import (
    current_edition,
    draft_now,
    edition_named,
    name_of,
    published_editions,
    reads,
)
from belonging.web.audit.rules.editions import differences, frame_of
from belonging.web.audit.services.editions import begin_draft_again, draft_edition, publish_edition
from belonging.web.base.errors import Refused

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_programme(Permission.EDIT_INSTRUMENT)
def editions(request: HttpRequest) -> HttpResponse:
    rows = edition_rows(published_editions(), load_audit())
    shown = {"rows": rows, "draft": draft_now(), "current": current_edition(), "size": size_words(current_edition())}
    return render(request, "audit/editions.html", shown)


@require_safe
@for_programme(Permission.EDIT_INSTRUMENT)
def edition(request: HttpRequest, version: int) -> HttpResponse:
    try:
        audit = edition_named(name_of(version))
    except UnknownInstrument as error:
        raise Http404 from error
    return _read(request, audit, f"Version {version}", "audit:editions")


@require_safe
@for_programme(Permission.EDIT_INSTRUMENT)
def draft(request: HttpRequest) -> HttpResponse:
    writing = reads(_draft())
    current = current_edition()
    page = draft_page(writing, differences(current, writing), current)
    return render(request, "audit/draft.html", {"page": page, "current": current.version})


@require_safe
@for_programme(Permission.EDIT_INSTRUMENT)
def draft_preview(request: HttpRequest) -> HttpResponse:
    writing = reads(_draft())
    return _read(request, writing, f"Version {writing.version}, a draft", "audit:draft")


@require_safe
@for_programme(Permission.EDIT_INSTRUMENT)
def draft_compare(request: HttpRequest) -> HttpResponse:
    writing, current = reads(_draft()), current_edition()
    shown = {
        "found": shown_differences(differences(current, writing)),
        "numbers": new_numbers(current, writing),
        "frame": frame_rows(frame_of(current), frame_of(writing)),
        "then": current.version,
    }
    return render(request, "audit/draft_compare.html", shown)


@require_POST
@for_programme(Permission.EDIT_INSTRUMENT)
def draft_begin(request: HttpRequest) -> HttpResponse:
    return acted(
        request,
        lambda: draft_edition(actor=actor_of(request), now=timezone.now()),
        "The next version is begun, as a copy of the current one.",
    )


@require_POST
@for_programme(Permission.EDIT_INSTRUMENT)
def draft_again(request: HttpRequest) -> HttpResponse:
    writing = _draft()
    return acted(
        request,
        lambda: begin_draft_again(edition=writing, actor=actor_of(request), now=timezone.now()),
        "All changes are undone: the draft says what the current version says.",
    )


@page_or_post
@for_programme(Permission.EDIT_INSTRUMENT)
def draft_publish(request: HttpRequest) -> HttpResponse:
    writing = _draft()
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        notes = form.cleaned_data["notes"]
        try:
            publish_edition(edition=writing, notes=notes, actor=actor_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Version {writing.version} is published. The next audits that begin use it.")
            return redirect("audit:editions")
    return render(request, "audit/draft_publish.html", {"form": form, "version": writing.version})


def acted(request: HttpRequest, act: Callable[[], object], done: str) -> HttpResponse:
    """Do it, say so, and go to the draft; a refusal is said there."""
    try:
        act()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("audit:draft" if draft_now() else "audit:editions")


def actor_of(request: HttpRequest) -> str:
    return str(request.user.pk)


def _draft() -> Edition:
    found = draft_now()
    if found is None:
        raise Http404
    return found


def _read(request: HttpRequest, audit: AuditInstrument, title: str, back: str) -> HttpResponse:
    shown = {"title": title, "audit": audit, "areas": read_version(audit), "size": size_words(audit), "back": back}
    return render(request, "audit/edition.html", shown)
