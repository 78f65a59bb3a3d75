"""The team's programmes of training and their sessions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.training.errors import SessionChanged
from belonging.web.training.forms.team import CallOffForm, ProgrammeForm, SessionForm, session_initial
from belonging.web.training.models import Session, SessionSchool, TrainingProgramme
from belonging.web.training.presenters.sessions import fact_rows, team_line
from belonging.web.training.presenters.team import session_table, told_words
from belonging.web.training.queries.sessions import (
    counted_over,
    programmes_of_training,
    schools_in,
    sessions_in,
    sessions_of_team,
)
from belonging.web.training.services.sessions import add_programme, add_session, cancel_session, change_session
from belonging.web.training.views.parts import actor_of, page_or_post, paged, session_or_404

MOST_SCHOOLS = 200
"""From here on schools are no longer offered one by one."""


@require_safe
@for_programme(Permission.RUN_TRAINING)
def team(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = paged(request, sessions_of_team(now))
    lines = [team_line(each, now) for each in page.object_list]
    shown = {"lines": lines, "turning": page, "programmes": programmes_of_training(), "cohorts": Cohort.objects.all()}
    return render(request, "training/team.html", shown)


@page_or_post
@for_programme(Permission.RUN_TRAINING)
def programme_add(request: HttpRequest) -> HttpResponse:
    form = ProgrammeForm(request.POST or None, cohorts=list(Cohort.objects.all()))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = add_programme(
                title=said["title"],
                about=said["about"],
                cohort=form.chosen_cohort,
                actor=actor_of(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("title", str(refusal))
        else:
            messages.success(request, "The programme is there. Now add its first session.")
            return redirect("training:programme", programme=made.slug)
    return render(request, "training/programme_add.html", {"form": form})


@require_safe
@for_programme(Permission.RUN_TRAINING)
def programme(request: HttpRequest, programme: str) -> HttpResponse:
    found = _programme_or_404(programme)
    page = paged(request, sessions_in(found))
    table = session_table(page.object_list, timezone.now())
    return render(request, "training/programme.html", {"programme": found, "table": table, "turning": page})


@page_or_post
@for_programme(Permission.RUN_TRAINING)
def session_add(request: HttpRequest, programme: str) -> HttpResponse:
    found = _programme_or_404(programme)
    form = SessionForm(request.POST or None, schools=_offered(found.cohort))
    if request.method == "POST" and form.is_valid():
        try:
            made = add_session(programme=found, words=form.words, actor=actor_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The session is open for sign-up.")
            return redirect("training:team_session", session=made.pk)
    return render(request, "training/session_form.html", {"programme": found, "form": form, "session": None})


@page_or_post
@for_programme(Permission.RUN_TRAINING)
def session_change(request: HttpRequest, session: int) -> HttpResponse:
    found = session_or_404(session)
    typed, theirs = request.POST.copy() or None, None
    picked = SessionSchool.objects.filter(session=found).values_list("school_id", flat=True)
    initial = session_initial(found, picked)
    form = SessionForm(typed, schools=_offered(found.programme.cohort), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, found, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            if isinstance(refusal, SessionChanged) and typed is not None:
                typed["sequence"] = str(found.sequence)
                theirs = fact_rows(found, has_place=True, now=timezone.now())
        else:
            messages.success(request, "The session is changed. Who is signed up hears of it by mail.")
            return redirect("training:team_session", session=found.pk)
    shown = {"programme": found.programme, "form": form, "session": found, "theirs": theirs}
    return render(request, "training/session_form.html", shown)


@page_or_post
@for_programme(Permission.RUN_TRAINING)
def session_cancel(request: HttpRequest, session: int) -> HttpResponse:
    found = session_or_404(session)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            cancel_session(session=found, reason=reason, actor=actor_of(request), now=timezone.now())
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, "The session is called off. Whoever was signed up gets a mail.")
            return redirect("training:team_session", session=found.pk)
    told = told_words(counted_over(Session.objects.filter(pk=found.pk)).get())
    shown = {"session": found, "form": form, "line": team_line(found, timezone.now()), "told": told}
    return render(request, "training/session_cancel.html", shown)


def _change(request: HttpRequest, found: Session, form: SessionForm) -> None:
    """Raises Refused."""
    sequence = form.cleaned_data["sequence"]
    change_session(
        session=found,
        words=form.words,
        sequence=-1 if sequence is None else sequence,
        actor=actor_of(request),
        now=timezone.now(),
    )


def _programme_or_404(slug: str) -> TrainingProgramme:
    found = TrainingProgramme.objects.filter(slug=slug).select_related("cohort").first()
    if found is None:
        raise Http404
    return found


def _offered(cohort: Cohort | None) -> list[School]:
    """To be ticked one by one; none where they are too many for that."""
    found = list(schools_in(cohort)[: MOST_SCHOOLS + 1])
    return found if len(found) <= MOST_SCHOOLS else []
