"""Reports, and what moderators decide. The journal gets ids, never a word of what was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from belonging.web.accounts.models import User
from belonging.web.audit.rules.evidence import cleaned_line
from belonging.web.community.errors import NotAPost, NothingToDecide, ReportedAlready, TooMuch
from belonging.web.community.models import Pause, Post, PostState, Report, Topic
from belonging.web.community.rules.limits import LONGEST_PAUSE, LONGEST_REASON, REPORTS_A_DAY, REPORTS_THAT_HIDE
from belonging.web.community.services.journalling import note_act
from belonging.web.community.services.writing import erase_words
from belonging.web.journal.services import Act
from belonging.web.notices.errors import AddressNotUsable
from belonging.web.notices.services import Mail, queue_mail

TELLS_WHY = "Please say why in a sentence: the writer is told."


@transaction.atomic
def report_post(*, post: Post, reason: str, by: User, now: datetime) -> None:
    """The third person's report hides the post until a moderator has looked. Raises ReportedAlready, TooMuch."""
    held = _locked(post)
    if held.state == PostState.REMOVED:
        raise NothingToDecide("This has been removed already. There is nothing left to report.")
    words = _reason(reason, "Please say in a sentence what should be looked at.")
    if Report.objects.filter(post=held, by=by, settled_at__isnull=True).exists():
        raise ReportedAlready
    if Report.objects.filter(by=by, at__gt=now - timedelta(days=1)).count() >= REPORTS_A_DAY:
        raise TooMuch(f"You have reported {REPORTS_A_DAY} posts since yesterday. Please write to the team instead.")
    Report.objects.create(post=held, by=by, reason=words, at=now)
    count = Report.objects.filter(post=held, settled_at__isnull=True).count()
    if count >= REPORTS_THAT_HIDE and held.state == PostState.SHOWN:
        _set_state(held, PostState.HELD)
    details = {"open": count, "state": held.state}
    note_act(act=Act("post-reported", f"post:{held.pk}", details), actor=str(by.pk), now=now)


@transaction.atomic
def keep(*, post: Post, actor: str, now: datetime) -> None:
    """Nothing is wrong with it: it is shown, and its reports are settled."""
    held = _locked(post)
    if held.state == PostState.REMOVED:
        raise NothingToDecide("This post has lost its words: it cannot be shown again.")
    restored = held.state == PostState.HIDDEN
    held.why = ""
    _set_state(held, PostState.SHOWN)
    _settle(held, "post-shown-again" if restored else "post-kept", actor, now)
    if restored:
        _tell(held, "restored", "", now)


@transaction.atomic
def hide(*, post: Post, reason: str, actor: str, now: datetime) -> None:
    """Nobody but its writer and moderators reads it until it is shown again. The writer is told why."""
    held = _locked(post)
    if held.state not in (PostState.SHOWN, PostState.HELD):
        raise NothingToDecide("This post is hidden or removed already.")
    held.why = _reason(reason, TELLS_WHY)
    _set_state(held, PostState.HIDDEN)
    _settle(held, "post-hidden", actor, now)
    _tell(held, "hidden", held.why, now)


@transaction.atomic
def remove(*, post: Post, reason: str, actor: str, now: datetime) -> None:
    """Its words are gone for good. The writer is told why."""
    held = _locked(post)
    if held.state == PostState.REMOVED:
        raise NothingToDecide("This post has been removed already.")
    why = _reason(reason, TELLS_WHY)
    _tell(held, "removed", why, now)
    erase_words(held, why=why)
    _settle(held, "post-removed", actor, now)


@transaction.atomic
def lock(*, topic: Topic, locked: bool, actor: str, now: datetime) -> None:
    """Nobody can add to it; everybody can read it."""
    Topic.objects.filter(pk=topic.pk).update(locked_at=now if locked else None)
    note_act(act=Act("topic-locked" if locked else "topic-unlocked", f"topic:{topic.pk}"), actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class PauseWords:
    until: date
    reason: str


@transaction.atomic
def pause(*, person: User, words: PauseWords, actor: str, now: datetime) -> Pause:
    """The person may not write until the end of that day, and is told so."""
    today, reason = timezone.localdate(now), _reason(words.reason, "Please say why in a sentence: the person is told.")
    if not today <= words.until <= today + timedelta(days=LONGEST_PAUSE):
        raise NotAPost(f"Please choose a last day from today on, {LONGEST_PAUSE} days ahead at the most.")
    Pause.objects.filter(person=person, lifted_at__isnull=True, until__gte=today).update(lifted_at=now)
    made = Pause.objects.create(person=person, reason=reason, since=now, until=words.until, by=actor)
    note_act(act=Act("writer-paused", f"user:{person.pk}", {"until": str(words.until)}), actor=actor, now=now)
    context = {"name": person.name, "reason": reason, "until": date_format(words.until, "l j F Y")}
    _mail(person, "community/mail/paused.txt", context, f"community-pause:{made.pk}", now)
    return made


@transaction.atomic
def lift(*, held: Pause, actor: str, now: datetime) -> None:
    if Pause.objects.filter(pk=held.pk, lifted_at__isnull=True).update(lifted_at=now):
        note_act(act=Act("writer-pause-lifted", f"user:{held.person_id}"), actor=actor, now=now)
        context = {"name": held.person.name}
        _mail(held.person, "community/mail/lifted.txt", context, f"community-pause-lifted:{held.pk}", now)


def _locked(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).select_related("topic", "author").get(pk=post.pk)


def _reason(reason: str, missing: str) -> str:
    words = cleaned_line(reason)
    if not words:
        raise NotAPost(missing)
    if len(words) > LONGEST_REASON:
        raise NotAPost(f"Please say it in {LONGEST_REASON} letters at most.")
    return words


def _set_state(post: Post, state: PostState) -> None:
    post.state = state
    post.save(update_fields=["state", "why"])
    if post.number == 1:
        Topic.objects.filter(pk=post.topic_id).update(state=state)


def _settle(post: Post, act: str, actor: str, now: datetime) -> None:
    settled = Report.objects.filter(post=post, settled_at__isnull=True).update(settled_at=now)
    Post.objects.filter(pk=post.pk).update(looked_at=now)
    note_act(act=Act(act, f"post:{post.pk}", {"reports": settled}), actor=actor, now=now)


def _tell(post: Post, came: str, reason: str, now: datetime) -> None:
    if post.author is None:
        return
    context = {
        "name": post.author.name,
        "title": post.topic.title or "a conversation",
        "came": came,
        "reason": reason,
        "href": f"{settings.STAFF_URL}{reverse('community:post', args=[post.pk])}",
    }
    key = f"community-{came}:{post.pk}:{int(now.timestamp())}"
    _mail(post.author, "community/mail/moderated.txt", context, key, now)


def _mail(person: User, template: str, context: dict[str, str], key: str, now: datetime) -> None:
    try:
        queue_mail(mail=Mail(person.email, template, context), key=key, now=now)
    except AddressNotUsable:
        return
