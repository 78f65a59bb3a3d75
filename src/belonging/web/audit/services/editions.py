"""Writing the next version of the audit and publishing it. One draft at a time; a published version stays as it is."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from belonging.instruments.audit import AuditInstrument
from belonging.instruments.audit_file import audit_from_data, audit_to_data, canonical_json, digest_of_data
from belonging.instruments.errors import InvalidInstrument
from belonging.instruments.framework import Reference
from belonging.instruments.load import known_to_audits
from belonging.web.audit.errors import CannotDraft, CannotPublish, DraftChanged, FrameChanged
from belonging.web.audit.models import Edition
from belonging.web.audit.queries.editions import current_edition, edition_where_used, name_of
from belonging.web.audit.rules.editions import (
    Content,
    FrameWords,
    StatementWords,
    frame_of,
    missing_parts,
    sizes,
    with_words,
    without,
    words_in,
)
from belonging.web.journal.services import Act, record_act

LONGEST_NOTES = 1000


@transaction.atomic
def draft_edition(*, actor: str, now: datetime) -> Edition:
    """Begin the next version as a copy of the current one. Raises CannotDraft while another is being written."""
    if Edition.objects.select_for_update().filter(published_at__isnull=True).exists():
        raise CannotDraft("The next version is being written already. Go on with that one.")
    content = _current_as(current_edition().version + 1)
    edition = Edition.objects.create(
        version=content["version"], content=canonical_json(content), drafted_by=actor, drafted_at=now
    )
    _record("edition-drafted", edition, actor, now)
    return edition


@transaction.atomic
def change_draft(*, edition: Edition, words: StatementWords, began: str, actor: str, now: datetime) -> Edition:
    """Save one statement, at its place. `began`: the `mark` of the one the writer began from; empty for a new one.

    Raises DraftChanged where somebody else has saved it since, CannotDraft where it cannot be kept.
    """
    held, content = _held(edition)
    theirs = words_in(content, words.key)
    if began and (theirs is None or theirs.mark != began):
        raise DraftChanged(theirs)
    if not began:
        _refuse_known_key(theirs, words.key)
    _refuse_emptied(content, words)
    return _saved(held, with_words(content, words), "edition-statement-saved", words.key, actor, now)


@transaction.atomic
def remove_from_draft(*, edition: Edition, key: str, actor: str, now: datetime) -> Edition:
    """Schools that rated it keep what they wrote."""
    held, content = _held(edition)
    words = words_in(content, key)
    if words is None:
        raise CannotDraft("This statement has been taken out already. You see the draft as it stands now.")
    changed = without(content, key)
    if not all(area["statements"] for area in changed["areas"]):
        raise CannotDraft("It is the last statement of its area, and no area can be empty. Add another one first.")
    return _saved(held, changed, "edition-statement-removed", key, actor, now)


@transaction.atomic
def put_back(*, edition: Edition, key: str, actor: str, now: datetime) -> Edition:
    """A statement of the current version that was taken out of the draft, as it was, at the end of its area."""
    held, content = _held(edition)
    words = words_in(_current_as(held.version), key)
    if words is None or words_in(content, key) is not None:
        raise CannotDraft("There is nothing to put back under that name. You see the draft as it stands now.")
    last = replace(words, place=sizes(content)[words.area] + 1)
    return _saved(held, with_words(content, last), "edition-statement-put-back", key, actor, now)


@transaction.atomic
def change_frame(*, edition: Edition, frame: FrameWords, began: str, actor: str, now: datetime) -> Edition:
    """`began`: the `mark` of the one the writer began from. Raises FrameChanged where another has saved it since."""
    held, content = _held(edition)
    theirs = frame_of(_whole(content, held))
    if theirs.mark != began:
        raise FrameChanged(theirs)
    content["introduction"], content["minutes"] = {"en": frame.introduction}, frame.minutes
    for area in content["areas"]:
        title, description = frame.areas[area["key"]]
        area["title"], area["description"] = {"en": title}, {"en": description}
    return _saved(held, content, "edition-frame-saved", "", actor, now)


@transaction.atomic
def add_reference(*, edition: Edition, reference: Reference, actor: str, now: datetime) -> Edition:
    """A source that statements can cite from now on."""
    held, content = _held(edition)
    if reference.key in {row["key"] for row in content["references"]}:
        raise CannotDraft("There is a source of that author and year. Give this one another short name.")
    content["references"].append(asdict(reference))
    return _saved(held, content, "edition-reference-added", reference.key, actor, now)


@transaction.atomic
def begin_draft_again(*, edition: Edition, actor: str, now: datetime) -> Edition:
    """Undo all changes: the draft is the current version once more."""
    held, content = _held(edition)
    return _saved(held, _current_as(content["version"]), "edition-begun-again", "", actor, now)


@transaction.atomic
def publish_edition(*, edition: Edition, notes: str, actor: str, now: datetime) -> Edition:
    """Audits begun from now on use it; those begun before keep theirs. Raises CannotPublish."""
    held, content = _held(edition)
    if not notes.strip() or len(notes.strip()) > LONGEST_NOTES:
        raise CannotPublish(f"Please tell schools what has changed and why, in {LONGEST_NOTES:,} characters at most.")
    _refuse_unfinished(_whole(content, held))
    held.content, held.digest, held.notes = canonical_json(content), digest_of_data(content), notes.strip()
    held.published_by, held.published_at = actor, now
    held.save(update_fields=["content", "digest", "notes", "published_by", "published_at"])
    _record("edition-published", held, actor, now, digest=held.digest)
    return held


def _held(edition: Edition) -> tuple[Edition, Content]:
    held = Edition.objects.select_for_update().get(pk=edition.pk)
    if held.published_at is not None:
        raise CannotDraft("This version is published and stays as it is. Begin the next one to change something.")
    return held, json.loads(held.content)


def _saved(held: Edition, content: Content, act: str, key: str, actor: str, now: datetime) -> Edition:
    _whole(content, held)
    held.content, held.revision = canonical_json(content), held.revision + 1
    held.save(update_fields=["content", "revision"])
    _record(act, held, actor, now, revision=held.revision, **({"key": key} if key else {}))
    return held


def _whole(content: Content, held: Edition) -> AuditInstrument:
    """What can be kept in a draft can be read."""
    try:
        return audit_from_data(content, name=name_of(held.version), known=known_to_audits())
    except InvalidInstrument as error:
        raise CannotDraft(f"This cannot be saved: {error.problem}. To mend it, {error.remedy}.") from error


def _current_as(version: int) -> Content:
    return {**audit_to_data(current_edition()), "version": version}


def _refuse_known_key(there: StatementWords | None, key: str) -> None:
    if there is not None:
        raise CannotDraft(
            f"The draft has a statement of that short name: “{there.wording}”. Choose another short name."
        )
    used = edition_where_used(key)
    if used:
        raise CannotDraft(
            f"Version {used} had a statement of that short name, and schools’ ratings of it are kept under it. "
            "Choose another short name."
        )


def _refuse_emptied(content: Content, words: StatementWords) -> None:
    left = without(content, words.key)
    empty = [area["key"] for area in left["areas"] if not area["statements"] and area["key"] != words.area]
    if empty:
        raise CannotDraft(
            "It is the last statement of its area, and no area can be empty. Add another one there first."
        )


def _refuse_unfinished(audit: AuditInstrument) -> None:
    if audit_to_data(audit) == _current_as(audit.version):
        raise CannotPublish("Nothing differs from the current version, so there is nothing to publish.")
    for statement in audit.statements:
        missing = missing_parts(statement)
        if missing:
            raise CannotPublish(f"Statement {statement.number} still needs {missing[0]}. Schools would miss it.")


def _record(name: str, edition: Edition, actor: str, now: datetime, **details: object) -> None:
    record_act(act=Act(name, f"audit edition {edition.version}", details), actor=actor, now=now)
