"""What is new, by mail, as often as each reader wants: what one follows, questions without an answer, notices.

Titles and links alone: what was written stays inside. A digest with nothing in it is not sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from belonging.web.accounts.models import User
from belonging.web.community.models import Kind, Often, Post, PostState, Reading, Topic, Wishes
from belonging.web.community.queries.people import people
from belonging.web.community.rules.digests import LOOKS_BACK, MOST_OF_EACH, is_due, since
from belonging.web.notices.errors import AddressNotUsable
from belonging.web.notices.rules import may_remind
from belonging.web.notices.services import Mail, MailKind, queue_mail

AT_ONCE = 500


@dataclass(slots=True)
class _News:
    """Of one reader, titles with their addresses."""

    followed: list[Topic] = field(default_factory=list)
    questions: list[Topic] = field(default_factory=list)
    notices: list[Topic] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.followed or self.questions or self.notices)


def send_digests(*, now: datetime) -> int:
    """Queue those that are due; how many. On working days between eight and six; safe to run twice."""
    if not may_remind(now):
        return 0
    fresh, openers = _fresh(now)
    return sum(_send(batch, fresh, openers, now) for batch in _due(now))


def _due(now: datetime) -> Iterator[list[tuple[User, datetime | None]]]:
    """Readers whose turn has come, some hundreds at a time, by id: each with what their last digest told until."""
    last = None
    while True:
        rows = people().order_by("pk") if last is None else people().filter(pk__gt=last).order_by("pk")
        some = list(rows[:AT_ONCE])
        if not some:
            return
        last = some[-1].pk
        wishes = Wishes.objects.in_bulk([user.pk for user in some])
        due = []
        for user in some:
            wish = wishes.get(user.pk)
            often, told_to = (wish.digest, wish.told_to) if wish else (Often.WEEKLY, None)
            if is_due(often, told_to, now):
                due.append((user, told_to))
        if due:
            yield due


def _fresh(now: datetime) -> tuple[list[Topic], dict[int, object]]:
    """Notices, and questions nobody has answered, of the longest time a digest looks back; and who opened each."""
    found = Topic.objects.filter(state=PostState.SHOWN, opened_at__gt=now - LOOKS_BACK, opened_at__lte=now)
    notices = list(found.filter(kind=Kind.NOTICE).order_by("-opened_at")[: 4 * MOST_OF_EACH])
    asked = found.filter(kind=Kind.QUESTION, answer__isnull=True, last_number=1).order_by("-opened_at")
    fresh = [*notices, *asked[: 4 * MOST_OF_EACH]]
    opened = Post.objects.filter(topic__in=fresh, number=1).values_list("topic_id", "author_id")
    return fresh, dict(opened)


@transaction.atomic
def _send(
    batch: Sequence[tuple[User, datetime | None]], fresh: list[Topic], openers: dict[int, object], now: datetime
) -> int:
    followed = _followed([user for user, _ in batch], now)
    sent = 0
    for user, told_to in batch:
        news, begin = _News(), since(told_to, now)
        news.followed = [topic for topic in followed[user.pk] if topic.last_at > begin][:MOST_OF_EACH]
        known = {topic.pk for topic in news.followed}
        for topic in fresh:
            if topic.opened_at > begin and topic.pk not in known and openers.get(topic.pk) != user.pk:
                into = news.notices if topic.kind == Kind.NOTICE else news.questions
                into.append(topic)
        sent += bool(news) and _mail(user, news, now)
    Wishes.objects.bulk_create(
        [Wishes(person=user, told_to=now) for user, _ in batch],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["told_to"],
    )
    return sent


def _followed(users: Sequence[User], now: datetime) -> defaultdict[object, list[Topic]]:
    """By reader, followed topics with something unread."""
    behind = Reading.objects.filter(
        person__in=users,
        follows=True,
        topic__state=PostState.SHOWN,
        topic__last_at__gt=now - LOOKS_BACK,
        topic__last_number__gt=F("read_to"),
    )
    found: defaultdict[object, list[Topic]] = defaultdict(list)
    for reading in behind.select_related("topic").order_by("-topic__last_at"):
        found[reading.person_id].append(reading.topic)
    return found


def _mail(user: User, news: _News, now: datetime) -> bool:
    context = {
        "name": user.name,
        "followed": _lines(news.followed),
        "notices": _lines(news.notices),
        "questions": _lines(news.questions),
        "home": settings.STAFF_URL + reverse("community:home"),
        "wishes": settings.STAFF_URL + reverse("community:wishes"),
    }
    mail = Mail(user.email, "community/mail/digest.txt", context, kind=MailKind.REMINDER)
    try:
        return queue_mail(mail=mail, key=f"community-digest:{user.pk}:{timezone.localdate(now)}", now=now)
    except AddressNotUsable:
        return False


def _lines(topics: Sequence[Topic]) -> list[tuple[str, str]]:
    found = topics[:MOST_OF_EACH]
    return [(topic.title, settings.STAFF_URL + reverse("community:topic", args=[topic.pk])) for topic in found]
