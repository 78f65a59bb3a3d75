"""Results that anyone may read, and the team's page on which they are opened."""

from __future__ import annotations

from dataclasses import replace

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
from belonging.web.home.queries.publications import SUMMARY, publishable, published_cohort, published_cohorts
from belonging.web.home.services.publishing import publish_results, take_back_results
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.heard import heard_in
from belonging.web.reports.presenters.programme.content import ProgrammeReport
from belonging.web.reports.presenters.programme.page import front_page, section_page
from belonging.web.reports.presenters.programme.report import programme_report
from belonging.web.reports.queries.programme import latest_words, programme_evidence


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    with programme_scope("public page: published results"):
        out = published_cohorts()
    links = {
        "links": result_links(each for each in out if not each.cohort.is_demo),
        "simulated": result_links(each for each in out if each.cohort.is_demo),
    }
    return render(request, "home/results.html", {"found": found(), "table": pilot_table(), **links})


@require_safe
def published(request: HttpRequest, cohort: str) -> HttpResponse:
    """The programme's report without its files; a page that is not there while it is not published."""
    report = _report(cohort)
    page = front_page(report, slots=False)
    return render(request, "home/published.html", {"page": page, "cohort": cohort, "title": page.cover.title})


@require_safe
def published_section(request: HttpRequest, cohort: str, part: str) -> HttpResponse:
    page = section_page(_report(cohort), part, slots=False)
    if page is None:
        raise Http404
    return render(request, "home/published_section.html", {"page": page, "cohort": cohort, "title": page.title})


def _report(slug: str) -> ProgrammeReport:
    """Made anew each time (a tenth of a second): a school may take its words back, and then they are gone at once.

    The team's own words are those that it was published with; what was written since is a draft.
    """
    with programme_scope("public page: published results of a cohort"):
        publication = published_cohort(slug)
        if publication is None:
            raise Http404
        cohort = publication.cohort
        evidence = programme_evidence(cohort, SUMMARY, timezone.now())
        if evidence is None:
            raise Http404
        words = latest_words(cohort, SUMMARY, until=publication.published_at)
        return programme_report(replace(evidence, words=words, for_everyone=True), heard_in(cohort))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.RUN_PROGRAMME)
def publishing(request: HttpRequest) -> HttpResponse:
    """`?cohort=` asks once more before it publishes."""
    if request.method == "POST":
        return _acted(request)
    lines = publishing_lines(publishable())
    asked = next((line for line in lines if line.slug == request.GET.get("cohort") and line.may_publish), None)
    if asked is not None:
        return render(request, "home/publishing_sure.html", {"line": asked})
    return render(request, "home/publishing.html", {"lines": lines})


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
