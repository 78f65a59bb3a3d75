"""The meeting's page, and the facilitator's acts in it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from belonging.web.base.errors import Refused
from belonging.web.sets.access import As, for_set
from belonging.web.sets.forms.meetings import ClosingForm, PresenterForm
from belonging.web.sets.models import Meeting, Member
from belonging.web.sets.presenters.room import presenter_choices, room_page
from belonging.web.sets.presenters.said import Room
from belonging.web.sets.presenters.words import when_of
from belonging.web.sets.queries.room import presented_last, said_at
from belonging.web.sets.queries.sitting import Sitting, members_of
from belonging.web.sets.services.meetings import close_meeting, move_on, name_presenter
from belonging.web.sets.views.meetings import found_meeting, found_open_meeting
from belonging.web.sets.views.notes import forms_of
from belonging.web.sets.views.sets import page_or_post


@require_safe
@for_set()
def meeting(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    found, members = found_meeting(sitting, number), members_of(sitting.learning_set)
    said = said_at(found, sitting)
    page = room_page(Room(found, sitting, members, said, timezone.now()))
    forms = forms_of(sitting, members)
    parts = [(part, forms.get(part.form)) for part in page.parts]
    shown = {"learning_set": sitting.learning_set, "page": page, "parts": parts}
    chooser = _presenter_form(request, sitting, found, members) if page.runs else None
    return render(request, "sets/meeting.html", shown | {"chooser": chooser})


@require_POST
@for_set(As.FACILITATOR)
def presenter(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    found, members = found_meeting(sitting, number), members_of(sitting.learning_set)
    form = _presenter_form(request, sitting, found, members)
    if not form.is_valid():
        messages.warning(request, "That person does not sit in this set. Please choose again.")
        return _room(found, "issue")
    try:
        name_presenter(meeting=found, member=form.chosen, actor=str(sitting.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return _room(found, "issue")


@require_POST
@for_set(As.FACILITATOR)
def step(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    found, wanted = found_meeting(sitting, number), request.POST.get("step", "")
    try:
        move_on(meeting=found, step=wanted, actor=str(sitting.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return _room(found)
    return _room(found, wanted)


@page_or_post
@for_set(As.FACILITATOR)
def close(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    found, members = found_open_meeting(sitting, number), members_of(sitting.learning_set)
    everybody = [str(each.pk) for each in members]
    form = ClosingForm(request.POST or None, members=members, initial={"came": everybody})
    if request.method == "POST" and form.is_valid():
        try:
            close_meeting(meeting=found, came=form.who_came, actor=str(sitting.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error("came", str(refusal))
        else:
            messages.success(request, "The meeting is closed. When do you meet again?")
            return redirect("sets:plan", set=sitting.learning_set.pk)
    shown = {"learning_set": sitting.learning_set, "meeting": found, "when": when_of(found), "form": form}
    return render(request, "sets/close.html", shown)


def _room(found: Meeting, part: str = "") -> HttpResponse:
    address = reverse("sets:meeting", args=[found.learning_set_id, found.number])
    return redirect(f"{address}#{part}" if part else address)


def _presenter_form(request: HttpRequest, sitting: Sitting, found: Meeting, members: list[Member]) -> PresenterForm:
    choices = presenter_choices(members, presented_last(sitting))
    initial = {"presenter": str(found.presenter_id or "")}
    return PresenterForm(request.POST or None, members=members, choices=choices, initial=initial)
