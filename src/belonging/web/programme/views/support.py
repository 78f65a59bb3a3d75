"""The log of support: for a school's adviser, and for the programme's managers; shared notes for the school."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.access import for_programme, for_school, recently_authenticated
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.base.numbers import LARGEST_KEY, whole_number
from belonging.web.programme.forms.support import SupportForm
from belonging.web.programme.presenters.support import support_csv, support_view
from belonging.web.programme.queries import cohort_by_slug, cohorts_of, support_log
from belonging.web.programme.queries.people import names_of
from belonging.web.programme.queries.support import open_steps, support_note, support_notes
from belonging.web.programme.services import finish_step, log_support, reopen_step, share_note
from belonging.web.programme.views.asked import page_number
from belonging.web.schools.models import School
from belonging.web.schools.queries import school_by_slug

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Way:
    """The addresses under which a reader has the log: an adviser's in the school, a manager's in the programme."""

    log: str
    mark: str
    csv: str
    back: str
    back_words: str


@never_cache
@page_or_post
@for_school(Permission.WRITE_SUPPORT_LOG)
def log(request: HttpRequest, school: School) -> HttpResponse:
    return _log(request, school, _in_school(school))


@require_POST
@for_school(Permission.WRITE_SUPPORT_LOG)
def mark(request: HttpRequest, school: School) -> HttpResponse:
    return _mark(request, school, _in_school(school))


@never_cache
@require_safe
@for_school(Permission.WRITE_SUPPORT_LOG)
@recently_authenticated
def log_csv(_request: HttpRequest, school: School) -> HttpResponse:
    return _csv(support_csv(support_notes(school=school)), f"support-{school.slug}.csv")


@never_cache
@page_or_post
@for_programme(Permission.RUN_PROGRAMME)
def programme_log(request: HttpRequest, school: str) -> HttpResponse:
    found = _school(school)
    return _log(request, found, _in_programme(found))


@require_POST
@for_programme(Permission.RUN_PROGRAMME)
def programme_mark(request: HttpRequest, school: str) -> HttpResponse:
    found = _school(school)
    return _mark(request, found, _in_programme(found))


@never_cache
@require_safe
@for_programme(Permission.RUN_PROGRAMME)
@recently_authenticated
def programme_csv(_request: HttpRequest, cohort: str) -> HttpResponse:
    """Every contact of the cohort, for the funder."""
    found = cohort_by_slug(cohort)
    if found is None:
        raise Http404
    return _csv(support_csv(support_notes(cohort=found)), f"support-{found.slug}.csv")


@never_cache
@require_safe
@for_school(Permission.SET_UP)
def shared(request: HttpRequest, school: School) -> HttpResponse:
    """What the school's lead may read of it."""
    page = page_number(request)
    held = support_log(school, page=page, shared_only=True)
    names = names_of(note.by for note in held)
    shown = support_view(held, [], names, today=timezone.localdate())
    return render(request, "programme/support_shared.html", {"school": school, "page": shown})


def _log(request: HttpRequest, school: School, way: Way) -> HttpResponse:
    today = timezone.localdate()
    form = SupportForm(request.POST or None, cohorts=cohorts_of(school), today=today)
    if request.method == "POST" and form.is_valid():
        actor, now = str(request.user.pk), timezone.now()
        log_support(school=school, cohort=form.chosen, contact=form.contact, actor=actor, now=now)
        messages.success(request, "The contact is logged.")
        return redirect(way.log)
    held, steps = support_log(school, page=page_number(request)), open_steps(school)
    names = names_of(note.by for note in (*held, *steps))
    shown = support_view(held, steps, names, today=today)
    context = {"school": school, "form": form, "page": shown, "way": way}
    opened = form.is_bound or not held.object_list
    return render(request, "programme/support.html", context | {"open_form": opened})


def _mark(request: HttpRequest, school: School, way: Way) -> HttpResponse:
    """One note: its step done or open again, shown to the school or not."""
    number = whole_number(request.POST.get("note", ""), most=LARGEST_KEY)
    note = None if number is None else support_note(school, number)
    if note is None:
        raise Http404
    actor, now, act = str(request.user.pk), timezone.now(), request.POST.get("act", "")
    try:
        if act == "done":
            finish_step(note=note, actor=actor, now=now)
        elif act == "open":
            reopen_step(note=note, actor=actor, now=now)
        elif act in ("share", "unshare"):
            share_note(note=note, shared=act == "share", actor=actor, now=now)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect(way.log)


def _csv(content: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


def _in_school(school: School) -> Way:
    here = [school.slug]
    return Way(
        log=reverse("programme:support", args=here),
        mark=reverse("programme:support_mark", args=here),
        csv=reverse("programme:support_csv", args=here),
        back=reverse("home:school", args=here),
        back_words=school.name,
    )


def _in_programme(school: School) -> Way:
    here = [school.slug]
    return Way(
        log=reverse("programme:school_support", args=here),
        mark=reverse("programme:school_support_mark", args=here),
        csv="",
        back=reverse("home:programme"),
        back_words="Programme",
    )


def _school(slug: str) -> School:
    """A school that is or was in a cohort."""
    found = school_by_slug(slug)
    if found is None or not cohorts_of(found):
        raise Http404
    return found
