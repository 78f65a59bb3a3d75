"""Example pages, for anyone: what a school of each size reads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.web.reports.presenters.examples import SETTINGS, example_page


@require_safe
def examples(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/examples.html", {"settings": SETTINGS})


@require_safe
def example(request: HttpRequest, name: str) -> HttpResponse:
    page = example_page(name)
    if page is None:
        raise Http404
    return render(request, "reports/example.html", {"page": page, "report": page.report})
