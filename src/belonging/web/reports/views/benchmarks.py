"""The published figures that ours may be read beside, with all their terms. For anyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.reports.presenters.benchmarks import compared_with, statements_without


@require_safe
def compared(request: HttpRequest) -> HttpResponse:
    shown = {"statements": compared_with(timezone.localdate()), "without": statements_without()}
    return render(request, "reports/compared.html", shown)
