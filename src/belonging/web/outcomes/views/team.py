"""The team's page for published files."""

from __future__ import annotations

import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.outcomes.forms.terms import PublishedFileForm
from belonging.web.outcomes.presenters.published import Report, report_of
from belonging.web.outcomes.services.publishing import import_published
from belonging.web.outcomes.views.school import page_or_post


@never_cache
@page_or_post
@for_programme(Permission.RUN_PROGRAMME)
def published(request: HttpRequest) -> HttpResponse:
    """One national file; the schools of our cohorts are taken from it."""
    form = PublishedFileForm(request.POST, request.FILES) if request.method == "POST" else PublishedFileForm()
    report: Report | None = None
    if request.method == "POST" and form.is_valid():
        lines = io.TextIOWrapper(form.cleaned_data["file"].file, encoding="utf-8-sig", errors="replace", newline="")
        try:
            done = import_published(lines=lines, actor=str(request.user.pk), now=timezone.now())
            report = report_of(done)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        finally:
            lines.detach()
    return render(request, "outcomes/published.html", {"form": form, "report": report})
