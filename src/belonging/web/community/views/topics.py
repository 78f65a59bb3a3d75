"""The community: its list, a conversation, and what is written there."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from belonging.web.accounts.access import for_anyone_with
from belonging.web.accounts.models import User
from belonging.web.accounts.queries import may_in_programme
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.community.errors import ChangedMeanwhile
from belonging.web.community.forms.posts import AnswerForm, EditForm, TopicForm
from belonging.web.community.models import Post, PostState, Reading, Topic
from belonging.web.community.presenters.topic import Reader, topic_page
from belonging.web.community.presenters.topics import list_page
from belonging.web.community.queries.moderation import waiting_count
from belonging.web.community.queries.people import muted_by, pause_of, signatures_of
from belonging.web.community.queries.topics import (
    Wanted,
    names_in_topic,
    near,
    page_of,
    post_by,
    posts_page,
    reading_of,
    topic_by,
    topics_page,
    unread_count,
)
from belonging.web.community.services.reading import note_read
from belonging.web.community.services.writing import answer, edit_post, open_topic
from belonging.web.hub.queries.resources import resource_named

page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@for_anyone_with(Permission.USE_HUB)
def home(request: HttpRequest) -> HttpResponse:
    user, asked = reader(request), request.GET
    wanted = Wanted(asked.get("show", ""), asked.get("tag", ""), asked.get("q", "")[:100].strip())
    page = list_page(topics_page(user, wanted, asked.get("page", "")), wanted, timezone.now())
    moderates = may_in_programme(user, Permission.RUN_HUB)
    shown = {
        "page": page,
        "wanted": wanted,
        "unread": unread_count(user),
        "moderates": moderates,
        "waiting": waiting_count() if moderates else 0,
    }
    return render(request, "community/home.html", shown)


@page_or_post
@for_anyone_with(Permission.USE_HUB)
def begin(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    first = {"kind": request.GET.get("kind", "question"), "resource": request.GET.get("resource", "")}
    form = TopicForm(request.POST or None, writer=user, signatures=signatures_of(user), initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            topic = open_topic(words=form.words, said=form.said, signed=form.signature, writer=user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "It is in the community. We write to you when somebody answers.")
            return redirect("community:topic", topic=topic.pk)
    resource = resource_named(str(form["resource"].value() or ""))
    title = str(form["title"].value() or "")
    shown = {"form": form, "resource": resource, "near": near(title), "paused": pause_of(user, timezone.now())}
    return render(request, "community/begin.html", shown)


@require_safe
@for_anyone_with(Permission.USE_HUB)
def topic(request: HttpRequest, topic: int) -> HttpResponse:
    """Looking notes how far one has read."""
    found, user = found_topic(request, topic), reader(request)
    page, before = posts_page(found, request.GET.get("page", "")), reading_of(user, found)
    shown = _shown(request, found, page, before) | {"form": _answer_form(request, found)}
    read_to = list(page)[-1].number
    if request.method == "GET" and (before is None or before.read_to < read_to):
        note_read(topic=found, person=user, read_to=read_to)
    return render(request, "community/topic.html", shown)


@page_or_post
@for_anyone_with(Permission.USE_HUB)
def reply(request: HttpRequest, topic: int) -> HttpResponse:
    found, user = found_topic(request, topic), reader(request)
    form = _answer_form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            post = answer(topic=found, said=form.said, signed=form.signature, writer=user, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Thank you. Your words are below.{form.spoken_to}")
            return to_post(post)
    return render(request, "community/reply.html", {"topic": found, "form": form})


@require_safe
@for_anyone_with(Permission.USE_HUB)
def post(request: HttpRequest, post: int) -> HttpResponse:
    """To where it stands in its conversation."""
    return to_post(found_post(request, post))


@page_or_post
@for_anyone_with(Permission.USE_HUB)
def edit(request: HttpRequest, post: int) -> HttpResponse:
    held, user = own_post(request, post), reader(request)
    known = names_in_topic(held.topic)
    form = EditForm(request.POST or None, writer=user, signatures=signatures_of(user), known=known, post=held)
    theirs = ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            edit_post(
                post=held,
                said=form.said,
                title=given.get("title", ""),
                writer=user,
                now=timezone.now(),
                was=given["was"],
            )
        except ChangedMeanwhile as refusal:
            theirs = form.begin_from(own_post(request, post).text)
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Changed.")
            return to_post(held)
    return render(request, "community/edit.html", {"post": held, "form": form, "theirs": theirs})


def reader(request: HttpRequest) -> User:
    return cast(User, request.user)


def found_topic(request: HttpRequest, pk: int) -> Topic:
    """404 for what the team has hidden, unless one opened it or moderates."""
    found = topic_by(pk)
    if found is None:
        raise Http404
    if found.state in (PostState.HELD, PostState.HIDDEN):
        opened = found.posts.filter(number=1, author=reader(request)).exists()
        if not opened and not may_in_programme(request.user, Permission.RUN_HUB):
            raise Http404
    return found


def found_post(request: HttpRequest, pk: int) -> Post:
    found = post_by(pk)
    if found is None:
        raise Http404
    found_topic(request, found.topic_id)
    return found


def own_post(request: HttpRequest, pk: int) -> Post:
    """404 for what somebody else wrote, and for what is removed."""
    found = found_post(request, pk)
    if found.author_id != request.user.pk or found.state == PostState.REMOVED:
        raise Http404
    return found


def to_post(post: Post) -> HttpResponse:
    page = page_of(post)
    where = reverse("community:topic", args=[post.topic_id]) + (f"?page={page}" if page > 1 else "")
    return redirect(f"{where}#post-{post.number}")


def _shown(request: HttpRequest, found: Topic, posts: Page[Post], reading: Reading | None) -> dict[str, object]:
    user = reader(request)
    looks = Reader(user, {mute.of_id for mute in muted_by(user)}, may_in_programme(user, Permission.RUN_HUB))
    resource = resource_named(found.resource) if found.resource else None
    page = topic_page(found, posts, reader=looks, reading=reading, resource=resource, now=timezone.now())
    return {"topic": found, "page": page, "moderates": looks.moderates, "paused": pause_of(user, timezone.now())}


def _answer_form(request: HttpRequest, found: Topic) -> AnswerForm:
    user = reader(request)
    return AnswerForm(request.POST or None, writer=user, signatures=signatures_of(user), known=names_in_topic(found))
