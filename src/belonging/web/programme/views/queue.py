"""The team's queue of interested schools. A refused act comes back as a sentence on the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.programme.forms.queue import LETTER, CohortChoiceForm, DeclineForm, FilterForm, NoteForm, SelectForm
from belonging.web.programme.models import Arm, Interest
from belonging.web.programme.presenters.queue import interest_view, offered, queue_view, twin_links
from belonging.web.programme.queries import (
    cohorts,
    interest_by_reference,
    interest_counts,
    interest_queue,
    places_taken,
)
from belonging.web.programme.queries.interest import QueueFilter, notes_of
from belonging.web.programme.queries.people import names_of
from belonging.web.programme.queries.twins import twins_of
from belonging.web.programme.services import (
    add_note,
    decline_interest,
    forget_interest,
    put_back,
    put_on_waiting_list,
)
from belonging.web.programme.services.selection import Lead, Offer, select_interest, take_back
from belonging.web.programme.views.asked import page_number, said

page_or_post = require_http_methods(["GET", "HEAD", "POST"])
door = for_programme(Permission.RUN_PROGRAMME)


@never_cache
@require_safe
@door
def queue(request: HttpRequest) -> HttpResponse:
    kept = {name: said(request, name) for name in ("state", "authority", "setting", "words")}
    found = interest_queue(QueueFilter(**kept), page=page_number(request))
    shown = queue_view(found, counts=interest_counts(), kept=kept)
    form = FilterForm(initial=kept, authorities=found.authorities)
    return render(request, "programme/queue.html", {"page": shown, "form": form, "filtered": any(kept.values())})


@never_cache
@page_or_post
@door
def one(request: HttpRequest, reference: str) -> HttpResponse:
    found = _found(reference)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_note(interest=found, text=form.cleaned_data["text"], actor=_actor(request), now=timezone.now())
        messages.success(request, "The note is kept.")
        return _back(found)
    notes = notes_of(found)
    shown = interest_view(found, notes, names_of(note.by for note in notes))
    context = {"interest": found, "page": shown, "form": form, "twins": twin_links(twins_of(found))}
    return render(request, "programme/interest_one.html", context)


@page_or_post
@door
def select(request: HttpRequest, reference: str) -> HttpResponse:
    found = _found(reference)
    wrote = {"lead_name": found.contact_name, "lead_email": found.contact_email}
    offers = offered(cohorts(), places_taken())
    form = SelectForm(request.POST or None, cohorts=offers, arms=True, initial=wrote)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        place = Offer(form.chosen, Arm(given["arm"]), Lead(given["lead_name"], given["lead_email"]))
        return _acted(
            request,
            found,
            lambda now: select_interest(interest=found, offer=place, actor=_actor(request), now=now),
            f"{found.school_name} has a place in {form.chosen.name}. {place.lead.name} is invited by e-mail.",
        )
    context = {"interest": found, "form": form, "twins": twin_links(twins_of(found))}
    return render(request, "programme/interest_select.html", context)


@page_or_post
@door
def wait(request: HttpRequest, reference: str) -> HttpResponse:
    found = _found(reference)
    form = CohortChoiceForm(request.POST or None, cohorts=offered(cohorts(), places_taken()), arms=False)
    if request.method == "POST" and form.is_valid():
        return _acted(
            request,
            found,
            lambda now: put_on_waiting_list(interest=found, cohort=form.chosen, actor=_actor(request), now=now),
            f"{found.school_name} is on the waiting list. No mail was sent.",
        )
    return render(request, "programme/interest_wait.html", {"interest": found, "form": form})


@page_or_post
@door
def decline(request: HttpRequest, reference: str) -> HttpResponse:
    """First the letter, then how it will look, then it goes."""
    found = _found(reference)
    letter = LETTER.format(name=found.contact_name, school=found.school_name)
    form = DeclineForm(request.POST or None, initial={"letter": letter})
    ready = request.method == "POST" and form.is_valid()
    if ready and request.POST.get("step") == "send":
        return _acted(
            request,
            found,
            lambda now: decline_interest(
                interest=found, letter=form.cleaned_data["letter"], actor=_actor(request), now=now
            ),
            f"The letter to {found.contact_name} is on its way.",
        )
    lines = form.cleaned_data["letter"].splitlines() if ready and request.POST.get("step") == "preview" else []
    return render(request, "programme/interest_decline.html", {"interest": found, "form": form, "lines": lines})


@page_or_post
@door
def put_back_(request: HttpRequest, reference: str) -> HttpResponse:
    found = _found(reference)
    if request.method == "POST":
        return _acted(
            request,
            found,
            lambda now: put_back(interest=found, actor=_actor(request), now=now),
            f"{found.school_name} is new in the queue again.",
        )
    return render(request, "programme/interest_put_back.html", {"interest": found})


@page_or_post
@door
def take_back_(request: HttpRequest, reference: str) -> HttpResponse:
    found = _found(reference)
    if request.method == "POST":
        return _acted(
            request,
            found,
            lambda now: take_back(interest=found, actor=_actor(request), now=now),
            f"The place is taken back, and {found.school_name} is new in the queue again.",
        )
    if found.cohort is None:
        messages.warning(request, f"{found.school_name} has no place that could be taken back.")
        return redirect("programme:interest_one", reference=reference)
    return render(request, "programme/interest_take_back.html", {"interest": found})


@page_or_post
@door
def forget(request: HttpRequest, reference: str) -> HttpResponse:
    found = _found(reference)
    if request.method == "POST":
        return _acted(
            request,
            found,
            lambda now: forget_interest(interest=found, actor=_actor(request), now=now),
            "Who wrote, and the notes, are erased.",
        )
    return render(request, "programme/interest_forget.html", {"interest": found})


def _acted(request: HttpRequest, found: Interest, act: Callable[[datetime], object], done: str) -> HttpResponse:
    try:
        act(timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return _back(found)


def _found(reference: str) -> Interest:
    found = interest_by_reference(reference)
    if found is None:
        raise Http404
    return found


def _back(found: Interest) -> HttpResponse:
    return redirect("programme:interest_one", reference=found.reference)


def _actor(request: HttpRequest) -> str:
    return str(request.user.pk)
