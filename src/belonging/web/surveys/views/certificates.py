"""Certificates of destruction: pages, and the same as a text to keep."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme, for_school
from belonging.web.accounts.roles import Permission
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import cohorts_of
from belonging.web.schools.models import School
from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.certificates import Certificate, linking_certificate, sealing_certificate
from belonging.web.surveys.queries import acts_on, round_in_school
from belonging.web.surveys.queries.linking import standing_of


@never_cache
@require_safe
@for_programme(Permission.RUN_PROGRAMME)
def linking(request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    made = linking_certificate(ours, standing_of(ours))
    return render(request, "surveys/linking.html", {"cohort": ours, "certificate": made})


@never_cache
@require_safe
@for_programme(Permission.RUN_PROGRAMME)
def linking_text(_request: HttpRequest, cohort: str) -> HttpResponse:
    ours = get_object_or_404(Cohort, slug=cohort)
    return _as_text(linking_certificate(ours, standing_of(ours)), f"linking-{ours.slug}")


@never_cache
@require_safe
@for_school(Permission.SEE_RESPONSE_RATES)
def school_linking(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    ours = _cohort(school, cohort)
    made = linking_certificate(ours, standing_of(ours), school)
    return render(request, "surveys/school_linking.html", {"school": school, "cohort": ours, "certificate": made})


@never_cache
@require_safe
@for_school(Permission.SEE_RESPONSE_RATES)
def school_linking_text(_request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    ours = _cohort(school, cohort)
    return _as_text(linking_certificate(ours, standing_of(ours), school), f"linking-{ours.slug}-{school.slug}")


@never_cache
@require_safe
@for_school(Permission.SEE_RESPONSE_RATES)
def sealing(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    found = _round(school, handle)
    shown = {"school": school, "round": found, "certificate": _sealing_of(found)}
    return render(request, "surveys/certificate.html", shown)


@never_cache
@require_safe
@for_school(Permission.SEE_RESPONSE_RATES)
def sealing_text(_request: HttpRequest, school: School, handle: str) -> HttpResponse:
    return _as_text(_sealing_of(_round(school, handle)), f"sealing-{handle}")


def _sealing_of(found: Round) -> Certificate:
    entry = next((entry for entry, _name in acts_on(found, "round-sealed")), None)
    return sealing_certificate(found, entry)


def _round(school: School, handle: str) -> Round:
    found = round_in_school(school, handle)
    if found is None:
        raise Http404
    return found


def _cohort(school: School, slug: str) -> Cohort:
    found = next((each for each in cohorts_of(school) if each.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _as_text(made: Certificate, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.txt"'}
    return HttpResponse(made.text, content_type="text/plain; charset=utf-8", headers=headers)
