"""The technical report and the interim editions: pages and files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.heard import heard_in
from belonging.web.reports.presenters.technical.files import edition_file, evidence_for, file_name
from belonging.web.reports.presenters.technical.page import contents, edition_section, statements_of
from belonging.web.reports.presenters.technical.report import KINDS, Kind, edition_report
from belonging.web.reports.presenters.waiting import PROGRAMME_WAITING
from belonging.web.reports.queries.technical import TechnicalEvidence
from belonging.web.reports.views.reports import file_of


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def edition(request: HttpRequest, cohort: str, edition: str) -> HttpResponse:
    ours, kind = get_object_or_404(Cohort, slug=cohort), _kind(edition)
    evidence = evidence_for(kind, ours, timezone.now())
    if evidence is None:
        return render(request, "reports/waiting.html", {"waiting": PROGRAMME_WAITING, "heading": kind.title})
    page = contents(kind, edition_report(kind, evidence, heard_in(ours)))
    shown = {"cohort": ours, "kind": kind, "page": page, "title": f"{kind.title}: {ours.name}"}
    return render(request, "reports/technical/contents.html", shown)


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def section(request: HttpRequest, cohort: str, edition: str, part: str) -> HttpResponse:
    ours, kind = get_object_or_404(Cohort, slug=cohort), _kind(edition)
    page = edition_section(edition_report(kind, _evidence(kind, ours), heard_in(ours)), part)
    if page is None:
        raise Http404
    shown = {"cohort": ours, "kind": kind, "page": page, "title": page.title, "statements": statements_of(page)}
    return render(request, "reports/technical/section.html", shown)


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def pdf(_request: HttpRequest, cohort: str, edition: str) -> HttpResponse:
    ours, kind = get_object_or_404(Cohort, slug=cohort), _kind(edition)
    made = edition_file(kind, _evidence(kind, ours), heard_in(ours))
    return file_of(made.pdf, "application/pdf", file_name(kind, ours))


def _kind(name: str) -> Kind:
    found = next((kind for kind in KINDS.values() if kind.name == name), None)
    if found is None:
        raise Http404
    return found


def _evidence(kind: Kind, cohort: Cohort) -> TechnicalEvidence:
    evidence = evidence_for(kind, cohort, timezone.now())
    if evidence is None:
        raise Http404
    return evidence
