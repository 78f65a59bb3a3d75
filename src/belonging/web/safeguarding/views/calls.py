"""A school's calls, for those who can take them up; and for the programme's team, that some wait."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.safeguarding.access import for_calls
from belonging.web.safeguarding.forms.calls import OutcomeForm
from belonging.web.safeguarding.models import Call
from belonging.web.safeguarding.presenters import calls as present
from belonging.web.safeguarding.queries.calls import (
    calls_with_the_team,
    names_of,
    readable_call,
    readable_calls,
    year_count,
)
from belonging.web.safeguarding.queries.people import keepers_without_account
from belonging.web.safeguarding.rules.standing import Standing
from belonging.web.safeguarding.services.calls import close_call, take_up
from belonging.web.safeguarding.services.subjects import note_subjects
from belonging.web.schools.models import School
from belonging.web.schools.queries import calendar_of


@never_cache
@require_safe
@for_calls
def calls(request: HttpRequest, school: School, who: Standing) -> HttpResponse:
    note_subjects(school=school, now=timezone.now())
    found = readable_calls(school, who)
    shown = present.cards(found, _sight(request, school, found))
    context = {
        "school": school,
        "cards": shown,
        "waiting": sum(card.state == "waiting" for card in shown),
        "unready": present.without_account(keepers_without_account(school)),
        "year": present.year_sentence(year_count(school, who, timezone.now())),
    }
    return render(request, "safeguarding/calls.html", context)


@for_calls
@require_POST
def take(request: HttpRequest, school: School, who: Standing, handle: str) -> HttpResponse:
    call = _found(school, who, handle)
    try:
        take_up(call=call, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "You have this now. Nobody else is asked.")
    # To the card itself, which names it: a name in a message would lie in a cookie.
    return redirect(f"{reverse('safeguarding:calls', args=[school.slug])}#call-{call.key}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_calls
def close(request: HttpRequest, school: School, who: Standing, handle: str) -> HttpResponse:
    call = _found(school, who, handle)
    form = OutcomeForm(request.POST if request.method == "POST" else None, origin=call.origin)
    if request.method != "POST" or not form.is_valid():
        (card,) = present.cards([call], _sight(request, school, [call]))
        return render(request, "safeguarding/call_close.html", {"school": school, "card": card, "form": form})
    try:
        close_call(call=call, outcome=form.ended, actor=str(request.user.pk), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Closed. What was typed is erased here 30 days after you took it up.")
    return redirect("safeguarding:calls", school=school.slug)


@never_cache
@require_safe
@for_programme(Permission.RUN_PROGRAMME)
def waiting(request: HttpRequest) -> HttpResponse:
    found = present.waiting_table(calls_with_the_team())
    may_break = may_in_programme(request.user, Permission.BREAK_GLASS)
    return render(request, "safeguarding/waiting.html", {"table": found, "may_break": may_break})


def _sight(request: HttpRequest, school: School, calls: Iterable[Call]) -> present.Sight:
    names = names_of(call.acknowledged_by for call in calls)
    return present.Sight(str(request.user.pk), names, calendar_of(school), timezone.now())


def _found(school: School, who: Standing, key: str) -> Call:
    note_subjects(school=school, now=timezone.now())
    call = readable_call(school, who, key)
    if call is None:
        raise Http404
    return call
