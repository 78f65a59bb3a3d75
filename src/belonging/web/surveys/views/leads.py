"""The leads' survey, for whoever runs it: ask, watch, close."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.programme.models import Cohort
from belonging.web.programme.queries import cohort_by_slug
from belonging.web.surveys.forms.leads import OpenLeadsSurveyForm
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.presenters.leads import INSTRUMENT, leads_page
from belonging.web.surveys.presenters.rounds import long_day
from belonging.web.surveys.queries import occasion_round
from belonging.web.surveys.services.leads import asked_schools, leads_occasion
from belonging.web.surveys.services.occasions import open_occasion, plan_occasion
from belonging.web.surveys.services.rounds import close_round

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@page_or_post
@for_programme(Permission.RUN_LEADS_SURVEY)
def leads_survey(request: HttpRequest, cohort: str) -> HttpResponse:
    ours, found = _found(cohort)
    schools = asked_schools(ours)
    page = leads_page(ours, found, schools)
    posted = request.POST if request.method == "POST" else None
    form = OpenLeadsSurveyForm(posted, today=timezone.localdate(), unfinished=schools.finished < schools.led)
    if posted is not None and page.step != "open":
        messages.info(request, "The leads have been asked already.")
        return _back(ours)
    if posted is not None and form.is_valid():
        return _opened(request, ours, form)
    shown = {"cohort": ours, "page": page, "form": form}
    return render(request, "surveys/leads_survey.html", shown, status=400 if form.errors else 200)


@page_or_post
@for_programme(Permission.RUN_LEADS_SURVEY)
def leads_close(request: HttpRequest, cohort: str) -> HttpResponse:
    ours, found = _found(cohort)
    if found is None or found.state != State.OPEN:
        messages.info(request, "Only a survey that is open can be closed.")
        return _back(ours)
    if request.method != "POST":
        return render(request, "surveys/leads_close.html", {"cohort": ours})
    try:
        close_round(round_=found, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "The survey is closed. The figures are ready in three days.")
    return _back(ours)


def _opened(request: HttpRequest, cohort: Cohort, form: OpenLeadsSurveyForm) -> HttpResponse:
    actor, now, named = str(request.user.pk), timezone.now(), leads_occasion(cohort)
    try:
        round_ = plan_occasion(cohort=cohort, instrument=INSTRUMENT, occasion=named, actor=actor, now=now)
        open_occasion(round_=round_, closes_at=form.closes_at, actor=actor, now=now)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"The leads are asked by mail. They can answer until {long_day(form.closes_at)}.")
    return _back(cohort)


def _found(slug: str) -> tuple[Cohort, Round | None]:
    cohort = cohort_by_slug(slug)
    if cohort is None:
        raise Http404
    return cohort, occasion_round(leads_occasion(cohort))


def _back(cohort: Cohort) -> HttpResponse:
    return redirect("surveys:leads_survey", cohort=cohort.slug)
