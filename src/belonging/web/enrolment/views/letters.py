"""Letters, notices and briefings: to read, to download, and to tick off."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme, for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.enrolment.forms.readiness import DoneForm, OptOutsForm
from belonging.web.enrolment.models import Duty
from belonging.web.enrolment.presenters.documents import document_html, file_of
from belonging.web.enrolment.presenters.letters import (
    duty_page,
    school_address,
    school_papers,
    template_address,
    template_papers,
)
from belonging.web.enrolment.queries.places import wave_dates
from belonging.web.enrolment.queries.readiness import choices_of, opt_outs, readiness
from belonging.web.enrolment.queries.translations import Tongues
from belonging.web.enrolment.queries.wording import school_document, template_document
from belonging.web.enrolment.rules.documents import ENGLISH, PRINTED, Document, UnknownDocument
from belonging.web.enrolment.rules.years import year_groups
from belonging.web.enrolment.services.readiness import Where, count_opt_outs, tick, untick
from belonging.web.enrolment.views import actor, found_wave, next_step, page_or_post
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import cohort_by_slug
from belonging.web.schools.models import School

DONE = {
    Duty.LETTERS: "Letters are ticked off as sent.",
    Duty.BRIEFING: "Adults are ticked off as briefed.",
}


@page_or_post
@for_school(Permission.SET_UP)
def letters(request: HttpRequest, school: School, cohort: str, wave: str) -> HttpResponse:
    return _duty(request, found_wave(school, cohort, wave), Duty.LETTERS)


@page_or_post
@for_school(Permission.SET_UP)
def briefing(request: HttpRequest, school: School, cohort: str, wave: str) -> HttpResponse:
    return _duty(request, found_wave(school, cohort, wave), Duty.BRIEFING)


@page_or_post
@for_school(Permission.SET_UP)
def opted_out(request: HttpRequest, school: School, cohort: str, wave: str) -> HttpResponse:
    where = found_wave(school, cohort, wave)
    form = OptOutsForm(
        request.POST if request.method == "POST" else None,
        years=year_groups(school.setting, has_sixth_form=school.has_sixth_form),
        counted=opt_outs(school, where.cohort, wave),
    )
    if request.method == "POST" and form.is_valid():
        try:
            count_opt_outs(
                where=where,
                numbers=form.numbers(),
                today=timezone.localdate(),
                actor=actor(request),
                now=timezone.now(),
            )
            return next_step(request, school, "The number is saved. Please keep the names at school.", where.cohort)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "enrolment/opt_outs.html", {"school": school, "cohort": where.cohort, "form": form})


@require_safe
@for_school(Permission.SEE_SCHOOL)
def documents(request: HttpRequest, school: School, cohort: str, wave: str) -> HttpResponse:
    where = found_wave(school, cohort, wave)
    groups = school_papers(school_address(school.slug, cohort, wave), _tongues(where))
    return render(request, "enrolment/documents.html", {"school": school, "cohort": where.cohort, "groups": groups})


@require_safe
@for_school(Permission.SEE_SCHOOL)
def document(request: HttpRequest, school: School, cohort: str, wave: str, name: str) -> HttpResponse:
    where = found_wave(school, cohort, wave)
    made = _made(request, where, name)
    page, word, pdf = school_address(school.slug, cohort, wave)(name, made.language)
    context = {"school": school, "cohort": where.cohort, "document": made, "body": document_html(made), "wave": wave}
    files = {"word": word, "pdf": pdf if made.language in PRINTED else ""}
    return render(request, "enrolment/document.html", context | files | {"page": page})


@require_safe
@for_school(Permission.SEE_SCHOOL)
def document_file(request: HttpRequest, school: School, cohort: str, wave: str, name: str, kind: str) -> HttpResponse:
    made = _made(request, found_wave(school, cohort, wave), name)
    return file_of(made, kind, about=school.name, now=timezone.now())


@require_safe
@for_programme(Permission.SEE_COHORTS)
def templates(request: HttpRequest, cohort: str) -> HttpResponse:
    here = _cohort(cohort)
    context = {"cohort": here, "groups": template_papers(template_address(cohort))}
    return render(request, "enrolment/templates.html", context)


@require_safe
@for_programme(Permission.SEE_COHORTS)
def template(request: HttpRequest, cohort: str, name: str) -> HttpResponse:
    here = _cohort(cohort)
    made = _template(name, here)
    _page, word, pdf = template_address(cohort)(name, ENGLISH)
    context = {"cohort": here, "document": made, "body": document_html(made), "word": word, "pdf": pdf}
    return render(request, "enrolment/template.html", context)


@require_safe
@for_programme(Permission.SEE_COHORTS)
def template_file(_request: HttpRequest, cohort: str, name: str, kind: str) -> HttpResponse:
    here = _cohort(cohort)
    return file_of(_template(name, here), kind, about=here.name, now=timezone.now())


def _duty(request: HttpRequest, where: Where, duty: Duty) -> HttpResponse:
    ready = readiness(where.school, where.cohort, where.wave)
    today = timezone.localdate()
    form = DoneForm(request.POST if request.method == "POST" else None, today=today, done_on=ready.done.get(duty))
    if "undo" in request.POST:
        untick(where=where, duty=duty, actor=actor(request), now=timezone.now())
        return next_step(request, where.school, "The tick is taken away.", where.cohort)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["done_on"]
        tick(where=where, duty=duty, done_on=day, today=today, actor=actor(request), now=timezone.now())
        return next_step(request, where.school, DONE[duty], where.cohort)
    page = duty_page(where=where, duty=duty, ready=ready, tongues=_tongues(where))
    context = {"school": where.school, "cohort": where.cohort, "form": form, "page": page}
    return render(request, "enrolment/duty.html", context)


def _tongues(where: Where) -> Tongues:
    chosen = choices_of(where.school, where.cohort)
    return Tongues(tuple(chosen.languages), chosen.accepts_drafts) if chosen else Tongues()


def _made(request: HttpRequest, where: Where, name: str) -> Document:
    try:
        return school_document(
            name,
            where.school,
            where.cohort,
            wave=wave_dates(where.school, where.cohort, where.wave),
            language=request.GET.get("language", ENGLISH),
        )
    except UnknownDocument as unknown:
        raise Http404 from unknown


def _template(name: str, cohort: Cohort) -> Document:
    try:
        return template_document(name, cohort)
    except UnknownDocument as unknown:
        raise Http404 from unknown


def _cohort(slug: str) -> Cohort:
    found = cohort_by_slug(slug)
    if found is None:
        raise Http404
    return found
