"""What people say of the training, and school leads of the programme: pages, tables, and the one release."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.findings.queries import occasion_release, professional_findings
from belonging.web.findings.services import order_release
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.occasion_rows import occasion_csv
from belonging.web.reports.presenters.occasion_waiting import sessions_words, waiting_for_occasions
from belonging.web.reports.presenters.occasion_words import TITLES
from belonging.web.reports.presenters.occasions import occasion_report
from belonging.web.reports.queries import occasion_standing
from belonging.web.reports.views.reports import csv_file
from belonging.web.safeguarding.queries.comments import comments_of_occasions
from belonging.web.training.presenters.totals import totals_page
from belonging.web.training.queries.totals import totals_of

TRAINING, LEADS = "training_v1", "leads_v1"


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def training_feedback(request: HttpRequest, cohort: str) -> HttpResponse:
    return _figures(request, cohort, TRAINING, "training", Permission.RUN_TRAINING)


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def leads_survey(request: HttpRequest, cohort: str) -> HttpResponse:
    return _figures(request, cohort, LEADS, "lead", Permission.RUN_LEADS_SURVEY)


@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
@recently_authenticated
def training_csv(_request: HttpRequest, cohort: str) -> HttpResponse:
    return _table(cohort, TRAINING, "training")


@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
@recently_authenticated
def leads_csv(_request: HttpRequest, cohort: str) -> HttpResponse:
    return _table(cohort, LEADS, "leads-survey")


@require_http_methods(["GET", "HEAD", "POST"])
@for_programme(Permission.RUN_TRAINING)
def training_release(request: HttpRequest, cohort: str) -> HttpResponse:
    """Asked once more before it is done: the figures are released once."""
    ours = get_object_or_404(Cohort, slug=cohort)
    if request.method != "POST":
        standing = occasion_standing(ours, TRAINING)
        shown = {"cohort": ours, "standing": standing, "sessions": sessions_words(standing)}
        return render(request, "reports/training_release.html", shown)
    try:
        order_release(cohort=ours, instrument=TRAINING, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "The figures are being made. They are here in a few minutes.")
    return redirect("reports:training_feedback", cohort=ours.slug)


def _figures(request: HttpRequest, slug: str, instrument: str, audience: str, runs: Permission) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=slug)
    release = occasion_release(ours, instrument)
    may_run = may_in_programme(cast(User, request.user), runs)
    shown = {"cohort": ours, "audience": audience, "may_run": may_run, "heading": f"{TITLES[audience]}: {ours.name}"}
    if release is None:
        standing = occasion_standing(ours, instrument)
        waiting = waiting_for_occasions(audience, standing)
        return render(request, "reports/occasion_waiting.html", {**shown, "waiting": waiting, "standing": standing})
    report = occasion_report(ours, release, comments_of_occasions(release.rounds))
    held = totals_page(totals_of(ours, timezone.now())).stats if audience == "training" else ()
    return render(request, "reports/occasion.html", {**shown, "report": report, "held": held})


def _table(slug: str, instrument: str, name: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=slug)
    findings = professional_findings(ours, instrument)
    if findings is None:
        raise Http404
    return csv_file(occasion_csv(findings), f"belonging-{name}-{ours.slug}")
