"""Meetings at which the plan is looked at."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import visible_school
from belonging.web.accounts.roles import Permission
from belonging.web.actions.errors import MeetingChanged, MeetingOver
from belonging.web.actions.forms.reviews import HeldForm, MeetingForm, initial_of, next_of
from belonging.web.actions.models import Review
from belonging.web.actions.presenters.reviews import looked_at, meeting_line, split
from belonging.web.actions.queries.reviews import actions_by_number, last_held, meeting_in, meetings_of
from belonging.web.actions.services.reviews import (
    add_to_meeting,
    call_off,
    change_meeting,
    hold_meeting,
    plan_meeting,
)
from belonging.web.actions.views.plan import found_cohort
from belonging.web.base.errors import Refused
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of

YOURS_IS_BELOW = (
    "Somebody else has written this meeting up, or called it off. What they wrote stands below, and nothing of yours "
    "is lost: it is in the form. Press “Add what I wrote” to put it there too."
)
page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_school(Permission.SEE_AUDIT)
def reviews(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    held, now = found_cohort(school, cohort), timezone.now()
    known = actions_by_number(school, held)
    lines = [
        meeting_line(each, school=school.slug, cohort=cohort, known=known, now=now)
        for each in meetings_of(school, held)
    ]
    ahead, over = split(lines)
    shown = {"school": school, "cohort": held, "ahead": ahead, "over": over, "may_work": _may_work(request, school)}
    return render(request, "actions/reviews.html", shown)


@page_or_post
@for_school(Permission.WORK_ON_AUDIT)
def add(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    held = found_cohort(school, cohort)
    known = actions_by_number(school, held)
    calendar, last = calendar_of(school), last_held(school, held)
    proposed = next_of(last, calendar, timezone.localdate()) if last else None
    form = MeetingForm(request.POST or None, initial=proposed, plan=known.values(), calendar=calendar)
    if request.method == "POST" and form.is_valid():
        try:
            plan_meeting(school=school, cohort=held, words=form.words, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error("day", str(refusal))
        else:
            messages.success(request, "The meeting is planned. Three school days before it the lead gets a mail.")
            return redirect("actions:reviews", school=school.slug, cohort=cohort)
    return render(request, "actions/review_plan.html", {"school": school, "cohort": held, "form": form, "review": None})


@page_or_post
@for_school(Permission.WORK_ON_AUDIT)
def change(request: HttpRequest, school: School, cohort: str, number: int) -> HttpResponse:
    found = _found(school, cohort, number)
    known = actions_by_number(school, found.cohort)
    typed, theirs = request.POST.copy() or None, None
    form = MeetingForm(typed, initial=initial_of(found), plan=known.values(), calendar=calendar_of(school))
    if request.method == "POST" and form.is_valid():
        at, revision = timezone.now(), form.cleaned_data["revision"] or 0
        try:
            change_meeting(review=found, words=form.words, revision=revision, actor=str(request.user.pk), now=at)
        except Refused as refusal:
            form.add_error("day", str(refusal))
            if isinstance(refusal, MeetingChanged) and typed is not None:
                typed["revision"] = str(found.revision)
                theirs = meeting_line(found, school=school.slug, cohort=cohort, known=known, now=at)
        else:
            messages.success(request, "The meeting is changed.")
            return redirect("actions:reviews", school=school.slug, cohort=cohort)
    shown = {"school": school, "cohort": found.cohort, "form": form, "review": found, "theirs": theirs}
    return render(request, "actions/review_plan.html", shown)


@require_safe
@for_school(Permission.SEE_AUDIT)
def review(request: HttpRequest, school: School, cohort: str, number: int) -> HttpResponse:
    found = _found(school, cohort, number)
    return _meeting(request, found, _held_form(found))


@page_or_post
@for_school(Permission.WORK_ON_AUDIT)
def hold(request: HttpRequest, school: School, cohort: str, number: int) -> HttpResponse:
    """The meeting's page, on which is written down what was said there; `late`: below what stands there already."""
    found = _found(school, cohort, number)
    form = _held_form(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep = add_to_meeting if "late" in request.POST else hold_meeting
        notes, actor = form.cleaned_data["notes"], str(request.user.pk)
        try:
            keep(review=found, notes=notes, updates=form.updates, actor=actor, now=timezone.now())
        except Refused as refusal:
            over = isinstance(refusal, MeetingOver)
            form.add_error(None if over else "notes", YOURS_IS_BELOW if over else str(refusal))
            found = _found(school, cohort, number)
        else:
            return _kept(request, found)
    return _meeting(request, found, form)


@require_POST
@for_school(Permission.WORK_ON_AUDIT)
def cancel(request: HttpRequest, school: School, cohort: str, number: int) -> HttpResponse:
    try:
        call_off(review=_found(school, cohort, number), actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "The meeting is called off. Tell those who would have come.")
    return redirect("actions:reviews", school=school.slug, cohort=cohort)


def _held_form(found: Review, posted: QueryDict | None = None) -> HeldForm:
    known = actions_by_number(found.school, found.cohort)
    return HeldForm(posted, known=known, shown=looked_at(found, known))


def _kept(request: HttpRequest, found: Review) -> HttpResponse:
    """Whoever was the first plans the next meeting; who added to it looks at what stands there now."""
    school, cohort = found.school.slug, found.cohort.slug
    if "late" in request.POST:
        messages.success(request, "What you wrote is added.")
        return redirect("actions:review", school=school, cohort=cohort, number=found.pk)
    messages.success(request, "What was said is kept. When will you look at the plan next?")
    return redirect("actions:review_add", school=school, cohort=cohort)


def _meeting(request: HttpRequest, found: Review, form: HeldForm) -> HttpResponse:
    """With the form for whoever works on the plan, until the meeting is over; and then too for words not kept yet."""
    school, cohort = found.school, found.cohort
    known = actions_by_number(school, cohort)
    line = meeting_line(found, school=school.slug, cohort=cohort.slug, known=known, now=timezone.now())
    may_work = (line.is_open or form.is_bound) and _may_work(request, school)
    shown = {"school": school, "cohort": cohort, "review": found, "line": line, "form": form, "may_work": may_work}
    return render(request, "actions/review.html", shown)


def _found(school: School, cohort: str, number: int) -> Review:
    found = meeting_in(school, cohort, number)
    if found is None:
        raise Http404
    return found


def _may_work(request: HttpRequest, school: School) -> bool:
    return visible_school(cast(User, request.user), school.slug, Permission.WORK_ON_AUDIT) is not None
