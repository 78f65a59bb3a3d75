"""What a reader has seen, follows, wants by mail and does not want to hear. Nobody else's matter: no journal entry."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from belonging.web.accounts.models import User
from belonging.web.community.errors import NotAPost
from belonging.web.community.models import Mute, Often, Reading, Topic, Wishes


@transaction.atomic
def note_read(*, topic: Topic, person: User, read_to: int) -> None:
    """Read up to this post; never back."""
    reading, made = Reading.objects.get_or_create(person=person, topic=topic, defaults={"read_to": read_to})
    if not made and reading.read_to < read_to:
        Reading.objects.filter(pk=reading.pk, read_to__lt=read_to).update(read_to=read_to)


@transaction.atomic
def start_following(*, topic: Topic, person: User, read_to: int) -> None:
    Reading.objects.update_or_create(person=person, topic=topic, defaults={"read_to": read_to, "follows": True})


@transaction.atomic
def follow(*, topic: Topic, person: User, follows: bool) -> None:
    Reading.objects.update_or_create(person=person, topic=topic, defaults={"follows": follows})


@transaction.atomic
def mark_all_read(*, person: User) -> None:
    """Of what one follows."""
    behind = Reading.objects.filter(person=person, follows=True, topic__last_number__gt=F("read_to"))
    for reading in behind.select_related("topic"):
        reading.read_to = reading.topic.last_number
        reading.save(update_fields=["read_to"])


@transaction.atomic
def wish(*, person: User, digest: str, mentions: bool) -> None:
    if digest not in Often.values:
        raise NotAPost("Please choose how often you want a digest.")
    Wishes.objects.update_or_create(person=person, defaults={"digest": digest, "mentions": mentions})


@transaction.atomic
def mute(*, by: User, of: User, now: datetime) -> None:
    """`of` is not told."""
    if by.pk == of.pk:
        raise NotAPost("You cannot mute yourself.")
    Mute.objects.get_or_create(by=by, of=of, defaults={"since": now})


@transaction.atomic
def unmute(*, by: User, of: User) -> None:
    Mute.objects.filter(by=by, of=of).delete()
