"""The programme's report: its pages, its PDF, its tables and the findings themselves."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.programme.models import Cohort
from belonging.web.reports.errors import LookAgain
from belonging.web.reports.presenters.files.take import files_to_take
from belonging.web.reports.presenters.heard import heard_in
from belonging.web.reports.presenters.programme.files import findings_files, programme_file
from belonging.web.reports.presenters.programme.page import front_page, section_page
from belonging.web.reports.presenters.programme.report import programme_report
from belonging.web.reports.presenters.technical.page import edition_links
from belonging.web.reports.presenters.waiting import PROGRAMME_WAITING
from belonging.web.reports.queries.programme import Evidence, programme_evidence
from belonging.web.reports.queries.technical import has_interim
from belonging.web.reports.queries.voices import programme_voices
from belonging.web.reports.views.reports import csv_of, file_of, released
from belonging.web.ui.components import Link

SUMMARY = "summary"


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def programme(request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    evidence = programme_evidence(ours, SUMMARY, timezone.now())
    if evidence is None:
        shown = {"waiting": PROGRAMME_WAITING, "heading": f"Belonging in our schools: {ours.name}"}
        return render(request, "reports/waiting.html", shown)
    page = front_page(programme_report(evidence, heard_in(ours)))
    files = findings_files(ours, evidence.voices) if _may(request, Permission.DOWNLOAD_FINDINGS) else ()
    shown = {"cohort": ours, "page": page, "title": page.cover.title, "findings_files": files}
    shown["files"] = files_to_take("programme", ours.slug)
    more = {"may_write": _may(request, Permission.WRITE_PROGRAMME_REPORT), "editions": editions_of(ours)}
    return render(request, "reports/programme/front.html", {**shown, **more})


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def programme_section(request: HttpRequest, cohort: str, part: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    page = section_page(programme_report(evidence_of(ours), heard_in(ours)), part)
    if page is None:
        raise Http404
    shown = {"cohort": ours, "page": page, "title": page.title}
    writes = _may(request, Permission.WRITE_PROGRAMME_REPORT)
    return render(request, "reports/programme/section.html", {**shown, "may_write": writes})


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def programme_pdf(request: HttpRequest, cohort: str) -> HttpResponse:
    """`?final=1` asks for a print without marks, and is refused while a sentence waits for a look."""
    ours = get_object_or_404(Cohort, slug=cohort)
    try:
        made = programme_file(evidence_of(ours), heard_in(ours), final=request.GET.get("final") == "1")
    except LookAgain as refusal:
        shown = {"cohort": ours, "title": "Not final yet", "said": str(refusal)}
        return render(request, "reports/programme/not_final.html", shown, status=409)
    return file_of(made.pdf, "application/pdf", f"belonging-programme-{ours.slug}.pdf")


@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
@recently_authenticated
def programme_csv(_request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    return csv_of(released(programme_voices(ours)), f"belonging-programme-{ours.slug}")


@require_safe
@for_programme(Permission.DOWNLOAD_FINDINGS)
@recently_authenticated
def programme_findings(_request: HttpRequest, cohort: str, audience: str) -> HttpResponse:
    """The stored findings, byte for byte as `to_json` writes them."""
    ours = get_object_or_404(Cohort, slug=cohort)
    findings = released(programme_voices(ours)).findings.get(audience)
    if findings is None:
        raise Http404
    return file_of(findings.to_json(), "application/json", f"findings-{ours.slug}-{audience}.json")


def editions_of(cohort: Cohort) -> tuple[Link, ...]:
    return edition_links(cohort, interim=has_interim(cohort))


def evidence_of(cohort: Cohort) -> Evidence:
    evidence = programme_evidence(cohort, SUMMARY, timezone.now())
    if evidence is None:
        raise Http404
    return evidence


def _may(request: HttpRequest, permission: Permission) -> bool:
    return may_in_programme(cast(User, request.user), permission)
