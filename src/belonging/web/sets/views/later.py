"""Commitments changed and told, and a member's own reflection, which may become an action of their plan."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from belonging.web.actions.rules.sources import sign_ground
from belonging.web.base.errors import Refused
from belonging.web.sets.access import As, for_set
from belonging.web.sets.errors import ChangedMeanwhile
from belonging.web.sets.forms.notes import CommitmentForm, OutcomeForm, ReflectionForm
from belonging.web.sets.forms.plan import ReasonForm
from belonging.web.sets.models import Commitment, Meeting, Reflection, State, Step
from belonging.web.sets.presenters.said import words_of
from belonging.web.sets.queries.room import returning_to
from belonging.web.sets.queries.sitting import Sitting, members_of
from belonging.web.sets.rules.times import has_begun
from belonging.web.sets.services.notes import Saying, change_commitment, keep_reflection, tell_outcome
from belonging.web.sets.views.meetings import found_meeting
from belonging.web.sets.views.notes import back_to, known_words, may_change
from belonging.web.sets.views.sets import page_or_post


@page_or_post
@for_set()
def commitment(request: HttpRequest, sitting: Sitting, number: int, note: int) -> HttpResponse:
    found = found_meeting(sitting, number)
    open_ = Commitment.objects.filter(meeting=found, came="", at__gte=sitting.since)
    held = _own(sitting, open_.filter(pk=note).first())
    typed, theirs = request.POST.copy() or None, None
    initial = {"what": held.what, "by_on": held.by_on, "revision": held.revision}
    form = CommitmentForm(typed, initial=initial, known=known_words(sitting, members_of(sitting.learning_set)))
    if typed is not None and form.is_valid():
        said = {"what": form.cleaned_data["what"], "by_on": form.cleaned_data["by_on"]}
        try:
            actor, now = str(sitting.user.pk), timezone.now()
            change_commitment(commitment=held, revision=form.begun_from, **said, actor=actor, now=now)
        except ChangedMeanwhile as refusal:
            theirs = words_of(refusal.theirs)
            typed["revision"] = str(refusal.theirs.revision if refusal.theirs else 0)
            form.add_error("what", str(refusal))
        except Refused as refusal:
            form.add_error("what", str(refusal))
        else:
            return back_to(found, Step.COMMITMENTS)
    remove = reverse("sets:remove", args=[found.learning_set_id, number, "commitment", note])
    shown = {"learning_set": sitting.learning_set, "meeting": found, "title": "A commitment", "form": form}
    return render(request, "sets/note.html", shown | {"theirs": theirs, "remove": remove})


@page_or_post
@for_set()
def outcome(request: HttpRequest, sitting: Sitting, number: int, note: int) -> HttpResponse:
    """What came of a commitment of an earlier meeting, told at this one."""
    found = found_meeting(sitting, number)
    held = _own(sitting, returning_to(found, sitting).filter(pk=note).first())
    typed, theirs = request.POST.copy() or None, None
    form = _outcome_form(sitting, found, held, typed)
    if typed is not None and form.is_valid():
        by = Saying(meeting=found, member=held.member, revision=form.begun_from)
        try:
            actor, now = str(sitting.user.pk), timezone.now()
            tell_outcome(commitment=held, saying=by, outcome=form.outcome, actor=actor, now=now)
        except ChangedMeanwhile as refusal:
            theirs = words_of(refusal.theirs)
            typed["revision"] = str(refusal.theirs.revision if refusal.theirs else 0)
            form.add_error("came_words", str(refusal))
        except Refused as refusal:
            form.add_error("came", str(refusal))
        else:
            if found.state == State.PROPOSED:
                return redirect("sets:set", set=found.learning_set_id)
            return back_to(found, Step.REPORTS)
    shown = {"learning_set": sitting.learning_set, "meeting": found, "held": held, "form": form, "theirs": theirs}
    return render(request, "sets/outcome.html", shown)


@page_or_post
@for_set(As.MEMBER)
def reflection(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    found = found_meeting(sitting, number)
    held = _reflection(sitting, found)
    typed, theirs = request.POST.copy() or None, None
    form = ReflectionForm(typed, initial={"text": held.text, "revision": held.revision} if held else {})
    if typed is not None and sitting.member is not None and form.is_valid():
        by = Saying(meeting=found, member=sitting.member, revision=form.begun_from)
        try:
            keep_reflection(saying=by, text=form.cleaned_data["text"], actor=str(sitting.user.pk), now=timezone.now())
        except ChangedMeanwhile as refusal:
            theirs = words_of(refusal.theirs)
            typed["revision"] = str(refusal.theirs.revision if refusal.theirs else 0)
            form.add_error("text", str(refusal))
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            return redirect("sets:reflection", set=found.learning_set_id, number=number)
    shown = {"learning_set": sitting.learning_set, "meeting": found, "held": held, "form": form, "theirs": theirs}
    return render(request, "sets/reflection.html", shown)


@page_or_post
@for_set(As.MEMBER)
def to_action(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """The member says what of their own reflection the plan may hold; that alone goes along."""
    found = found_meeting(sitting, number)
    held = _reflection(sitting, found)
    if held is None or sitting.member is None:
        raise Http404
    form = ReasonForm(request.POST or None, initial={"reason": held.text})
    if request.method == "POST" and form.is_valid():
        school = sitting.member.school
        token = sign_ground("idea", form.cleaned_data["reason"], school_id=school.pk)
        add = reverse("actions:add", args=[school.slug, sitting.learning_set.cohort.slug])
        return redirect(f"{add}?{urlencode({'ground': token})}")
    shown = {"learning_set": sitting.learning_set, "meeting": found, "form": form, "school": sitting.member.school}
    return render(request, "sets/to_action.html", shown)


def _own(sitting: Sitting, held: Commitment | None) -> Commitment:
    if held is None or not may_change(sitting, held):
        raise Http404
    return held


def _outcome_form(sitting: Sitting, found: Meeting, held: Commitment, typed: QueryDict | None) -> OutcomeForm:
    initial = {"came": held.came, "came_words": held.came_words, "revision": held.revision}
    known = known_words(sitting, members_of(sitting.learning_set))
    begun = has_begun(found.starts_at, timezone.now())
    return OutcomeForm(typed, initial=initial, known=known, at_meeting=begun)


def _reflection(sitting: Sitting, found: Meeting) -> Reflection | None:
    return Reflection.objects.filter(meeting=found, member=sitting.member).first()
