"""The plan and its meetings for anybody's own calendar."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.roles import Permission
from belonging.web.actions.models import Action, Review
from belonging.web.actions.presenters.calendar_file import plan_calendar, review_calendar
from belonging.web.actions.queries.reviews import meeting_in
from belonging.web.actions.views.plan import found_cohort
from belonging.web.schools.models import School


@never_cache
@require_safe
@for_school(Permission.SEE_AUDIT)
def plan_file(_request: HttpRequest, school: School, cohort: str) -> HttpResponse:
    held = found_cohort(school, cohort)
    actions = Action.objects.filter(school=school, cohort=held).select_related("school", "cohort")
    reviews = Review.objects.filter(school=school, cohort=held).select_related("school", "cohort")
    return _file(plan_calendar(actions, reviews, now=timezone.now()), f"plan-{school.slug}")


@never_cache
@require_safe
@for_school(Permission.SEE_AUDIT)
def review_file(_request: HttpRequest, school: School, cohort: str, number: int) -> HttpResponse:
    found = meeting_in(school, cohort, number)
    if found is None:
        raise Http404
    return _file(review_calendar(found, now=timezone.now()), f"review-{found.pk}")


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )
