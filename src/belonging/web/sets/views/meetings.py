"""Finding a time, changing it, calling a meeting off."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from belonging.web.base.errors import Refused
from belonging.web.base.numbers import LARGEST_KEY, whole_number
from belonging.web.sets.access import As, for_set
from belonging.web.sets.forms.meetings import AnswersForm, PlanForm, TimesForm, initial_of
from belonging.web.sets.models import Meeting, State
from belonging.web.sets.presenters.calendar_file import meeting_calendar
from belonging.web.sets.presenters.times import answers_table, time_lines, warning_of
from belonging.web.sets.presenters.words import moment, when_of
from belonging.web.sets.queries.sitting import Sitting, meeting_in, members_of, unclosed_meetings
from belonging.web.sets.queries.times import answers_to, closed_schools, options_of
from belonging.web.sets.services.meetings import (
    answer_times,
    call_off,
    change_meeting,
    choose_time,
    plan_meeting,
    propose_more,
)
from belonging.web.sets.views.sets import page_or_post


@page_or_post
@for_set(As.FACILITATOR)
def plan(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Days on which a school of the set is closed are named once, before anybody is asked."""
    form, warnings = PlanForm(request.POST or None), list[str]()
    if request.method == "POST" and form.is_valid():
        warnings = _warnings(sitting, form.times)
        if _settled(request, warnings):
            try:
                made = plan_meeting(
                    learning_set=sitting.learning_set, words=form.words, actor=_actor(sitting), now=timezone.now()
                )
            except Refused as refusal:
                form.add_error("day-1", str(refusal))
            else:
                settled = made.state == State.PLANNED
                messages.success(request, "The meeting is planned." if settled else "The members are asked by mail.")
                return redirect("sets:set", set=sitting.learning_set.pk)
    shown = {"learning_set": sitting.learning_set, "form": form, "warnings": warnings, "meeting": None}
    return render(request, "sets/plan.html", shown)


@page_or_post
@for_set()
def times(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """Members answer; the facilitator sees all answers, and chooses."""
    found = found_meeting(sitting, number)
    if found.state != State.PROPOSED:
        return redirect("sets:meeting", set=sitting.learning_set.pk, number=number)
    form = _answers_form(request, sitting, found)
    if request.method == "POST":
        if form is None or sitting.member is None:
            raise Http404
        if form.is_valid():
            now = timezone.now()
            answer_times(meeting=found, member=sitting.member, answers=form.answers, actor=_actor(sitting), now=now)
            messages.success(request, "Thank you. You get a mail when the time is settled.")
            return redirect("sets:set", set=sitting.learning_set.pk)
    return render(request, "sets/times.html", _times(sitting, found) | {"form": form})


@require_POST
@for_set(As.FACILITATOR)
def choose(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    found = found_meeting(sitting, number)
    try:
        time_id = whole_number(request.POST.get("time", ""), most=LARGEST_KEY) or 0
        choose_time(meeting=found, time_id=time_id, actor=_actor(sitting), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("sets:times", set=sitting.learning_set.pk, number=number)
    messages.success(request, "The time is settled. Everybody gets a mail with a calendar file.")
    return redirect("sets:meeting", set=sitting.learning_set.pk, number=number)


@page_or_post
@for_set(As.FACILITATOR)
def more_times(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    found, form = found_meeting(sitting, number), TimesForm(request.POST or None)
    warnings = list[str]()
    if request.method == "POST" and form.is_valid():
        warnings = _warnings(sitting, form.times)
        if _settled(request, warnings):
            try:
                propose_more(meeting=found, times=form.times, actor=_actor(sitting), now=timezone.now())
            except Refused as refusal:
                form.add_error("day-1", str(refusal))
            else:
                messages.success(request, "The members are asked about the new times.")
                return redirect("sets:times", set=sitting.learning_set.pk, number=number)
    shown = {"learning_set": sitting.learning_set, "form": form, "warnings": warnings, "meeting": found}
    return render(request, "sets/more_times.html", shown)


@page_or_post
@for_set(As.FACILITATOR)
def change(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    found = found_meeting(sitting, number)
    form, warnings = PlanForm(request.POST or None, rows=1, initial=initial_of(found)), list[str]()
    if request.method == "POST" and form.is_valid():
        warnings = _warnings(sitting, form.times)
        if _settled(request, warnings):
            try:
                change_meeting(meeting=found, words=form.words, actor=_actor(sitting), now=timezone.now())
            except Refused as refusal:
                form.add_error("day-1", str(refusal))
            else:
                messages.success(request, "The meeting is changed, and everybody gets a mail.")
                return redirect("sets:meeting", set=sitting.learning_set.pk, number=number)
    shown = {"learning_set": sitting.learning_set, "form": form, "warnings": warnings, "meeting": found}
    return render(request, "sets/plan.html", shown)


@require_POST
@for_set(As.FACILITATOR)
def off(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    try:
        call_off(meeting=found_open_meeting(sitting, number), actor=_actor(sitting), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "The meeting is called off, and everybody gets a mail.")
    return redirect("sets:set", set=sitting.learning_set.pk)


@require_safe
@for_set()
def ics(_request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    found = found_meeting(sitting, number)
    if found.starts_at is None:
        raise Http404
    content = meeting_calendar(found, found.starts_at, now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="learning-set-{found.number}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def found_meeting(sitting: Sitting, number: int) -> Meeting:
    """Of the set, and one that the person may read; 404 otherwise."""
    return _of(sitting, meeting_in(sitting, number))


def found_open_meeting(sitting: Sitting, number: int) -> Meeting:
    """As `found_meeting`, or one that a facilitator before them left open."""
    left = unclosed_meetings(sitting).filter(number=number).first()
    return _of(sitting, left or meeting_in(sitting, number))


def _of(sitting: Sitting, found: Meeting | None) -> Meeting:
    if found is None:
        raise Http404
    found.learning_set = sitting.learning_set
    return found


def _actor(sitting: Sitting) -> str:
    return str(sitting.user.pk)


def _warnings(sitting: Sitting, moments: list[datetime]) -> list[str]:
    closed = closed_schools(moments, members_of(sitting.learning_set))
    return [f"{moment(at)}: {warning_of(schools)}" for at, schools in closed.items() if schools]


def _answers_form(request: HttpRequest, sitting: Sitting, meeting: Meeting) -> AnswersForm | None:
    if sitting.member is None:
        return None
    proposed, answers = list(meeting.times.all()), answers_to(meeting)
    closed = closed_schools((each.starts_at for each in proposed), [sitting.member])
    reads = [(each, moment(each.starts_at), _own_warning(closed[each.starts_at])) for each in proposed]
    said = {f"time-{each.pk}": answers[each.pk].get(sitting.member.pk, "") for each in proposed}
    return AnswersForm(request.POST or None, times=reads, initial=said)


def _own_warning(closed: tuple[str, ...]) -> str:
    return "Your school is closed on that day." if closed else ""


def _times(sitting: Sitting, meeting: Meeting) -> dict[str, object]:
    members = members_of(sitting.learning_set)
    table = answers_table(list(meeting.times.all()), members, answers_to(meeting)) if sitting.facilitates else None
    lines = time_lines(options_of(meeting, members))
    shown = {"learning_set": sitting.learning_set, "meeting": meeting, "when": when_of(meeting)}
    return shown | {"lines": lines, "table": table, "facilitates": sitting.facilitates}


def _settled(request: HttpRequest, warnings: list[str]) -> bool:
    """Nothing to warn of, or the very same was warned of before."""
    return not warnings or request.POST.get("anyway", "") == "|".join(warnings)
