"""Results that anyone may read, and the team's page on which they are opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.base.scope import programme_scope
from belonging.web.home.presenters.results import found, pilot_table, publishing_lines, result_links
from belonging.web.home.queries.publications import publishable, published_cohort, published_cohorts
from belonging.web.home.services.publishing import publish_results, take_back_results
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.heard import heard_in
from belonging.web.reports.presenters.report import Report, programme_report
from belonging.web.reports.queries import programme_voices


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    with programme_scope("public page: published results"):
        links = result_links(published_cohorts())
    return render(request, "home/results.html", {"found": found(), "table": pilot_table(), "links": links})


@require_safe
def published(request: HttpRequest, cohort: str) -> HttpResponse:
    """As the programme's report, without its files; a page that is not there while it is not published."""
    with programme_scope("public page: published results of a cohort"):
        publication = published_cohort(cohort)
        report = None if publication is None else _report(publication.cohort, publication.published_at)
        if publication is None or report is None:
            raise Http404
        # Not kept: a school may take its words back.
        report = replace(report, heard=heard_in(publication.cohort))
    return render(request, "home/published.html", {"report": report})


@lru_cache(maxsize=2)
def _report(cohort: Cohort, _published_at: datetime) -> Report | None:
    """Kept while the process lives: what was released never changes, and drawing it for anyone who asks is dear."""
    voices = programme_voices(cohort)
    return None if voices is None else programme_report(cohort, voices)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.RUN_PROGRAMME)
def publishing(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _acted(request)
    return render(request, "home/publishing.html", {"lines": publishing_lines(publishable())})


def _acted(request: HttpRequest) -> HttpResponse:
    cohort = get_object_or_404(Cohort, slug=request.POST.get("cohort", ""))
    actor, now = str(request.user.pk), timezone.now()
    try:
        if request.POST.get("act") == "take-back":
            take_back_results(cohort=cohort, actor=actor, now=now)
            said = f"The results of {cohort.name} are no longer public."
        else:
            publish_results(cohort=cohort, read=request.POST.get("read", ""), actor=actor, now=now)
            said = f"The results of {cohort.name} are public."
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("home:publishing")
