"""The readers' pages: how much waits, one comment at a time, and how to read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.safeguarding.errors import CommentGone, NoSchoolToTell, NoteUnread, NothingLeftOfIt
from belonging.web.safeguarding.forms.comments import DecisionForm
from belonging.web.safeguarding.models import Claim
from belonging.web.safeguarding.presenters import comments as present
from belonging.web.safeguarding.queries.comments import (
    claim_of,
    claim_on,
    comment_of,
    note_confirmed,
    queue,
    sitting_of,
)
from belonging.web.safeguarding.services.confirming import confirm_note
from belonging.web.safeguarding.services.reading import Choice, decide, end_sitting, next_comment


@never_cache
@require_safe
@for_programme(Permission.SCREEN_COMMENTS)
def desk(request: HttpRequest) -> HttpResponse:
    found = queue(timezone.localdate())
    context = {
        "waiting": found.waiting,
        "sentence": present.queue_sentence(found),
        "clock": present.clock_sentence(),
        "sitting": sitting_of(_reader(request)),
        "ready": note_confirmed(_reader(request)) is not None,
    }
    return render(request, "safeguarding/desk.html", context)


@for_programme(Permission.SCREEN_COMMENTS)
@require_POST
def following(request: HttpRequest) -> HttpResponse:
    return _on_to_the_next(request)


@never_cache
@require_safe
@for_programme(Permission.SCREEN_COMMENTS)
def one(request: HttpRequest) -> HttpResponse:
    return _shown(request, claim_of(_reader(request), timezone.now()), None)


@for_programme(Permission.SCREEN_COMMENTS)
@require_POST
def decision(request: HttpRequest) -> HttpResponse:
    form = DecisionForm(request.POST)
    is_valid = form.is_valid()
    claim = claim_on(form.cleaned_data.get("handle", ""), _reader(request))
    if not is_valid:
        return _shown(request, claim, form)
    try:
        decide(
            handle=form.cleaned_data["handle"],
            decision=form.decision(),
            reader=_reader(request),
            now=timezone.now(),
        )
    except NothingLeftOfIt as refusal:
        form.add_error("edited", str(refusal))
        return _shown(request, claim, form)
    except NoSchoolToTell as refusal:
        messages.warning(request, str(refusal))
        return redirect("safeguarding:one")
    except CommentGone as refusal:
        messages.warning(request, str(refusal))
        return redirect("safeguarding:comments")
    if claim is not None and form.decision().choice is Choice.CONCERN:
        messages.success(request, present.passed_on_sentence(claim))
    return _on_to_the_next(request)


@for_programme(Permission.SCREEN_COMMENTS)
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    end_sitting(reader=_reader(request), now=timezone.now())
    messages.success(request, "Thank you for reading. The comment you had last is free for others.")
    return redirect("safeguarding:comments")


@require_safe
@for_programme(Permission.SCREEN_COMMENTS)
def training(request: HttpRequest) -> HttpResponse:
    confirmed = present.confirmed_sentence(note_confirmed(_reader(request)))
    return render(request, "safeguarding/training.html", {"clock": present.clock_sentence(), "confirmed": confirmed})


@for_programme(Permission.SCREEN_COMMENTS)
@require_POST
def confirmed(request: HttpRequest) -> HttpResponse:
    confirm_note(reader=_reader(request), now=timezone.now())
    messages.success(request, "Thank you. You can read comments now.")
    return redirect("safeguarding:comments")


def _shown(request: HttpRequest, claim: Claim | None, form: DecisionForm | None) -> HttpResponse:
    """The comment in the reader's hands, what they typed still on it; the desk when there is none."""
    comment = comment_of(claim) if claim is not None else None
    if claim is None or comment is None:
        messages.info(request, "You hold no comment now. It may have been deleted by its writer, or your time was up.")
        return redirect("safeguarding:comments")
    page = present.reading_page(claim.round, comment)
    bound = form or DecisionForm(initial={"edited": page.draft})
    context = {"page": page, "form": bound, "in_danger": page.danger or "about" in bound.errors}
    return render(request, "safeguarding/one.html", context, status=400 if form else 200)


def _on_to_the_next(request: HttpRequest) -> HttpResponse:
    try:
        claim = next_comment(reader=_reader(request), now=timezone.now())
    except NoteUnread as refusal:
        messages.warning(request, str(refusal))
        return redirect("safeguarding:training")
    if claim is None:
        messages.info(request, "There is nothing more to read just now. Thank you.")
        return redirect("safeguarding:comments")
    return redirect("safeguarding:one")


def _reader(request: HttpRequest) -> str:
    return str(request.user.pk)
