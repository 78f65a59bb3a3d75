"""The team's pages of resources: all of them, one to write or change, its history, what is used."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.audit.queries.editions import current_edition
from belonging.web.base.errors import Refused
from belonging.web.base.numbers import page_number, whole_number
from belonging.web.hub.errors import KeptElsewhere, NotAResource
from belonging.web.hub.forms.resources import ResourceForm, initial_of
from belonging.web.hub.models import Resource
from belonging.web.hub.presenters.body import body_of
from belonging.web.hub.presenters.editing import form_parts
from belonging.web.hub.presenters.resource import facts
from belonging.web.hub.presenters.team import history, schools_table, searches_table, team_page, use_table
from belonging.web.hub.queries.editing import all_resources
from belonging.web.hub.queries.resources import (
    any_named,
    collections_now,
    version_of,
    versions_of,
    words_in,
    words_of,
)
from belonging.web.hub.queries.saying import report_named, reports_open
from belonging.web.hub.queries.use import schools_using, unanswered_searches, use_by_schools, use_of_resources
from belonging.web.hub.services.resources import change_resource, draft_resource, publish, withdraw
from belonging.web.hub.services.saying import settle_report
from belonging.web.hub.services.starting import still_to_come
from belonging.web.surveys.views.uploads import in_memory_uploads

MOST_USED = 20
page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_programme(Permission.RUN_HUB)
def team(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    rows = all_resources(page_number(request.GET.get("page", "")), state)
    shown = team_page(rows, state=state, reports=reports_open(), collections=collections_now())
    return render(request, "hub/team.html", {"page": shown, "to_come": len(still_to_come())})


@in_memory_uploads
@page_or_post
@for_programme(Permission.RUN_HUB)
def add(request: HttpRequest) -> HttpResponse:
    form = _form(request, None)
    if request.method == "POST" and form.is_valid():
        try:
            words, file = form.words, form.checked_file
            made = draft_resource(words=words, file=file, actor=str(request.user.pk), now=timezone.now())
            return _kept(request, made)
        except Refused as refusal:
            _mend(form, refusal)
    shown = {"form": form, "parts": form_parts(form, current_edition()), "resource": None, "versions": ()}
    return render(request, "hub/edit.html", shown)


@in_memory_uploads
@page_or_post
@for_programme(Permission.RUN_HUB)
def edit(request: HttpRequest, resource: str) -> HttpResponse:
    found = _found(resource)
    if found.is_kept_elsewhere:
        return render(request, "hub/elsewhere.html", {"resource": found, "words": str(KeptElsewhere())})
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            return _kept(request, _changed(request, found, form))
        except Refused as refusal:
            _mend(form, refusal)
            found = _found(resource)
    past = history(versions_of(found), found)
    shown = {"form": form, "parts": form_parts(form, current_edition()), "resource": found, "versions": past}
    return render(request, "hub/edit.html", shown)


@require_safe
@for_programme(Permission.RUN_HUB)
def version(request: HttpRequest, resource: str, number: int) -> HttpResponse:
    found = _found(resource)
    past = version_of(found, number)
    if past is None:
        raise Http404
    words = words_in(past)
    shown = {"resource": found, "words": words, "body": body_of(words.body), "facts": facts(words, past.at)}
    return render(request, "hub/version.html", shown)


@require_POST
@for_programme(Permission.RUN_HUB)
def take_back(request: HttpRequest, resource: str) -> HttpResponse:
    found = _found(resource)
    try:
        withdraw(resource=found, actor=str(request.user.pk), now=timezone.now())
    except Refused:  # the page there says why
        return redirect("hub:edit", resource=found.slug)
    messages.success(request, "It is withdrawn: nobody but the team sees it.")
    return redirect("hub:edit", resource=found.slug)


@require_safe
@for_programme(Permission.RUN_HUB)
def use(request: HttpRequest) -> HttpResponse:
    shown = {
        "many": schools_using(),
        "resources": use_table(use_of_resources(MOST_USED)),
        "schools": schools_table(use_by_schools(MOST_USED)),
        "searches": searches_table(unanswered_searches()),
    }
    return render(request, "hub/use.html", shown)


@require_POST
@for_programme(Permission.RUN_HUB)
def settle(request: HttpRequest, report: int) -> HttpResponse:
    found = report_named(report)
    if found is None:
        messages.info(request, "Somebody has settled this already.")
        return redirect("hub:team")
    hide = request.POST.get("do") == "hide"
    settle_report(report=found, hide=hide, actor=str(request.user.pk), now=timezone.now())
    messages.success(request, "The note is hidden." if hide else "The note stays.")
    return redirect("hub:team")


def _form(request: HttpRequest, found: Resource | None) -> ResourceForm:
    """Whole where it is, or will be, published: a draft may lack what it will give."""
    whole = request.POST.get("as") == "publish" or (found is not None and found.is_published)
    had_file = found is not None and found.file_id is not None
    audit = current_edition()
    if request.method == "POST":
        return ResourceForm(request.POST, request.FILES, audit=audit, had_file=had_file, whole=whole)
    first = initial_of(words_of(found)) if found else None
    return ResourceForm(initial=first, audit=audit, had_file=had_file, whole=whole)


def _changed(request: HttpRequest, found: Resource, form: ResourceForm) -> Resource:
    """Raises Refused."""
    return change_resource(
        resource=found,
        words=form.words,
        file=form.checked_file,
        since=whole_number(request.POST.get("version", "")) or 0,
        actor=str(request.user.pk),
        now=timezone.now(),
    )


def _kept(request: HttpRequest, resource: Resource) -> HttpResponse:
    """Published too, where that was the button. Raises Refused."""
    if request.POST.get("as") == "publish" and not resource.is_published:
        publish(resource=resource, actor=str(request.user.pk), now=timezone.now())
        messages.success(request, "It is published: everybody of the hub can find it.")
        return redirect("hub:resource", resource=resource.slug)
    messages.success(request, "It is saved." if resource.is_published else "The draft is saved.")
    return redirect("hub:edit", resource=resource.slug)


def _mend(form: ResourceForm, refusal: Refused) -> None:
    field = refusal.field if isinstance(refusal, NotAResource) and refusal.field in form.fields else None
    form.add_error(field, str(refusal))


def _found(slug: str) -> Resource:
    found = any_named(slug)
    if found is None:
        raise Http404
    return found
