"""Who is who in the school, and when they are away."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from belonging.web.accounts.access import for_school, recently_authenticated
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.enrolment.forms.contacts import AwayForm, PeopleForm
from belonging.web.enrolment.presenters.contacts import named_rows, thanks
from belonging.web.enrolment.queries import contact, contacts
from belonging.web.enrolment.queries.contacts import not_signed_in
from belonging.web.enrolment.services.contacts import Person, name_people, set_away
from belonging.web.enrolment.views import actor, next_step, page_or_post
from belonging.web.schools.models import School


@page_or_post
@for_school(Permission.SET_UP)
@recently_authenticated
def people(request: HttpRequest, school: School) -> HttpResponse:
    user = cast(User, request.user)
    named = contacts(school)
    out = not_signed_in(school, named)
    given = request.POST if request.method == "POST" else None
    form = PeopleForm(given, named=named, me=Person(user.name, user.email), out=out)
    if request.method == "POST" and form.is_valid():
        try:
            change = name_people(
                school=school, people=form.people(), **form.invitations(), actor=actor(request), now=timezone.now()
            )
            return next_step(request, school, thanks(contacts(school), change))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"school": school, "form": form, "rows": named_rows(school, named, out)}
    return render(request, "enrolment/people.html", context)


@page_or_post
@for_school(Permission.SET_UP)
def away(request: HttpRequest, school: School, kind: str) -> HttpResponse:
    named = contact(school, kind)
    if named is None:
        raise Http404
    form = AwayForm(
        request.POST if request.method == "POST" else None, initial={"first": named.away_from, "last": named.away_until}
    )
    if request.method == "POST" and form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        try:
            set_away(contact=named, first=first, last=last, actor=actor(request), now=timezone.now())
        except Refused as refusal:
            form.add_error("last", str(refusal))
        else:
            messages.success(request, f"The days of {named.name} are saved.")
            return redirect("enrolment:people", school=school.slug)
    return render(request, "enrolment/away.html", {"school": school, "contact": named, "form": form})
