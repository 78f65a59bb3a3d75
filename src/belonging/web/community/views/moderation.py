"""Moderators: what waits, one post, who may not write."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from belonging.web.accounts.access import for_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.community.forms.moderation import JudgeForm, PauseForm
from belonging.web.community.models import Post
from belonging.web.community.presenters.moderation import (
    ACTS,
    DONE,
    earlier_versions,
    hidden_rows,
    post_rows,
    quiet_rows,
    waiting_rows,
)
from belonging.web.community.presenters.topic import post_words
from belonging.web.community.queries.moderation import (
    hidden_posts,
    open_reports,
    pause_by,
    pauses_now,
    waiting_posts,
)
from belonging.web.community.queries.people import pause_of
from belonging.web.community.queries.topics import post_by, topic_by
from belonging.web.community.services import moderating
from belonging.web.community.views.topics import page_or_post


@require_safe
@for_programme(Permission.RUN_HUB)
def queue(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    page = waiting_posts(request.GET.get("page", ""))
    shown = {
        "page": page,
        "waiting": waiting_rows(page, now),
        "hidden": hidden_rows(hidden_posts(), now),
        "quiet": quiet_rows(pauses_now(now)),
    }
    return render(request, "community/moderation.html", shown)


@page_or_post
@for_programme(Permission.RUN_HUB)
def judge(request: HttpRequest, post: int) -> HttpResponse:
    held, now = _found(post), timezone.now()
    form = JudgeForm(request.POST or None, acts=ACTS[held.state])
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, held, form.cleaned_data["act"], form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, DONE[form.cleaned_data["act"]])
            return redirect("community:moderation")
    shown = {
        "post": held,
        "form": form,
        "rows": post_rows(held, now),
        "words": post_words(held),
        "earlier": earlier_versions(held, now),
        "reports": open_reports(held),
        "paused": pause_of(held.author, now) if held.author else None,
    }
    return render(request, "community/judge.html", shown)


@require_POST
@for_programme(Permission.RUN_HUB)
def lock(request: HttpRequest, topic: int) -> HttpResponse:
    found, locked = topic_by(topic), request.POST.get("act") != "unlock"
    if found is None:
        raise Http404
    moderating.lock(topic=found, locked=locked, actor=str(request.user.pk), now=timezone.now())
    words = "Nobody can add to it any more." if locked else "Everybody can add to it again."
    messages.success(request, words)
    return redirect("community:topic", topic=found.pk)


@page_or_post
@for_programme(Permission.RUN_HUB)
def pause(request: HttpRequest, post: int) -> HttpResponse:
    """Keep the writer of this post from writing for a time."""
    held, now = _found(post), timezone.now()
    if held.author is None or held.author_id == request.user.pk:
        raise Http404
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            moderating.pause(person=held.author, words=form.words, actor=str(request.user.pk), now=now)
        except Refused as refusal:
            form.add_error("until", str(refusal))
        else:
            messages.success(request, f"{held.author.name} cannot write until the end of that day, and is told why.")
            return redirect("community:moderation")
    return render(request, "community/pause.html", {"post": held, "form": form})


@require_POST
@for_programme(Permission.RUN_HUB)
def lift(request: HttpRequest, pause: int) -> HttpResponse:
    held = pause_by(pause)
    if held is None:
        raise Http404
    moderating.lift(held=held, actor=str(request.user.pk), now=timezone.now())
    messages.success(request, f"{held.person.name} can write again, and is told so.")
    return redirect("community:moderation")


def _decide(request: HttpRequest, post: Post, act: str, reason: str) -> None:
    actor, now = str(request.user.pk), timezone.now()
    if act == "keep":
        moderating.keep(post=post, actor=actor, now=now)
    elif act == "hide":
        moderating.hide(post=post, reason=reason, actor=actor, now=now)
    else:
        moderating.remove(post=post, reason=reason, actor=actor, now=now)


def _found(pk: int) -> Post:
    found = post_by(pk)
    if found is None:
        raise Http404
    return found
