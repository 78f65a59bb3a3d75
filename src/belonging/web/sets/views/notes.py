"""Writing down what is said at a meeting: a member their own, the facilitator anybody's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from belonging.web.base.errors import Refused
from belonging.web.base.numbers import LARGEST_KEY, whole_number
from belonging.web.sets.access import for_set
from belonging.web.sets.errors import ChangedMeanwhile, NotThePresenter, WrittenBefore
from belonging.web.sets.forms.fields import NoteForm
from belonging.web.sets.forms.notes import CommitmentForm, InsightForm, IssueForm, QuestionForm, ReportForm
from belonging.web.sets.models import Commitment, Insight, Issue, Meeting, Member, Note, Question, Report, Step
from belonging.web.sets.presenters.said import words_of
from belonging.web.sets.queries.sitting import Sitting, members_of
from belonging.web.sets.services.notes import (
    Saying,
    add_insight,
    ask_question,
    commit,
    keep_issue,
    keep_report,
    remove_note,
)
from belonging.web.sets.views.meetings import found_meeting
from belonging.web.sets.views.sets import page_or_post

Keep = Callable[[Saying, dict[str, Any], str, datetime], Note]
REMOVABLE: Final[dict[str, type[Note]]] = {
    "question": Question,
    "insight": Insight,
    "commitment": Commitment,
    "report": Report,
    "issue": Issue,
}


@dataclass(frozen=True, slots=True)
class Kind:
    """`part`: where it stands on the meeting's page. `field`: the one that a refusal is about."""

    part: Step
    title: str
    form: type[NoteForm]
    field: str
    keep: Keep


KINDS: Final[dict[str, Kind]] = {
    "report": Kind(
        Step.REPORTS,
        "Report",
        ReportForm,
        "text",
        lambda by, said, actor, now: keep_report(saying=by, text=said["text"], actor=actor, now=now),
    ),
    "issue": Kind(
        Step.ISSUE,
        "The issue",
        IssueForm,
        "title",
        lambda by, said, actor, now: keep_issue(
            saying=by, title=said["title"], text=said["text"], actor=actor, now=now
        ),
    ),
    "question": Kind(
        Step.QUESTIONS,
        "A question",
        QuestionForm,
        "text",
        lambda by, said, actor, now: ask_question(saying=by, text=said["text"], actor=actor, now=now),
    ),
    "insight": Kind(
        Step.INSIGHTS,
        "An insight",
        InsightForm,
        "text",
        lambda by, said, actor, now: add_insight(saying=by, text=said["text"], actor=actor, now=now),
    ),
    "commitment": Kind(
        Step.COMMITMENTS,
        "A commitment",
        CommitmentForm,
        "what",
        lambda by, said, actor, now: commit(saying=by, what=said["what"], by_on=said["by_on"], actor=actor, now=now),
    ),
}


@page_or_post
@for_set()
def write(request: HttpRequest, sitting: Sitting, number: int, kind: str) -> HttpResponse:
    """`kind` is fixed by the route. What was typed stays, and theirs stands above it where somebody was faster."""
    found, members, meant = found_meeting(sitting, number), members_of(sitting.learning_set), KINDS[kind]
    typed = request.POST.copy() or None
    form, theirs = _form(request, sitting, found, members, kind, typed), None
    if typed is not None and form.is_valid():
        try:
            by = Saying(meeting=found, member=_speaker(sitting, found, form, kind), revision=form.begun_from)
            meant.keep(by, form.cleaned_data, str(sitting.user.pk), timezone.now())
        except ChangedMeanwhile as refusal:
            theirs = _meanwhile(refusal, sitting, typed, form, meant.field)
        except Refused as refusal:
            form.add_error(meant.field, str(refusal))
        else:
            return back_to(found, meant.part)
    shown = {"learning_set": sitting.learning_set, "meeting": found, "title": meant.title, "form": form}
    standing = _standing(sitting, found, kind, _whose(request, sitting))
    gone = reverse("sets:remove", args=[found.learning_set_id, number, kind, standing.pk]) if standing else ""
    return render(request, "sets/note.html", shown | {"theirs": theirs, "remove": gone})


@page_or_post
@for_set()
def remove(request: HttpRequest, sitting: Sitting, number: int, kind: str, note: int) -> HttpResponse:
    """Asks first. What was changed since the question was read is shown, and asked about anew."""
    found, changed = found_meeting(sitting, number), False
    meant = _removable(sitting, found, kind, note)
    if request.method == "POST":
        revision = whole_number(request.POST.get("revision", "")) or 0
        try:
            remove_note(note=meant, revision=revision, actor=str(sitting.user.pk), now=timezone.now())
        except ChangedMeanwhile:
            meant, changed = _removable(sitting, found, kind, note), True
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return back_to(found, KINDS[kind].part)
        else:
            return back_to(found, KINDS[kind].part)
    shown = {"learning_set": sitting.learning_set, "meeting": found, "note": meant, "kind": kind}
    return render(request, "sets/remove.html", shown | {"words": words_of(meant), "changed": changed})


def forms_of(sitting: Sitting, members: Sequence[Member]) -> dict[str, NoteForm]:
    """One of each kind, to stand in its part of the meeting's page."""
    return {
        key: kind.form(auto_id=f"{key}-%s", speakers=_speakers(sitting, members, key)) for key, kind in KINDS.items()
    }


def known_words(sitting: Sitting, members: Sequence[Member]) -> list[str]:
    """Names that may stand in a note: of the set's own people and their schools."""
    people = [sitting.learning_set.facilitator.name, *(each.user.name for each in members)]
    return [sitting.learning_set.name, *people, *(each.school.name for each in members)]


def may_change(sitting: Sitting, note: Note) -> bool:
    return sitting.facilitates or (sitting.member is not None and note.member_id == sitting.member.pk)


def back_to(found: Meeting, part: Step) -> HttpResponse:
    return redirect(f"{reverse('sets:meeting', args=[found.learning_set_id, found.number])}#{part.value}")


def _form(
    request: HttpRequest,
    sitting: Sitting,
    found: Meeting,
    members: Sequence[Member],
    kind: str,
    typed: QueryDict | None,
) -> NoteForm:
    whose = _whose(request, sitting)
    standing = _standing(sitting, found, kind, whose)
    begun: dict[str, object] = {"speaker": whose, "revision": standing.revision if standing else 0}
    if standing is not None:
        begun |= {name: getattr(standing, name) for name in ("title", "text") if hasattr(standing, name)}
    return KINDS[kind].form(
        typed,
        initial=begun,
        speakers=_speakers(sitting, members, kind),
        known=known_words(sitting, members),
    )


def _whose(request: HttpRequest, sitting: Sitting) -> str:
    """The id of the member whose words the page is about; the facilitator's address names them."""
    return str(sitting.member.pk) if sitting.member else request.GET.get("member", "")


def _standing(sitting: Sitting, found: Meeting, kind: str, whose: str) -> Report | Issue | None:
    """What the form begins from: the member's report or issue (the presenter's, where the facilitator writes), unless
    it was written before its reader sat there."""
    since = Q(meeting=found, at__gte=sitting.since)
    member = whole_number(whose, most=LARGEST_KEY) or 0
    if kind == "issue":
        brings = found.presenter_id if sitting.facilitates else member
        return Issue.objects.filter(since, member=brings).first()
    return Report.objects.filter(since, member=member).first() if kind == "report" else None


def _meanwhile(refusal: ChangedMeanwhile, sitting: Sitting, typed: QueryDict, form: NoteForm, field: str) -> str | None:
    """What to read above the form; nothing of what was written before its reader sat there."""
    theirs = refusal.theirs
    if theirs is not None and theirs.at < sitting.since:
        form.add_error(field, str(WrittenBefore()))
        return None
    typed["revision"] = str(theirs.revision if theirs else 0)
    form.add_error(field, str(refusal))
    return words_of(theirs)


def _removable(sitting: Sitting, found: Meeting, kind: str, note: int) -> Note:
    model = REMOVABLE.get(kind)
    since = Q(meeting=found, at__gte=sitting.since)
    meant = model.objects.filter(since, pk=note).select_related("meeting", "member__user").first() if model else None
    if meant is None or not may_change(sitting, meant):
        raise Http404
    return meant


def _speakers(sitting: Sitting, members: Sequence[Member], kind: str) -> Sequence[Member]:
    """Whom the facilitator may write for. The issue is the presenter's: nobody is chosen."""
    return members if sitting.facilitates and kind != "issue" else ()


def _speaker(sitting: Sitting, found: Meeting, form: NoteForm, kind: str) -> Member:
    member = sitting.member or (found.presenter if kind == "issue" else form.speaker)
    if member is None:
        raise NotThePresenter
    return member
