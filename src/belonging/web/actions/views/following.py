"""What came of a plan's actions, and the plan as files for governors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.actions.presenters.governors import PlanDocument, PlanRead, plan_document
from belonging.web.actions.presenters.outcomes import outcomes_page
from belonging.web.actions.presenters.printed import plan_pdf
from belonging.web.actions.presenters.word import WORD_TYPE, plan_docx
from belonging.web.actions.queries.following import grounds_by_action
from belonging.web.actions.queries.outcomes import outcomes_of
from belonging.web.actions.queries.plan import actions_of, counts_of
from belonging.web.actions.queries.reviews import next_meeting
from belonging.web.actions.views.plan import found_cohort, framed_plan
from belonging.web.audit.queries.voices import voices_of
from belonging.web.programme.models import Cohort
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of


@require_safe
@for_school(Permission.SEE_AUDIT)
def outcomes(request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    held = found_cohort(school, cohort)
    framed = framed_plan(request, school, held)
    actions, voices = actions_of(school, held), voices_of(school, held)
    page = outcomes_page(actions, outcomes_of(actions, voices), voices)
    return render(request, "actions/outcomes.html", framed | {"page": page})


@never_cache
@require_safe
@for_school(Permission.SEE_AUDIT)
def plan_word(_request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    now = timezone.now()
    return _file(plan_docx(_document(school, found_cohort(school, cohort)), now=now), WORD_TYPE, school, "docx")


@never_cache
@require_safe
@for_school(Permission.SEE_AUDIT)
def plan_print(_request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    made = plan_pdf(_document(school, found_cohort(school, cohort)), now=timezone.now())
    return _file(made.pdf, "application/pdf", school, "pdf")


def _document(school: School, cohort: Cohort) -> PlanDocument:
    now = timezone.now()
    actions, voices = actions_of(school, cohort), voices_of(school, cohort)
    read = PlanRead(
        school=school.name,
        cohort=cohort.name,
        actions=actions,
        counts=counts_of(actions, school, timezone.localdate(now)),
        outcomes=outcomes_of(actions, voices),
        grounds=grounds_by_action(school, cohort),
        voices=voices,
        meeting=next_meeting(school, cohort, now),
        school_days=calendar_of(school).school_days_between,
    )
    return plan_document(read, now=now)


def _file(content: bytes, content_type: str, school: School, kind: str) -> HttpResponse:
    named = {"Content-Disposition": f'attachment; filename="plan-{school.slug}.{kind}"'}
    return HttpResponse(content, content_type=content_type, headers=named)
