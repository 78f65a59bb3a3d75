"""What came of a plan's actions, and the plan as files for governors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.actions.presenters.outcomes import outcomes_page
from belonging.web.actions.queries.outcomes import outcomes_of
from belonging.web.actions.queries.plan import actions_of
from belonging.web.actions.views.plan import found_cohort
from belonging.web.audit.queries.voices import voices_of
from belonging.web.schools.models import School


@require_safe
@for_school(Permission.SEE_AUDIT)
def outcomes(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    held = found_cohort(school, cohort)
    actions, voices = actions_of(school, held), voices_of(school, held)
    page = outcomes_page(actions, outcomes_of(actions, voices), voices)
    return render(request, "actions/outcomes.html", {"school": school, "cohort": held, "page": page})
