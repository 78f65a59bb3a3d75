"""What staff, governors, pupils and families read. The address is the permission; staff with an account sign in too."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.base.scope import school_scope
from belonging.web.programme.models import Cohort
from belonging.web.reports.models import Opening, Reader
from belonging.web.reports.presenters.openings.colleagues import governors_page, staff_page
from belonging.web.reports.presenters.openings.families import families_page
from belonging.web.reports.presenters.openings.pupils import AGE, pupils_page
from belonging.web.reports.presenters.openings.read import Read
from belonging.web.reports.queries import slips_given
from belonging.web.reports.queries.openings import (
    notes_for_staff,
    opening_at,
    openings_of,
    said_and_done,
    voices_read,
    who_to_ask,
)
from belonging.web.reports.views.reports import cohort_of
from belonging.web.schools.models import School

GONE = 410
PAGES = {
    Reader.STAFF.value: staff_page,
    Reader.GOVERNORS.value: governors_page,
    Reader.PUPILS.value: pupils_page,
    Reader.FAMILIES.value: families_page,
}


@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    opening = opening_at(token)
    if opening is None:
        raise Http404
    if opening.ended_at is not None:
        return _unlisted(render(request, "reports/opened/closed.html", status=GONE))
    with school_scope(opening.school_id):
        return _unlisted(shown(request, opening, {"is_inside": False}))


@require_safe
@for_school(Permission.READ_OPENED_REPORT)
def staff(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """The staff's page as a colleague with an account has it: with the way back to their own pages."""
    opening = openings_of(school, cohort_of(school, cohort)).get(Reader.STAFF)
    if opening is None:
        raise Http404
    return _unlisted(shown(request, opening, {"is_inside": True}))


def shown(request: HttpRequest, opening: Opening, more: dict[str, object]) -> HttpResponse:
    """In the school's scope. `opening` may be one that is not stored: a preview."""
    read = read_for(opening.school, opening.cohort, opening, age=request.GET.get(AGE, ""))
    context = {"page": PAGES[opening.reader](read), "preview": None, "is_inside": False, **more}
    return render(request, f"reports/opened/{opening.reader}.html", context)


def read_for(school: School, cohort: Cohort, opening: Opening, *, age: str = "") -> Read:
    voices = voices_read(school, cohort, opening.releases)
    if voices is None:
        raise Http404
    for_colleagues = opening.reader in (Reader.STAFF, Reader.GOVERNORS)
    notes = notes_for_staff(school, cohort) if for_colleagues else {}
    roles, email = who_to_ask(school, cohort) if opening.reader == Reader.FAMILIES else (frozenset[str](), "")
    out, slips = said_and_done(school, cohort), slips_given(school, cohort)
    return Read(school, cohort, voices, opening.words, out, notes, age=age, roles=roles, lead_email=email, slips=slips)


def _unlisted(response: HttpResponse) -> HttpResponse:
    """In no search engine and in nobody's cache, and asked for anew each time: what was closed is gone."""
    response["X-Robots-Tag"], response["Cache-Control"] = "noindex", "private, no-cache"
    return response
