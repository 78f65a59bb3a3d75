"""Collections: resources that the team puts together, in its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from belonging.web.audit.rules.evidence import cleaned_line
from belonging.web.hub.errors import NotACollection
from belonging.web.hub.models import Collection, CollectionEntry, Resource
from belonging.web.hub.rules.words import LONGEST_SLUG, LONGEST_SUMMARY, LONGEST_TITLE
from belonging.web.hub.services.journaling import record


@dataclass(frozen=True, slots=True)
class CollectionWords:
    """`resources`: their slugs, in order. `position` among the collections, the lowest first."""

    title: str
    words: str
    resources: tuple[str, ...]
    position: int = 0


@transaction.atomic
def keep_collection(
    *, words: CollectionWords, collection: Collection | None = None, actor: str, now: datetime
) -> Collection:
    """A new one, or its new words and order. Raises NotACollection."""
    held = collection or Collection(slug=_slug(words.title), created_at=now)
    held.title, held.words, held.position = cleaned_line(words.title), cleaned_line(words.words), words.position
    if not held.title or not held.slug or not held.words:
        raise NotACollection("Please give it a title, and say in a sentence what it is for.")
    if len(held.title) > LONGEST_TITLE or len(held.words) > LONGEST_SUMMARY:
        raise NotACollection(
            f"Please use at most {LONGEST_TITLE} letters for the title, {LONGEST_SUMMARY} for the rest."
        )
    resources = _named(words.resources)
    held.save()
    held.entries.all().delete()
    CollectionEntry.objects.bulk_create(
        CollectionEntry(collection=held, resource=each, position=at) for at, each in enumerate(resources)
    )
    _journal("collection-kept", held, actor=actor, now=now, resources=len(resources))
    return held


@transaction.atomic
def remove_collection(*, collection: Collection, actor: str, now: datetime) -> None:
    """The resources stay."""
    _journal("collection-removed", collection, actor=actor, now=now)
    collection.delete()


def _named(slugs: Sequence[str]) -> list[Resource]:
    """Each once, in that order. Raises NotACollection where there is none of that name."""
    wanted = list(dict.fromkeys(slugs))
    known = {each.slug: each for each in Resource.objects.filter(slug__in=wanted)}
    if lost := [slug for slug in wanted if slug not in known]:
        raise NotACollection(f"There is no resource “{lost[0]}”. Copy the last part of its address.")
    if not wanted:
        raise NotACollection("Please name at least one resource.")
    return [known[slug] for slug in wanted]


def _slug(title: str) -> str:
    base = slugify(title)[: LONGEST_SLUG - 4].strip("-")
    taken = set(Collection.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(name for number in range(1, 1000) if (name := base if number == 1 else f"{base}-{number}") not in taken)


def _journal(name: str, collection: Collection, *, actor: str, now: datetime, **said: object) -> None:
    record(name, f"collection:{collection.pk}", actor=actor, now=now, **said)
