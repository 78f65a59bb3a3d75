"""The programme's home, and how many have answered in a cohort."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.models import User
from belonging.web.accounts.roles import Permission
from belonging.web.base.numbers import page_number
from belonging.web.complaints.queries import load_on
from belonging.web.findings.queries.amendments import amendments_to_decide
from belonging.web.home.presenters.programme import Reader, cohort_home
from belonging.web.home.presenters.team import TASKS, CohortFacts, Waiting, cohort_card, team_places, team_tasks
from belonging.web.home.queries import cohort_schools, programme_releases
from belonging.web.home.queries.landing import work_of
from belonging.web.home.queries.parties import cohorts_with_parties
from belonging.web.home.queries.standings import Wanted, listed_schools, totals_by_cohort
from belonging.web.home.queries.waiting import owed_by_team
from belonging.web.imports.queries import brought_cohorts
from belonging.web.notices.queries import mail_counts
from belonging.web.packs.queries.packs import waiting_for
from belonging.web.programme.queries import cohort_by_slug, cohorts, interest_counts
from belonging.web.safeguarding.queries.calls import calls_with_the_team
from belonging.web.safeguarding.queries.glass import waiting_for_second


@never_cache
@require_safe
@for_programme(Permission.SEE_COHORTS)
def programme(request: HttpRequest) -> HttpResponse:
    granted = work_of(cast(User, request.user)).in_programme
    released = programme_releases()
    past = set(brought_cohorts())
    every = [each for each in cohorts() if each.pk not in past]
    totals = totals_by_cohort(every)
    signed_for = cohorts_with_parties()
    cards = [
        cohort_card(each, CohortFacts(totals[each.pk], each.slug in released, each.pk in signed_for), granted)
        for each in sorted(every, key=lambda cohort: cohort.slug not in released)
    ]
    # Whoever has no such task reads nothing of them: an evaluator's database role could not.
    tasks = team_tasks(_waiting(str(request.user.pk)), granted) if TASKS & set(granted) else []
    shown = {"cohorts": cards, "tasks": tasks, "places": team_places(granted)}
    return render(request, "home/programme.html", {**shown, "has_names": Permission.SEE_PROGRAMME in granted})


def _waiting(user: str) -> Waiting:
    return Waiting(
        interest_new=interest_counts()["new"],
        complaints=load_on(timezone.localdate()),
        mails=mail_counts(),
        calls=len(calls_with_the_team()),
        owed=owed_by_team(),
        glass=waiting_for_second(user, timezone.now()),
        packs=waiting_for(user),
        amendments=amendments_to_decide(),
    )


@never_cache
@require_safe
@for_programme(Permission.SEE_COHORTS)
def answers(request: HttpRequest, cohort: str) -> HttpResponse:
    found = cohort_by_slug(cohort)
    if found is None:
        raise Http404
    work = work_of(cast(User, request.user))
    by_name = Permission.SEE_PROGRAMME in work.in_programme
    own = frozenset(school.slug for school in work.schools_with(Permission.SEE_SCHOOL))
    page = page_number(request.GET.get("page", ""))
    listed = listed_schools(found, Wanted(page=page), by_name=by_name)
    schools = cohort_schools(found, [row.school_id for row in listed.rows])
    pages = {
        "page": listed.page,
        "pages": listed.pages,
        "before": listed.page - 1,
        "after": listed.page + 1 if listed.page < listed.pages else 0,
    }
    home = cohort_home(found, schools, Reader(by_name=by_name, own=own))
    return render(request, "home/cohort_answers.html", {"home": home, **pages})
