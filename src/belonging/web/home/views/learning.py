"""Where a person learns and shares."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_anyone_with
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.home.presenters.learning import opened_shelf, shelves
from belonging.web.home.queries.landing import work_of
from belonging.web.home.queries.learning import ahead_of
from belonging.web.reports.queries.openings import opened_to_staff


@never_cache
@require_safe
@for_anyone_with(Permission.USE_HUB)
def learning(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    work = work_of(user)
    opened = opened_to_staff([school.pk for school in work.schools_with(Permission.READ_OPENED_REPORT)])
    shown = [*opened_shelf(opened), *shelves(work, ahead_of(user, timezone.now()))]
    return render(request, "home/learning.html", {"shelves": shown})
