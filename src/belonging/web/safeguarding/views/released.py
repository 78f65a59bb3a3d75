"""Comments that were released: to a school's leaders after sealing, and to the programme's team."""

from __future__ import annotations

from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from belonging.web.accounts.access import for_programme, for_school
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.safeguarding.presenters import comments as present
from belonging.web.safeguarding.queries.comments import (
    comments_for_programme,
    comments_for_school,
    kept_from_school,
    unread_for_school,
)
from belonging.web.safeguarding.queries.glass import glass_of_round
from belonging.web.safeguarding.rules.standing import Somebody
from belonging.web.schools.models import School
from belonging.web.surveys.models import State
from belonging.web.surveys.presenters.rounds import round_title
from belonging.web.surveys.queries import round_in_school
from belonging.web.surveys.rules.comments import school_reads

PER_PAGE = 50
AUDIENCES = {"parent": "Parents and carers", "staff": "Staff"}


@never_cache
@require_safe
@for_school(Permission.READ_COMMENTS)
def of_round(request: HttpRequest, school: School, handle: str) -> HttpResponse:
    found = round_in_school(school, handle)
    if found is None:
        raise Http404
    user = cast(User, request.user)
    enough = school_reads(answered=found.sealed_rows)
    context = {
        "school": school,
        "round": found,
        "title": round_title(found),
        "sealed": found.state == State.SEALED,
        "enough": enough,
        "groups": present.grouped(found, comments_for_school(found)),
        "kept": present.kept_sentence(kept_from_school(found)) if enough else "",
        "unread": enough and unread_for_school(found),
        "glass": glass_of_round(found, Somebody(user.email, str(user.pk)), timezone.localdate()),
    }
    return render(request, "safeguarding/round_comments.html", context)


@never_cache
@require_safe
@for_programme(Permission.SEE_PROGRAMME)
def of_programme(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("from", "")
    audiences = [wanted] if wanted in AUDIENCES else list(AUDIENCES)
    page = Paginator(comments_for_programme(audiences), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "comments": present.with_questions(list(page)),
        "wanted": wanted if wanted in AUDIENCES else "",
        "audiences": AUDIENCES,
        "may_break": may_in_programme(request.user, Permission.BREAK_GLASS),
    }
    return render(request, "safeguarding/released.html", context)
