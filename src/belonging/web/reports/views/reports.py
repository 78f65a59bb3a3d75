"""What the views of reports share: the cohort of a school, a release that is there, and files as answers."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters import printed
from belonging.web.reports.presenters.printed_school import Extras
from belonging.web.reports.presenters.report import Report
from belonging.web.reports.presenters.rows import findings_csv
from belonging.web.reports.queries import Voices, takes_part
from belonging.web.schools.models import School
from belonging.web.ui.typeset import typeset


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
    return file_of(made.pdf, "application/pdf", f"{name}.pdf")


def csv_of(voices: Voices, name: str) -> HttpResponse:
    return csv_file(findings_csv(voices.findings.values()), name)


def csv_file(text: str, name: str) -> HttpResponse:
    # The mark at the start tells spreadsheets that the text is UTF-8.
    return file_of("\ufeff" + text, "text/csv; charset=utf-8", f"{name}.csv")


def file_of(content: str | bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
