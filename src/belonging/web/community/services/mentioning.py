"""Telling people that somebody spoke to them. The mail holds no word of the post: those stay inside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from belonging.web.accounts.models import User
from belonging.web.community.models import Mention, Mute, Post, Wishes
from belonging.web.notices.errors import AddressNotUsable
from belonging.web.notices.services import Mail, MailKind, queue_mail


@transaction.atomic
def note_mentions(*, post: Post, mentions: Mapping[str, User], now: datetime) -> int:
    """Keep who is meant now, and write to those who are new, unless they want none or have muted the writer."""
    meant = {user.pk: (name, user) for name, user in mentions.items()}
    before = set(post.mentions.values_list("person_id", flat=True))
    post.mentions.exclude(person__in=list(meant)).delete()
    fresh = [(name, user) for pk, (name, user) in meant.items() if pk not in before]
    Mention.objects.bulk_create(Mention(post=post, person=user, written=name) for name, user in fresh)
    wanted = [user for _, user in fresh if user.pk != post.author_id]
    deaf = {*Mute.objects.filter(of=post.author_id, by__in=wanted).values_list("by_id", flat=True)}
    deaf |= {*Wishes.objects.filter(person__in=wanted, mentions=False).values_list("person_id", flat=True)}
    return sum(_write(post, user, now) for user in wanted if user.pk not in deaf)


def _write(post: Post, user: User, now: datetime) -> bool:
    writer = post.author
    context = {
        "name": user.name,
        "writer": writer.name if writer else "Somebody",
        "title": post.topic.title,
        "href": f"{settings.STAFF_URL}{reverse('community:post', args=[post.pk])}",
        "wishes": f"{settings.STAFF_URL}{reverse('community:wishes')}",
    }
    mail = Mail(user.email, "community/mail/mention.txt", context, kind=MailKind.REMINDER)
    try:
        return queue_mail(mail=mail, key=f"community-mention:{post.pk}:{user.pk}", now=now)
    except AddressNotUsable:
        return False
