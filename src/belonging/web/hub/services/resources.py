"""Adding, changing, publishing and withdrawing resources. Each version of the words is kept, but for case
studies: their words are their school's, which may take them back."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from belonging.web.accounts.models import User
from belonging.web.files.services import Checked
from belonging.web.hub.errors import ChangedMeanwhile, KeptElsewhere, NotAResource
from belonging.web.hub.models import Resource, ResourceFile, State, Version
from belonging.web.hub.queries.resources import words_of
from belonging.web.hub.rules.checks import TAKEN_BY_PAGES, checked
from belonging.web.hub.rules.words import CASE_STUDY, LONGEST_SLUG, ResourceWords
from belonging.web.hub.services.indexing import index, unindex
from belonging.web.hub.services.journaling import record

_ERASED = "A case study that was taken down"


@transaction.atomic
def publish_resource(*, words: ResourceWords, file: Checked | None = None, actor: str, now: datetime) -> Resource:
    """A new resource under that slug, or its next version where the words are others. Raises NotAResource.

    The same words and file again change nothing. `words.version` is not read: versions count by themselves.
    """
    held = Resource.objects.select_for_update(of=("self",)).filter(slug=words.slug).first()
    if held is None:
        held = _written(Resource(slug=words.slug, created_at=now), words, file, actor=actor, now=now)
    elif file is not None or _differs(held, words):
        held = _written(held, words, file, actor=actor, now=now)
        if held.is_published:
            index(held)
            _journal("resource-changed", held, actor=actor, now=now)
    return _published(held, actor=actor, now=now)


@transaction.atomic
def draft_resource(
    *, words: ResourceWords, file: Checked | None, proposed_by: User | None = None, actor: str, now: datetime
) -> Resource:
    """For the team to look at. An empty slug is made from the title. Raises NotAResource, KeptElsewhere."""
    if words.type == CASE_STUDY:
        raise KeptElsewhere
    named = replace(words, slug=words.slug or free_slug(words.title))
    resource = Resource(slug=named.slug, created_at=now, proposed_by=proposed_by)
    written = _written(resource, named, file, actor=actor, now=now)
    _journal("resource-proposed" if proposed_by else "resource-drafted", written, actor=actor, now=now)
    return written


@transaction.atomic
def change_resource(
    *, resource: Resource, words: ResourceWords, file: Checked | None, since: int, actor: str, now: datetime
) -> Resource:
    """The next version, at once in force. `since`: the version that the form began from.

    Raises NotAResource, ChangedMeanwhile, KeptElsewhere.
    """
    held = _own(resource)
    if words.type == CASE_STUDY:
        raise KeptElsewhere
    if held.version != since:
        raise ChangedMeanwhile
    words = replace(words, slug=held.slug)
    if file is None and not _differs(held, words):
        return held
    written = _written(held, words, file, actor=actor, now=now)
    if written.is_published:
        index(written)
    _journal("resource-changed", written, actor=actor, now=now)
    return written


@transaction.atomic
def publish(*, resource: Resource, actor: str, now: datetime) -> Resource:
    """A draft, or one that was withdrawn. Raises NotAResource where it gives nothing yet; KeptElsewhere."""
    return _published(_own(resource), actor=actor, now=now)


@transaction.atomic
def withdraw(*, resource: Resource, actor: str, now: datetime) -> Resource:
    """Nobody but the team sees it any more. Its versions, and what was said of it, are kept. Raises KeptElsewhere."""
    held = _own(resource)
    return held if held.state == State.WITHDRAWN else _withdrawn(held, actor=actor, now=now)


@transaction.atomic
def erase_case_study(*, slug: str, actor: str, now: datetime) -> None:
    """Withdrawn, and its words are gone for good. Only the address is left, and what readers wrote of it."""
    held = Resource.objects.select_for_update(of=("self",)).filter(slug=slug, type=CASE_STUDY).first()
    if held is None or held.title == _ERASED:
        return
    blank = ResourceWords(slug=slug, title=_ERASED, summary=_ERASED, kind="page", type=CASE_STUDY)
    _take_over(held, replace(blank, version=held.version + 1))
    held.state = State.WITHDRAWN
    held.save()
    _withdrawn(held, actor=actor, now=now)


def free_slug(title: str) -> str:
    """An address made from a title that no resource has; empty where none can be made."""
    base = slugify(title)[: LONGEST_SLUG - 4].strip("-")
    taken = set(Resource.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | TAKEN_BY_PAGES
    return next((slug for number in range(1, 1000) if (slug := _numbered(base, number)) not in taken), "")


def _numbered(base: str, number: int) -> str:
    return base if number == 1 else f"{base}-{number}"


def _written(resource: Resource, words: ResourceWords, file: Checked | None, *, actor: str, now: datetime) -> Resource:
    """Saved as the next version, with its file or the one it had. Raises NotAResource."""
    is_file = words.kind == "file"
    has_file = is_file and (file is not None or resource.file_id is not None)
    clean = checked(words, has_file=has_file, whole=resource.is_published)
    is_new = resource.pk is None
    clean = replace(clean, version=1 if is_new else resource.version + 1)
    _take_over(resource, clean)
    if file is not None and is_file:
        resource.file = _kept(file)
    elif not is_file:
        resource.file = None
    resource.changed_at = now
    resource.save(force_insert=is_new)
    if not resource.is_kept_elsewhere:
        Version.objects.create(
            resource=resource, number=clean.version, words=asdict(clean), file=resource.file, by=actor, at=now
        )
    return resource


def _take_over(resource: Resource, words: ResourceWords) -> None:
    for name, value in asdict(words).items():
        setattr(resource, name, list(value) if isinstance(value, tuple) else value)


def _withdrawn(held: Resource, *, actor: str, now: datetime) -> Resource:
    held.state, held.changed_at = State.WITHDRAWN, now
    held.save(update_fields=["state", "changed_at"])
    unindex(held)
    _journal("resource-withdrawn", held, actor=actor, now=now)
    return held


def _published(held: Resource, *, actor: str, now: datetime) -> Resource:
    if held.is_published:
        return held
    checked(words_of(held), has_file=held.file_id is not None)
    held.state, held.changed_at = State.PUBLISHED, now
    held.published_at = held.published_at or now
    held.save(update_fields=["state", "changed_at", "published_at"])
    index(held)
    _journal("resource-published", held, actor=actor, now=now)
    return held


def _kept(file: Checked) -> ResourceFile:
    return ResourceFile.objects.create(content=file.content, kind=file.kind, size=len(file.content), digest=file.digest)


def _differs(held: Resource, words: ResourceWords) -> bool:
    try:
        clean = checked(words, has_file=held.file_id is not None, whole=False)
    except NotAResource:
        return True
    return replace(words_of(held), version=0) != replace(clean, version=0)


def _own(resource: Resource) -> Resource:
    """Locked. Raises KeptElsewhere."""
    held = Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)
    if held.is_kept_elsewhere:
        raise KeptElsewhere
    return held


def _journal(name: str, resource: Resource, *, actor: str, now: datetime) -> None:
    version, kind = resource.version, resource.kind
    record(name, f"resource:{resource.pk}", actor=actor, now=now, version=version, kind=kind)
