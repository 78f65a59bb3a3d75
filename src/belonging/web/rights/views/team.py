"""The team's way: who asks, what is held, a copy, a correction, an end."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from belonging.web.accounts.access import for_programme, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.complaints.models import Enquiry
from belonging.web.complaints.rules import read_reference, shown_reference
from belonging.web.rights.forms import CorrectForm, EraseForm, ProofForm, TakeInForm
from belonging.web.rights.presenters import held_table, request_tasks
from belonging.web.rights.queries import Adult, adult, held, request_of, requests, traces
from belonging.web.rights.services import correct_adult, erase_adult, note_copy, take_in
from belonging.web.rights.views.files import as_file

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
    """What is held, counted. The copy leaves on a POST that says how the team knows who asks."""
    enquiry, person = _asked(handle)
    form = ProofForm(request.POST or None)
    found, numbers = held(person), traces(person)
    if request.method == "POST" and form.is_valid():
        now, proof = timezone.now(), form.cleaned_data["proof"]
        actor = str(request.user.pk)
        note_copy(person=person, enquiry=enquiry, proof=proof, tables=len(found), actor=actor, now=now)
        return as_file(person, found, numbers, now)
    context = {"enquiry": enquiry, "form": form, "table": held_table(found, numbers), "has_account": person.user}
    return render(request, "rights/request.html", context | {"reference": shown_reference(enquiry.reference)})


@never_cache
@page_or_post
@for_programme(Permission.ANSWER_RIGHTS)
@recently_authenticated
def erase(request: HttpRequest, handle: str) -> HttpResponse:
    enquiry, person = _asked(handle)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proof, actor = form.cleaned_data["proof"], str(request.user.pk)
        try:
            erase_adult(person=person, enquiry=enquiry, proof=proof, actor=actor, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Erased. Now write to them what went and what stays, and close the request.")
            return redirect("complaints:enquiry", handle=handle)
    table = held_table(held(person), traces(person))
    return render(request, "rights/erase.html", {"enquiry": enquiry, "form": form, "table": table})


@never_cache
@page_or_post
@for_programme(Permission.ANSWER_RIGHTS)
@recently_authenticated
def correct(request: HttpRequest, handle: str) -> HttpResponse:
    enquiry, person = _asked(handle)
    if person.user is None:
        raise Http404
    form = CorrectForm(request.POST or None, initial={"name": person.user.name})
    if request.method == "POST" and form.is_valid():
        told, actor = form.cleaned_data, str(request.user.pk)
        correct_adult(
            user=person.user, name=told["name"], proof=told["proof"], enquiry=enquiry, actor=actor, now=timezone.now()
        )
        messages.success(request, "The name is put right. Now write to them, and close the request.")
        return redirect("complaints:enquiry", handle=handle)
    return render(request, "rights/correct.html", {"enquiry": enquiry, "form": form})


def _asked(handle: str) -> tuple[Enquiry, Adult]:
    enquiry = request_of(read_reference(handle))
    if enquiry is None:
        raise Http404
    return enquiry, adult(enquiry.email)
