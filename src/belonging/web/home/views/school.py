"""A school's home."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.home.presenters.improving import improving_tasks, improving_todos
from belonging.web.home.presenters.learning import school_shelf, survey_task
from belonging.web.home.presenters.owed import owed_todos
from belonging.web.home.presenters.school import school_home
from belonging.web.home.presenters.school_links import comment_links, school_links
from belonging.web.home.presenters.set_up import set_up_todos
from belonging.web.home.queries import left_cohorts, school_rounds
from belonging.web.home.queries.improving_school import improving_in
from belonging.web.home.queries.set_up import permissions_in, school_set_up
from belonging.web.home.queries.waiting import owed_at
from belonging.web.reports.presenters.openings.addresses import staff_links
from belonging.web.reports.queries.openings import opened_to_staff
from belonging.web.schools.models import School
from belonging.web.surveys.services.leads import lead_link
from belonging.web.ui.components import Link, Task


@never_cache
@require_safe
@for_school(Permission.SEE_SCHOOL)
def school(request: HttpRequest, school: School) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    may = permissions_in(cast(User, request.user), school)
    sights = school_rounds(school)
    found = school_set_up(school, today=today, sights=sights)
    improving = improving_in(school, today) if Permission.SEE_AUDIT in may else None
    ahead = set_up_todos(school=school, found=found, may=may, today=today) if found else []
    setting_up = bool(ahead)
    if improving:
        name = cast(User, request.user).name
        ahead = [*ahead, *improving_todos(school, improving, may, name=name, today=today)]
    ahead = [*ahead, *owed_todos(school, owed_at(cast(User, request.user), {school: frozenset(may)}).get(school.pk))]
    seen = sights if Permission.SEE_RESPONSE_RATES in may else []
    left, may_run = left_cohorts(school), Permission.RUN_ROUNDS in may
    home = school_home(school=school, sights=seen, may_run=may_run, now=now, ahead=ahead, left=left)
    context = {"school": school, "home": home, "left": left, "found": found}
    context["sees_questionnaires"] = Permission.SEE_RESPONSE_RATES in may
    context["improving"] = improving_tasks(school, improving, may) if improving else []
    shelf = school_shelf(school, may)
    # Somebody who is setting up has enough to read: what comes later is a link.
    context["learning"] = [*_survey(school, may), *([] if setting_up else shelf)]
    later = [Link(task.title, task.href) for task in shelf] if setting_up else []
    opened = opened_to_staff([school.pk]) if Permission.READ_OPENED_REPORT in may else []
    others = [*comment_links(school, sights, may), *later, *school_links(school, may)]
    context["links"] = [*staff_links(opened), *others]
    return render(request, "home/school.html", context)


def _survey(school: School, may: Collection[Permission]) -> list[Task]:
    link = lead_link(school) if Permission.SIT_IN_SET in may else None
    return [survey_task(link[1], link[0].closes_at)] if link else []
