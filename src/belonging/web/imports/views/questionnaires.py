"""Questionnaires as XLSForm."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from belonging.instruments.load import load, published
from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.imports.errors import ImportRefused
from belonging.web.imports.forms.questionnaires import INSTRUMENT, XlsformForm
from belonging.web.imports.presenters.questionnaires import as_forms, languages_for
from belonging.web.imports.services.forms import ReadForm, read_xlsform, workbook_of
from belonging.web.surveys.views.uploads import in_memory_uploads

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
door = for_programme(Permission.BRING_SURVEYS)


@in_memory_uploads
@require_http_methods(["GET", "HEAD", "POST"])
@door
def forms(request: HttpRequest) -> HttpResponse:
    form = XlsformForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _made(read_xlsform(form.upload.read()), form.cleaned_data["kind"])
        except ImportRefused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "imports/forms.html", {"form": form, "questionnaires": as_forms()})


@require_safe
@door
def form_file(_request: HttpRequest, instrument: str, edition: str, language: str) -> HttpResponse:
    if instrument not in published() or edition not in load(instrument).editions:
        raise Http404
    if language not in languages_for(instrument):
        raise Http404
    content = workbook_of(instrument=instrument, edition=edition, language=language)
    return _file(content, XLSX, f"{instrument}_{edition}_{language}.xlsx")


def _made(read: ReadForm, kind: str) -> HttpResponse:
    """Raises ImportRefused where the form lacks what a questionnaire needs."""
    if kind == INSTRUMENT and not read.instrument:
        raise ImportRefused(read.lacks)
    passed = f"# Not taken over: {', '.join(read.passed_over)}.\n" if read.passed_over else ""
    made = read.instrument if kind == INSTRUMENT else read.mapping
    return _file(f"{passed}{made}".encode(), "application/toml", f"{kind}.toml")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
