"""Report pages and files. Each finds the latest release, and gives its page, PDF, CSV or JSON."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters import printed
from belonging.web.reports.presenters.heard import heard_in
from belonging.web.reports.presenters.printed_school import Extras
from belonging.web.reports.presenters.report import Report, findings_files, programme_report
from belonging.web.reports.presenters.rows import findings_csv
from belonging.web.reports.presenters.waiting import PROGRAMME_WAITING
from belonging.web.reports.queries import Voices, programme_voices, takes_part
from belonging.web.schools.models import School
from belonging.web.ui.typeset import typeset


@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def programme(request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    voices = programme_voices(ours)
    if voices is None:
        shown = {"waiting": PROGRAMME_WAITING, "heading": f"Belonging in our schools: {ours.name}"}
        return render(request, "reports/waiting.html", shown)
    shown = {"cohort": ours, "report": replace(programme_report(ours, voices), heard=heard_in(ours))}
    takes = may_in_programme(cast(User, request.user), Permission.DOWNLOAD_FINDINGS)
    files = findings_files(ours, voices) if takes else ()
    return render(request, "reports/programme.html", {**shown, "findings_files": files})


@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def programme_pdf(_request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    voices = released(programme_voices(ours))
    report = replace(programme_report(ours, voices, paper=True), heard=heard_in(ours))
    return pdf_of(report, voices, f"belonging-programme-{ours.slug}")


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
    return _file(findings.to_json(), "application/json", f"findings-{ours.slug}-{audience}.json")


def cohort_of(school: School, slug: str) -> Cohort:
    cohort = get_object_or_404(Cohort, slug=slug)
    if not takes_part(school, cohort):
        raise Http404
    return cohort


def released(voices: Voices | None) -> Voices:
    if voices is None:
        raise Http404
    return voices


def pdf_of(report: Report, voices: Voices, name: str, extras: Extras | None = None) -> HttpResponse:
    data, pictures = printed.printed(report, extras)
    made = typeset(printed.template(), data, made_at=voices.released_at, assets=pictures)
    return _file(made.pdf, "application/pdf", f"{name}.pdf")


def csv_of(voices: Voices, name: str) -> HttpResponse:
    return csv_file(findings_csv(voices.findings.values()), name)


def csv_file(text: str, name: str) -> HttpResponse:
    # The mark at the start tells spreadsheets that the text is UTF-8.
    return _file("\ufeff" + text, "text/csv; charset=utf-8", f"{name}.csv")


def _file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
