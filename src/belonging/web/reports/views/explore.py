"""Picking one released table, and the questions that lead to one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.reports.forms.explore import ExploreForm, picked
from belonging.web.reports.presenters.explore import choices_of, explored
from belonging.web.reports.queries.beside import programme_beside_school
from belonging.web.reports.rules.exploring import Shelf
from belonging.web.reports.views.school import opened
from belonging.web.schools.models import School


@require_safe
@for_school(Permission.READ_SCHOOL_REPORT)
def explore(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    """`?item=pupil:safe&by=send&wave=&of=school`, or `?ask=send`."""
    here = opened(request, school, cohort)
    together = programme_beside_school(here.cohort)
    shelf = Shelf(here.voices.findings, together.findings if together else {})
    offered = choices_of(shelf)
    asked = ExploreForm(request.GET, offered=offered)
    ask = request.GET.get("ask", "")
    shown, page = explored(here.voices, shelf, asked.selection, ask=ask, ways=here.ways)
    form = ExploreForm(picked(shown), offered=offered)
    return here.page(request, "school_explore", report=here.report(), form=form, page=page)
