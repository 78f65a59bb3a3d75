"""Writing the next version: a statement, what stands around them, a source. A stale save shows both versions."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.audit.errors import DraftChanged, FrameChanged
from belonging.web.audit.forms.editions import FrameForm, SourceForm, StatementForm
from belonging.web.audit.models import Edition
from belonging.web.audit.presenters.editions import clash_rows, frame_rows
from belonging.web.audit.queries.editions import draft_now, reads
from belonging.web.audit.rules.editions import StatementWords, sizes, words_in
from belonging.web.audit.services.editions import add_reference, change_draft, change_frame, put_back, remove_from_draft
from belonging.web.audit.views.editions import acted, actor_of
from belonging.web.base.errors import Refused

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@page_or_post
@for_programme(Permission.EDIT_INSTRUMENT)
def statement(request: HttpRequest, key: str) -> HttpResponse:
    edition = _draft()
    words = words_in(json.loads(edition.content), key)
    if words is None and request.method != "POST":
        messages.info(request, "This statement is not in the draft any more.")
        return redirect("audit:draft")
    # Taken out while somebody wrote: what was typed is shown once more, and the service says what happened.
    words = words or StatementWords(key, "", 1, "", "", "", "")
    form = StatementForm(request.POST or None, audit=reads(edition), words=words)
    return _statement_page(request, edition, form)


@page_or_post
@for_programme(Permission.EDIT_INSTRUMENT)
def add(request: HttpRequest) -> HttpResponse:
    edition = _draft()
    audit = reads(edition)
    first = next(iter(sizes(json.loads(edition.content)).items()))
    form = StatementForm(
        request.POST or None, audit=audit, words=None, initial={"area": first[0], "place": first[1] + 1}
    )
    return _statement_page(request, edition, form)


@page_or_post
@for_programme(Permission.EDIT_INSTRUMENT)
def remove(request: HttpRequest, key: str) -> HttpResponse:
    edition = _draft()
    if request.method == "POST":
        return acted(
            request,
            lambda: remove_from_draft(edition=edition, key=key, actor=actor_of(request), now=timezone.now()),
            "The statement is taken out of the draft.",
        )
    words = words_in(json.loads(edition.content), key)
    if words is None:
        raise Http404
    return render(request, "audit/draft_remove.html", {"words": words})


@require_POST
@for_programme(Permission.EDIT_INSTRUMENT)
def back_in(request: HttpRequest, key: str) -> HttpResponse:
    edition = _draft()
    return acted(
        request,
        lambda: put_back(edition=edition, key=key, actor=actor_of(request), now=timezone.now()),
        "The statement is back in the draft, at the end of its area.",
    )


@page_or_post
@for_programme(Permission.EDIT_INSTRUMENT)
def frame(request: HttpRequest) -> HttpResponse:
    edition = _draft()
    form = FrameForm(request.POST or None, audit=reads(edition))
    clash: tuple[tuple[str, str, str], ...] = ()
    if request.method == "POST" and form.is_valid():
        began, actor, now = form.cleaned_data["began"], actor_of(request), timezone.now()
        try:
            change_frame(edition=edition, frame=form.frame, began=began, actor=actor, now=now)
        except FrameChanged as changed:
            form.add_error(None, str(changed))
            clash = frame_rows(changed.theirs, form.frame)
            form.begins_from(changed.theirs)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The introduction, minutes and areas are saved.")
            return redirect("audit:draft")
    shown = {"form": form, "title": "Introduction, minutes and areas", "clash": clash}
    return render(request, "audit/draft_form.html", shown)


@page_or_post
@for_programme(Permission.EDIT_INSTRUMENT)
def source(request: HttpRequest) -> HttpResponse:
    edition = _draft()
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_reference(edition=edition, reference=form.reference, actor=actor_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The source is added. Statements can cite it now.")
            return redirect("audit:draft")
    return render(request, "audit/draft_form.html", {"form": form, "title": "Add a source", "clash": ()})


def _statement_page(request: HttpRequest, edition: Edition, form: StatementForm) -> HttpResponse:
    clash: tuple[tuple[str, str, str], ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, edition, form)
        except DraftChanged as changed:
            form.add_error(None, str(changed))
            clash = clash_rows(form.said, changed.theirs)
            if changed.theirs:
                form.begins_from(changed.theirs)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The statement is saved in the draft.")
            return redirect("audit:draft")
    return render(request, "audit/draft_statement.html", {"form": form, "words": form.words, "clash": clash})


def _save(request: HttpRequest, edition: Edition, form: StatementForm) -> None:
    began = form.cleaned_data["began"] if form.words else ""
    change_draft(edition=edition, words=form.said, began=began, actor=actor_of(request), now=timezone.now())


def _draft() -> Edition:
    found = draft_now()
    if found is None:
        raise Http404
    return found
