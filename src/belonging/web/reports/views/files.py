"""A report to take with you as Word and as slides: whoever may have its PDF may have these."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_body, for_programme, for_school
from belonging.web.accounts.roles import Permission
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters import one_page
from belonging.web.reports.presenters.files import programme as programme_form
from belonging.web.reports.presenters.files import school as school_form
from belonging.web.reports.presenters.files.school_slides import school_slides as slides_of
from belonging.web.reports.presenters.files.slides import SLIDES_TYPE, slides_file
from belonging.web.reports.presenters.files.word import WORD_TYPE, word_file
from belonging.web.reports.presenters.heard import heard_at, heard_in
from belonging.web.reports.presenters.printed_school import Extras
from belonging.web.reports.presenters.programme.report import programme_report
from belonging.web.reports.presenters.report import Report, school_report
from belonging.web.reports.queries import Voices
from belonging.web.reports.views.programme import evidence_of
from belonging.web.reports.views.reports import file_of
from belonging.web.reports.views.school import opened
from belonging.web.reports.views.sharing import shared_report
from belonging.web.schools.models import Body, School
from belonging.web.ui.typeset import typeset


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def school_page(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """The front by itself, on one side."""
    here = opened(request, school, cohort)
    data, assets = one_page.one_page(here.front())
    made = typeset(one_page.template(), data, made_at=here.voices.released_at, assets=assets)
    return file_of(made.pdf, "application/pdf", f"belonging-{school.slug}-{here.cohort.slug}-one-page.pdf")


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def school_word(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    here = opened(request, school, cohort)
    report = replace(school_report(school, here.cohort, here.voices), heard=heard_at(school, here.cohort))
    return _word(report, here.extras(), here.voices, f"belonging-{school.slug}-{here.cohort.slug}")


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def school_slides(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    here = opened(request, school, cohort)
    report = school_report(school, here.cohort, here.voices)
    return _slides(report, here.extras(), here.voices, f"belonging-{school.slug}-{here.cohort.slug}")


@never_cache
@require_safe
@for_body(Permission.SEE_BODY)
def shared_word(_request: HttpRequest, body: Body, of: str, cohort: str) -> HttpResponse:
    return _word(*shared_report(body, of, cohort))


@never_cache
@require_safe
@for_body(Permission.SEE_BODY)
def shared_slides(_request: HttpRequest, body: Body, of: str, cohort: str) -> HttpResponse:
    return _slides(*shared_report(body, of, cohort))


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def programme_word(_request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    evidence = evidence_of(ours)
    report = programme_report(evidence, heard_in(ours), paper=True)
    pieces = programme_form.programme_pieces(report, evidence.voices)
    made = word_file(programme_form.titled(report), pieces, made_at=evidence.voices.released_at)
    return file_of(made, WORD_TYPE, f"belonging-programme-{ours.slug}.docx")


@never_cache
@require_safe
@for_programme(Permission.READ_PROGRAMME_REPORT)
def programme_slides(_request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    evidence = evidence_of(ours)
    report = programme_report(evidence, heard_in(ours), paper=True)
    slides = programme_form.programme_slides(report, evidence.voices)
    made = slides_file(programme_form.titled(report), slides, made_at=evidence.voices.released_at)
    return file_of(made, SLIDES_TYPE, f"belonging-programme-{ours.slug}.pptx")


def _word(report: Report, extras: Extras, voices: Voices, name: str) -> HttpResponse:
    pieces = school_form.school_pieces(report, extras, voices)
    return file_of(word_file(school_form.titled(report), pieces, made_at=voices.released_at), WORD_TYPE, f"{name}.docx")


def _slides(report: Report, extras: Extras, voices: Voices, name: str) -> HttpResponse:
    slides = slides_of(report, extras, voices)
    return file_of(
        slides_file(school_form.titled(report), slides, made_at=voices.released_at), SLIDES_TYPE, f"{name}.pptx"
    )
