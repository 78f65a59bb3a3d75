"""Doors that are broken on purpose: what the crawler is for. The view of each finds what another school owns."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.scope import programme_scope
from belonging.web.config import urls
from belonging.web.programme.models import SupportNote
from belonging.web.schools.models import School

BROKEN = {
    "broken:no_door": "lead | GET",
    "broken:no_scope": "lead | GET | number=note",
    "broken:writes_first": "lead | GET | number=note",
    "broken:says_more": "lead | GET | number=note",
}


@login_required
def no_door(_request: HttpRequest, school: str) -> HttpResponse:
    """Asks who is there, and not whether they belong here."""
    return HttpResponse(School.objects.get(slug=school).name)


@for_school(Permission.SET_UP)
def no_scope(_request: HttpRequest, school: School, number: int) -> HttpResponse:
    """By its number alone, in the scope of the whole programme."""
    with programme_scope(f"broken for {school.slug}"):
        return HttpResponse(SupportNote.objects.get(pk=number).what)


@for_school(Permission.SET_UP)
def writes_first(_request: HttpRequest, school: School, number: int) -> HttpResponse:
    """Not found, but changed."""
    with programme_scope(f"broken for {school.slug}"):
        SupportNote.objects.filter(pk=number).exclude(school=school).update(shared=False)
        if SupportNote.objects.get(pk=number).school_id == school.pk:
            return HttpResponse("Here.")
    raise Http404


@for_school(Permission.SET_UP)
def says_more(_request: HttpRequest, school: School, number: int) -> HttpResponse:
    """Not found, in words that say that it is there."""
    if SupportNote.objects.filter(school=school, pk=number).exists():
        return HttpResponse("Here.")
    return HttpResponse("This note is another school's.", status=404)


broken = (
    [
        path("schools/<slug:school>/broken/", no_door, name="no_door"),
        path("schools/<slug:school>/broken/<int:number>/scope/", no_scope, name="no_scope"),
        path("schools/<slug:school>/broken/<int:number>/writes/", writes_first, name="writes_first"),
        path("schools/<slug:school>/broken/<int:number>/says/", says_more, name="says_more"),
    ],
    "broken",
)
urlpatterns = [*urls.urlpatterns, path("", include(broken))]
