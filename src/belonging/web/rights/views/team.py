"""The team's way: who asks, what is held, a copy, a correction, an end."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.complaints.rules import shown_reference
from belonging.web.rights.forms import EraseForm, TakeInForm
from belonging.web.rights.presenters import held_table, request_tasks
from belonging.web.rights.queries import held, requests, traces
from belonging.web.rights.services import correct_adult, erase_adult, note_copy, take_in
from belonging.web.rights.views.files import as_file
from belonging.web.rights.views.pages import asked, request_page

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page_or_post
@for_programme(Permission.ANSWER_RIGHTS)
def team(request: HttpRequest) -> HttpResponse:
    form = TakeInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = take_in(email=told["email"], name=told["name"], text=told["text"], now=timezone.now())
        messages.success(request, f"On the list as {shown_reference(made.reference)}. A receipt is on its way.")
        return redirect("rights:request", handle=made.reference.lower())
    tasks = request_tasks(requests(), timezone.localdate())
    return render(request, "rights/team.html", {"tasks": tasks, "form": form})


@never_cache
@page_or_post
@for_programme(Permission.ANSWER_RIGHTS)
@recently_authenticated
def request_(request: HttpRequest, handle: str) -> HttpResponse:
    """What is held, counted. The copy leaves on a POST, once they have confirmed that they want it."""
    enquiry, person = asked(handle)
    if request.method == "POST":
        now, found, numbers = timezone.now(), held(person), traces(person)
        try:
            note_copy(enquiry=enquiry, tables=len(found), actor=str(request.user.pk), now=now)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("rights:request", handle=handle)
        return as_file(person, found, numbers, now, own=False)
    return request_page(request, enquiry, person)


@never_cache
@page_or_post
@for_programme(Permission.ANSWER_RIGHTS)
@recently_authenticated
def erase(request: HttpRequest, handle: str) -> HttpResponse:
    enquiry, person = asked(handle)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_adult(person=person, enquiry=enquiry, actor=str(request.user.pk), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Erased. Now write to them what went and what stays, and close the request.")
            return redirect("complaints:enquiry", handle=handle)
    table = held_table(held(person), traces(person), own=False)
    return render(request, "rights/erase.html", {"enquiry": enquiry, "form": form, "table": table, "person": person})


@never_cache
@require_POST
@for_programme(Permission.ANSWER_RIGHTS)
@recently_authenticated
def correct(request: HttpRequest, handle: str) -> HttpResponse:
    enquiry, person = asked(handle)
    if person.user is None:
        raise Http404
    try:
        name = correct_adult(user=person.user, enquiry=enquiry, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("rights:request", handle=handle)
    messages.success(request, f"The name is {name} now. Write to them, and close the request.")
    return redirect("complaints:enquiry", handle=handle)
