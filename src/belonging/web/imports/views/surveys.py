"""Past surveys: the list, and the steps from a file to answers that are brought in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.instruments.load import load
from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.forms.terms import TermsForm
from belonging.web.imports.forms.uploads import ColumnsForm, UploadForm
from belonging.web.imports.forms.values import ValuesForm
from belonging.web.imports.models import Upload
from belonging.web.imports.presenters import surveys as words
from belonging.web.imports.queries import (
    brought_surveys,
    mapping_of,
    saved_mapping,
    saved_mappings,
    table_of,
    upload_waiting,
    uploads_waiting,
)
from belonging.web.imports.services.bringing import Looked, confirm_survey, look_through
from belonging.web.imports.services.mappings import remove_mapping
from belonging.web.imports.services.uploads import NewUpload, drop_upload, keep_upload, read_file, say_mapping
from belonging.web.surveys.views.uploads import in_memory_uploads

door = for_programme(Permission.BRING_SURVEYS)
page_or_post = require_http_methods(["GET", "HEAD", "POST"])


def of_upload(view: Callable[[HttpRequest, Upload], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the file that waits under this number; 404 where none does."""

    @wraps(view)
    def page(request: HttpRequest, upload: int) -> HttpResponse:
        found = upload_waiting(upload)
        if found is None:
            raise Http404
        return view(request, found)

    return page


@require_safe
@door
def imports(request: HttpRequest) -> HttpResponse:
    context = {
        "brought": words.brought_tasks(brought_surveys()),
        "waiting": words.waiting(uploads_waiting()),
        "kept": words.kept(saved_mappings()),
    }
    return render(request, "imports/imports.html", context)


@in_memory_uploads
@page_or_post
@door
def new(request: HttpRequest) -> HttpResponse:
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        questionnaires=words.questionnaires(),
        saved=saved_mappings(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("imports:columns", _kept(request, form).pk)
        except ImportRefused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "imports/new.html", {"form": form})


@page_or_post
@door
@of_upload
def columns(request: HttpRequest, upload: Upload) -> HttpResponse:
    table, instrument = table_of(upload), load(upload.instrument)
    form = ColumnsForm(request.POST or None, table=table, instrument=instrument, mapping=mapping_of(upload))
    if request.method == "POST" and form.is_valid():
        say_mapping(upload=upload, mapping=form.chosen, actor=str(request.user.pk), now=timezone.now())
        return redirect("imports:answers", upload.pk)
    context = {"form": form, "recognised": words.recognised(table), "dropped": words.dropped(table), "upload": upload}
    return render(request, "imports/columns.html", context)


@page_or_post
@door
@of_upload
def answers(request: HttpRequest, upload: Upload) -> HttpResponse:
    form = ValuesForm(
        request.POST or None, table=table_of(upload), instrument=load(upload.instrument), mapping=mapping_of(upload)
    )
    if request.method == "POST" and form.is_valid():
        say_mapping(upload=upload, mapping=form.chosen, actor=str(request.user.pk), now=timezone.now())
        return redirect("imports:check", upload.pk)
    return render(request, "imports/answers.html", {"form": form, "upload": upload})


@page_or_post
@door
@of_upload
def check(request: HttpRequest, upload: Upload) -> HttpResponse:
    """What would come in; and, with the days and the right to use it, bringing it in."""
    try:
        looked = look_through(upload)
    except ImportRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("imports:answers", upload.pk)
    form = TermsForm(request.POST or None, waves=looked.waves, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            actor, now = str(request.user.pk), timezone.now()
            confirm_survey(upload=upload, looked=looked, terms=form.terms, actor=actor, now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The survey is coming in. Its results are there in a few minutes.")
            return redirect("imports:imports")
    return render(request, "imports/check.html", {"form": form, "upload": upload, **_preview(upload, looked)})


@require_POST
@door
@of_upload
def drop(request: HttpRequest, upload: Upload) -> HttpResponse:
    drop_upload(upload=upload, actor=str(request.user.pk), now=timezone.now())
    messages.success(request, "The file is thrown away.")
    return redirect("imports:imports")


@require_POST
@door
def remove_saved(request: HttpRequest, mapping: int) -> HttpResponse:
    saved = saved_mapping(mapping)
    if saved is None:
        raise Http404
    remove_mapping(saved=saved, actor=str(request.user.pk), now=timezone.now())
    messages.success(request, f"The mapping “{saved.name}” is removed.")
    return redirect("imports:imports")


def _kept(request: HttpRequest, form: UploadForm) -> Upload:
    instrument = form.cleaned_data["instrument"]
    table = read_file(name=form.upload.name or "", content=form.upload.read(), instrument=instrument)
    found = NewUpload(instrument, table, form.begin_with)
    return keep_upload(upload=found, actor=str(request.user.pk), now=timezone.now())


def _preview(upload: Upload, looked: Looked) -> dict[str, Any]:
    called = {pk: said for said, pk in mapping_of(upload).values.get("school", {}).items()}
    return {
        "totals": words.totals(looked),
        "coming": words.coming_in(looked, called),
        "small": words.small_ones(looked),
        "left": words.left_out(looked) if looked.left else None,
    }
