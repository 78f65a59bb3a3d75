"""The school's days, its editions and languages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from belonging.instruments.load import load
from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.enrolment.forms.dates import DatesForm
from belonging.web.enrolment.forms.readiness import ChoicesForm
from belonging.web.enrolment.presenters.choices import edition_choices, language_choices
from belonging.web.enrolment.queries.places import wave_dates
from belonging.web.enrolment.queries.readiness import choices_of
from belonging.web.enrolment.queries.tried import tried_editions
from belonging.web.enrolment.queries.wording import PUPILS_ANSWER
from belonging.web.enrolment.queries.wordings import languages_found
from belonging.web.enrolment.rules.years import editions_fitting, editions_of_years
from belonging.web.enrolment.services.dates import set_dates
from belonging.web.enrolment.services.readiness import choose
from belonging.web.enrolment.services.translations import accept_drafts
from belonging.web.enrolment.views import actor, found_cohort, found_wave, next_step, page_or_post
from belonging.web.programme.models import Wave
from belonging.web.programme.queries import wave_window
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of


@page_or_post
@for_school(Permission.SET_UP)
def dates(request: HttpRequest, school: School, cohort: str, wave: str) -> HttpResponse:
    where = found_wave(school, cohort, wave)
    form = DatesForm(
        request.POST if request.method == "POST" else None,
        calendar=calendar_of(school),
        window=wave_window(where.cohort, wave),
        chosen=wave_dates(school, where.cohort, wave),
        today=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            set_dates(
                school=school,
                cohort=where.cohort,
                wave=wave,
                dates=form.dates(),
                actor=actor(request),
                now=timezone.now(),
            )
            return next_step(request, school, "Your dates are saved. They are in the letters now.", where.cohort)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"school": school, "cohort": where.cohort, "form": form, "wave": Wave(wave).label}
    return render(request, "enrolment/dates.html", context)


@page_or_post
@for_school(Permission.SET_UP)
def choices(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    here = found_cohort(school, cohort)
    editions = load(PUPILS_ANSWER).editions
    fitting = editions_fitting(editions, school.setting, has_sixth_form=school.has_sixth_form)
    form = ChoicesForm(
        request.POST if request.method == "POST" else None,
        editions=edition_choices(load(PUPILS_ANSWER), fitting, tried_editions(PUPILS_ANSWER, fitting)),
        languages=language_choices(languages_found()),
        chosen=choices_of(school, here),
        planned=editions_of_years(school.setting, has_sixth_form=school.has_sixth_form),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        choose(
            school=school,
            cohort=here,
            editions=given["editions"],
            languages=given["languages"],
            actor=actor(request),
            now=timezone.now(),
        )
        accept_drafts(
            school=school, cohort=here, accepted=given["accepts_drafts"], actor=actor(request), now=timezone.now()
        )
        return next_step(request, school, "Your editions and languages are saved.", here)
    return render(
        request,
        "enrolment/choices.html",
        {"school": school, "cohort": here, "form": form},
    )
