"""The programme's team makes sets and sees that they meet. No page here reads a word that was said."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.programme.models import Cohort
from belonging.web.sets.forms.sets import CohortForm, NewSetForm, SeatsForm, SetForm
from belonging.web.sets.models import LearningSet
from belonging.web.sets.presenters.team import dates_of, meetings_table, seats, team_line
from belonging.web.sets.queries.team import PAGE, all_sets, facilitators, possible_members, seats_of, set_by_id
from belonging.web.sets.services.sets import change_set, end_seat, make_set, seat_members
from belonging.web.sets.views.sets import page_or_post


@require_safe
@for_programme(Permission.RUN_SETS)
def team(request: HttpRequest) -> HttpResponse:
    page = Paginator(all_sets(), PAGE).get_page(request.GET.get("page", "1"))
    lines = [team_line(each, timezone.now()) for each in page]
    form = CohortForm(cohorts=Cohort.objects.all())
    return render(request, "sets/team.html", {"lines": lines, "page": page, "form": form})


@page_or_post
@for_programme(Permission.RUN_SETS)
def add(request: HttpRequest) -> HttpResponse:
    """The address names the cohort: `?cohort=`."""
    cohort = Cohort.objects.filter(slug=request.GET.get("cohort", "")).first()
    if cohort is None:
        messages.warning(request, "Please choose a cohort first.")
        return redirect("sets:team")
    people, leading = possible_members(cohort), facilitators()
    form = NewSetForm(request.POST or None, people=people, facilitators=leading)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_set(cohort=cohort, words=form.words, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error("seats", str(refusal))
        else:
            messages.success(request, "The set is made. Its people get a mail.")
            return redirect("sets:team_set", set=made.pk)
    return render(request, "sets/team_add.html", {"cohort": cohort, "form": form, "enough": len(people) >= 4})


@page_or_post
@for_programme(Permission.RUN_SETS)
def one(request: HttpRequest, set: int) -> HttpResponse:
    found = _found(set)
    initial = {"name": found.name, "facilitator": str(found.facilitator_id)}
    form = SetForm(request.POST or None, facilitators=facilitators(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_set(learning_set=found, words=form.words, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "The set is changed.")
            return redirect("sets:team_set", set=set)
    members, table = seats(seats_of(found), found), meetings_table(dates_of(found), timezone.now())
    shown = {"learning_set": found, "seats": members, "table": table, "form": form}
    return render(request, "sets/team_set.html", shown)


@page_or_post
@for_programme(Permission.RUN_SETS)
def members(request: HttpRequest, set: int) -> HttpResponse:
    found = _found(set)
    people = possible_members(found.cohort)
    form = SeatsForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            seat_members(learning_set=found, seats=form.wanted, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error("seats", str(refusal))
        else:
            messages.success(request, "They have a seat, and get a mail. They read what is said from now on.")
            return redirect("sets:team_set", set=set)
    return render(request, "sets/team_members.html", {"learning_set": found, "form": form, "any": bool(people)})


@page_or_post
@for_programme(Permission.RUN_SETS)
def leave(request: HttpRequest, set: int, member: int) -> HttpResponse:
    found = _found(set)
    seat = next((each for each in seats_of(found) if each.pk == member), None)
    if seat is None:
        raise Http404
    if request.method == "POST":
        end_seat(member=seat, actor=str(request.user.pk), now=timezone.now())
        messages.success(request, f"{seat.user.name} no longer sits in the set.")
        return redirect("sets:team_set", set=set)
    return render(request, "sets/team_leave.html", {"learning_set": found, "seat": seat})


def _found(pk: int) -> LearningSet:
    found = set_by_id(pk)
    if found is None:
        raise Http404
    return found
