"""What a reader does with a conversation or a post: follow, thank, take back, tell the team, mute."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from belonging.web.accounts.access import for_anyone_with
from belonging.web.accounts.roles import Permission
from belonging.web.base.errors import Refused
from belonging.web.community.forms.posts import ReasonForm
from belonging.web.community.forms.wishes import WishesForm
from belonging.web.community.presenters.topic import post_words
from belonging.web.community.queries.people import muted_by, wishes_of
from belonging.web.community.services.leaving import take_name_off
from belonging.web.community.services.moderating import report_post
from belonging.web.community.services.reading import follow as follow_topic
from belonging.web.community.services.reading import mark_all_read, mute, unmute, wish
from belonging.web.community.services.writing import choose_answer, remove_own
from belonging.web.community.views.topics import found_post, found_topic, own_post, page_or_post, reader, to_post


@require_POST
@for_anyone_with(Permission.USE_HUB)
def follow(request: HttpRequest, topic: int) -> HttpResponse:
    found, follows = found_topic(request, topic), request.POST.get("act") != "leave"
    follow_topic(topic=found, person=reader(request), follows=follows)
    words = "You follow this: new answers come with your digest." if follows else "You no longer follow this."
    messages.success(request, words)
    return redirect("community:topic", topic=found.pk)


@require_POST
@for_anyone_with(Permission.USE_HUB)
def read_all(request: HttpRequest) -> HttpResponse:
    mark_all_read(person=reader(request))
    return redirect("community:home")


@require_POST
@for_anyone_with(Permission.USE_HUB)
def solved(request: HttpRequest, post: int) -> HttpResponse:
    found, chosen = found_post(request, post), request.POST.get("act") != "unset"
    try:
        choose_answer(post=found, asker=reader(request), now=timezone.now(), chosen=chosen)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Thank you: others see at once what helped." if chosen else "It is open again.")
    return redirect("community:topic", topic=found.topic_id)


@page_or_post
@for_anyone_with(Permission.USE_HUB)
def remove(request: HttpRequest, post: int) -> HttpResponse:
    found = own_post(request, post)
    if request.method == "POST":
        remove_own(post=found, writer=reader(request), now=timezone.now())
        messages.success(request, "Removed. Your words are gone.")
        return redirect("community:home") if found.number == 1 else redirect("community:topic", topic=found.topic_id)
    return render(request, "community/remove.html", {"post": found, "words": post_words(found)})


@page_or_post
@for_anyone_with(Permission.USE_HUB)
def report(request: HttpRequest, post: int) -> HttpResponse:
    found = found_post(request, post)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_post(post=found, reason=form.cleaned_data["reason"], by=reader(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Thank you. The team looks at it; its writer is not told who asked.")
            return redirect("community:home")
    return render(request, "community/report.html", {"post": found, "form": form, "words": post_words(found)})


@page_or_post
@for_anyone_with(Permission.USE_HUB)
def mute_writer(request: HttpRequest, post: int) -> HttpResponse:
    """Fold what the writer of this post says; or hear them again."""
    found, user = found_post(request, post), reader(request)
    if found.author is None or found.author_id == user.pk:
        raise Http404
    muted = any(each.of_id == found.author_id for each in muted_by(user))
    if request.method == "POST":
        if muted:
            unmute(by=user, of=found.author)
            messages.success(request, f"You hear {found.author.name} again.")
        else:
            mute(by=user, of=found.author, now=timezone.now())
            messages.success(request, f"What {found.author.name} writes is folded for you. They are not told.")
        return to_post(found)
    return render(request, "community/mute.html", {"post": found, "muted": muted})


@page_or_post
@for_anyone_with(Permission.USE_HUB)
def wishes(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    now_wished = wishes_of(user)
    first = {"digest": now_wished.digest, "mentions": now_wished.mentions}
    form = WishesForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        wish(person=user, digest=form.cleaned_data["digest"], mentions=form.cleaned_data["mentions"])
        messages.success(request, "Saved.")
        return redirect("community:wishes")
    return render(request, "community/wishes.html", {"form": form, "muted": muted_by(user)})


@require_POST
@for_anyone_with(Permission.USE_HUB)
def hear_again(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    muted = next((each for each in muted_by(user) if str(each.of_id) == request.POST.get("person")), None)
    if muted is not None:
        unmute(by=user, of=muted.of)
        messages.success(request, f"You hear {muted.of.name} again.")
    return redirect("community:wishes")


@page_or_post
@for_anyone_with(Permission.USE_HUB)
def nameless(request: HttpRequest) -> HttpResponse:
    """Take one's name off all that one wrote."""
    user = reader(request)
    if request.method == "POST":
        count = take_name_off(writer=user, actor=str(user.pk), now=timezone.now())
        posts = "1 post" if count == 1 else f"{count} posts"
        messages.success(request, f"Your name is off {posts}.")
        return redirect("community:wishes")
    return render(request, "community/nameless.html")
