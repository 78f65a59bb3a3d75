"""The hub as its readers see it: its first page, searching, one resource, a file, a collection."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_anyone_with
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.audit.queries.editions import current_edition
from belonging.web.base.scope import school_scope
from belonging.web.files.rules.kinds import CONTENT_TYPES, Kind
from belonging.web.hub.models import Resource, UseKind
from belonging.web.hub.presenters.cards import cards
from belonging.web.hub.presenters.home import home_page, shelves
from belonging.web.hub.presenters.resource import file_name, resource_page
from belonging.web.hub.presenters.searching import search_page
from belonging.web.hub.queries.for_school import Suggested, for_school
from belonging.web.hub.queries.readers import own_schools, reading_for, runs_hub, sees_findings
from belonging.web.hub.queries.resources import (
    collection_named,
    collections_now,
    file_of,
    newest,
    published,
    resource_named,
    withdrawn_named,
)
from belonging.web.hub.queries.saying import notes_of, own_note, verdicts_of
from belonging.web.hub.queries.searching import results
from belonging.web.hub.rules.asking import Asking
from belonging.web.hub.services.use import note_unanswered, note_use
from belonging.web.schools.models import School

CHOSEN = "hub_school"
NEWEST = 8
"""Some of which are suggested above, and not shown twice."""
GONE = 410
SEALED_OFF = "sandbox; default-src 'none'"
"""The policy of a file: should a browser show it after all, nothing in it runs or is fetched."""


@require_safe
@for_anyone_with(Permission.USE_HUB)
def home(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    schools = own_schools(user)
    school = reading_for(schools, request.session.get(CHOSEN, ""))
    page = home_page(
        total=published().count(),
        school=school,
        schools=schools,
        suggested=_suggested(user, school),
        collections=collections_now(),
        newest=newest(NEWEST),
    )
    return render(request, "hub/home.html", {"page": page, "runs": runs_hub(user), "school": school})


@require_safe
@for_anyone_with(Permission.USE_HUB)
def search(request: HttpRequest) -> HttpResponse:
    asking = Asking.of(request.GET, current_edition())
    found = results(asking.text, filters=asking.filters, page=asking.page)
    if asking.text and not asking.filters and (found.meant or not found.total):
        note_unanswered(text=asking.text, now=timezone.now())
    shown = {"page": search_page(asking, found), "shelves": () if found.total else shelves(collections_now())}
    return render(request, "hub/search.html", shown)


@require_safe
@for_anyone_with(Permission.USE_HUB)
def resource(request: HttpRequest, resource: str) -> HttpResponse:
    found = resource_named(resource)
    if found is None:
        return not_there(request, resource)
    user = reader(request)
    used(request, found, UseKind.OPENED)
    page = resource_page(
        found,
        file=file_of(found),
        verdicts=verdicts_of(found, user),
        notes=notes_of(found),
        reader=user,
        audit=current_edition(),
    )
    return render(request, "hub/resource.html", {"page": page, "runs": runs_hub(user)})


@require_safe
@for_anyone_with(Permission.USE_HUB)
def file(request: HttpRequest, resource: str) -> HttpResponse:
    """To be saved, never shown in the page's place."""
    found = resource_named(resource)
    if found is None:
        return not_there(request, resource)
    kept = file_of(found)
    if kept is None:
        raise Http404
    used(request, found, UseKind.DOWNLOADED)
    headers = {
        "Content-Disposition": content_disposition_header(True, file_name(found, kept.kind)) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SEALED_OFF,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(bytes(kept.content), content_type=CONTENT_TYPES[Kind(kept.kind)], headers=headers)


@require_safe
@for_anyone_with(Permission.USE_HUB)
def collection(request: HttpRequest, collection: str) -> HttpResponse:
    found = collection_named(collection)
    if found is None:
        raise Http404
    shown = cards(entry.resource for entry in found.entries.all() if entry.resource.is_published)
    return render(request, "hub/collection.html", {"collection": found, "cards": shown})


@require_POST
@for_anyone_with(Permission.USE_HUB)
def choose(request: HttpRequest) -> HttpResponse:
    """For which of their schools somebody reads, until they sign out."""
    chosen = request.POST.get("school", "")
    if any(school.slug == chosen for school in own_schools(reader(request))):
        request.session[CHOSEN] = chosen
    return redirect("hub:home")


def reader(request: HttpRequest) -> User:
    return cast(User, request.user)


def not_there(request: HttpRequest, slug: str) -> HttpResponse:
    """What was withdrawn is said to be, with what the reader wrote of it; the rest is a 404."""
    found = withdrawn_named(slug)
    if found is None:
        raise Http404
    typed = [words for name in ("what", "with_whom", "how_it_went") if (words := request.POST.get(name, "").strip())]
    shown = {"resource": found, "own": own_note(found, reader(request)), "typed": typed}
    return render(request, "hub/gone.html", shown, status=GONE)


def school_read_for(request: HttpRequest) -> School | None:
    return reading_for(own_schools(reader(request)), request.session.get(CHOSEN, ""))


def used(request: HttpRequest, found: Resource, kind: UseKind) -> None:
    """By somebody of a school: the team's and the advisers' reading is not counted."""
    school = school_read_for(request)
    if school is not None and request.method != "HEAD":
        note_use(school=school, resource=found, kind=kind, now=timezone.now())


def _suggested(user: User, school: School | None) -> list[Suggested] | None:
    if school is None or not sees_findings(user, school):
        return None
    with school_scope(school.pk):
        return for_school(school)
