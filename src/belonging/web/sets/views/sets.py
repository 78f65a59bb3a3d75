"""A person's sets, the page of one, and erasing what was said there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.models import User
from belonging.web.sets.access import As, for_set, for_those_who_sit
from belonging.web.sets.forms.meetings import ForgetForm
from belonging.web.sets.models import Meeting, Member
from belonging.web.sets.presenters.sets import meeting_line, set_line, set_page, unclosed_line
from belonging.web.sets.presenters.words import long_day
from belonging.web.sets.queries.keeping import kept_until
from belonging.web.sets.queries.room import commitments_of
from belonging.web.sets.queries.sitting import Sitting, members_of, readable_meetings, sittings_of, unclosed_meetings
from belonging.web.sets.queries.times import answered_by
from belonging.web.sets.services.forgetting import erase_words, forget_notes

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_those_who_sit
def mine(request: HttpRequest) -> HttpResponse:
    """The only one leads straight there."""
    found = sittings_of(request.user) if isinstance(request.user, User) else []
    if len(found) == 1:
        return redirect("sets:set", set=found[0].learning_set.pk)
    now = timezone.now()
    lines = [set_line(each, readable_meetings(each), now) for each in found]
    return render(request, "sets/mine.html", {"lines": lines})


@require_safe
@for_set()
def set_(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    now, members = timezone.now(), members_of(sitting.learning_set)
    answered = answered_by(sitting.member) if sitting.member else frozenset()
    meetings = [(each, meeting_line(each, sitting, now, answered=each.pk in answered)) for each in _meetings(sitting)]
    meetings += [(each, unclosed_line(each, sitting, now)) for each in unclosed_meetings(sitting)]
    own = commitments_of(sitting.member) if sitting.member else []
    until = long_day(kept_until(sitting.learning_set.cohort))
    page = set_page(sitting, members, meetings, own, until)
    return render(request, "sets/set.html", {"page": page})


@page_or_post
@for_set(As.FACILITATOR)
def forget(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    form = ForgetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why, actor = form.cleaned_data["why"], str(sitting.user.pk)
        forget_notes(learning_set=sitting.learning_set, why=why, actor=actor, now=timezone.now())
        messages.success(request, "All notes of the set are erased. That it met stays.")
        return redirect("sets:set", set=sitting.learning_set.pk)
    return render(request, "sets/forget.html", {"learning_set": sitting.learning_set, "form": form})


@page_or_post
@for_set()
def erase(request: HttpRequest, sitting: Sitting, member: int) -> HttpResponse:
    """A member's own words, by the member; by the facilitator for one who asks."""
    whose = Member.objects.filter(pk=member, learning_set=sitting.learning_set).select_related("user").first()
    if whose is None or not (sitting.facilitates or whose == sitting.member):
        raise Http404
    if request.method == "POST":
        erase_words(member=whose, actor=str(sitting.user.pk), now=timezone.now())
        messages.success(request, "These words are erased.")
        return redirect("sets:set", set=sitting.learning_set.pk)
    return render(
        request, "sets/erase.html", {"learning_set": sitting.learning_set, "whose": whose, "sitting": sitting}
    )


def _meetings(sitting: Sitting) -> list[Meeting]:
    return list(readable_meetings(sitting).select_related("learning_set"))
