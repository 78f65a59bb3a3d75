"""What the pages of set-up share: who acts, and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from belonging.web.enrolment.queries.places import cohort_of, known_wave
from belonging.web.enrolment.services.readiness import Where
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


def actor(request: HttpRequest) -> str:
    return str(request.user.pk)


def found_cohort(school: School, slug: str) -> Cohort:
    """Raises Http404."""
    cohort = cohort_of(school, slug)
    if cohort is None:
        raise Http404
    return cohort


def found_wave(school: School, slug: str, wave: str) -> Where:
    """Raises Http404."""
    if not known_wave(wave):
        raise Http404
    return Where(school, found_cohort(school, slug), wave)


def next_step(request: HttpRequest, school: School, done: str, cohort: Cohort | None = None) -> HttpResponse:
    """Back to the checklist, which shows what is next."""
    messages.success(request, done)
    if cohort is None:
        return redirect("home:set_up", school=school.slug)
    return redirect("home:set_up_of", school=school.slug, cohort=cohort.slug)
