"""Saying what a resource was worth: whether it helped, and how it went. Each person's own, to change and remove."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from belonging.web.accounts.models import User
from belonging.web.audit.rules.evidence import cleaned_line, cleaned_text
from belonging.web.hub.errors import NotSaid
from belonging.web.hub.models import Note, NoteReport, Rating, Resource, Verdict
from belonging.web.hub.services.journaling import record

LONGEST = 600
LONGEST_WHOM = 200
LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class NoteWords:
    """`school_name`: of the writer's school, where it may be shown; empty otherwise."""

    what: str
    with_whom: str
    how_it_went: str
    school_name: str = ""


@transaction.atomic
def rate(*, resource: Resource, person: User, verdict: str, now: datetime) -> Rating | None:
    """In place of what the person said before; an empty verdict takes it back. Raises NotSaid."""
    if verdict and verdict not in Verdict.values:
        raise NotSaid("Please choose one of the three answers.")
    if verdict:
        told = {"verdict": verdict, "at": now}
        rating, _ = Rating.objects.update_or_create(resource=resource, person=person, defaults=told)
    else:
        rating = None
        Rating.objects.filter(resource=resource, person=person).delete()
    _journal("resource-rated", resource, actor=str(person.pk), now=now, taken_back=not verdict)
    return rating


@transaction.atomic
def write_note(*, resource: Resource, writer: User, words: NoteWords, now: datetime) -> Note:
    """The writer's note on this resource, or its new words. Raises NotSaid."""
    said = {
        "what": cleaned_text(words.what),
        "with_whom": cleaned_line(words.with_whom),
        "how_it_went": cleaned_text(words.how_it_went),
        "school_name": cleaned_line(words.school_name),
    }
    if not (said["what"] and said["how_it_went"]):
        raise NotSaid("Please say what you did and how it went, in a sentence each.")
    if max(len(said["what"]), len(said["how_it_went"])) > LONGEST or len(said["with_whom"]) > LONGEST_WHOM:
        raise NotSaid(f"Please use at most {LONGEST} letters for each part: others read it in a minute.")
    note = Note.objects.select_for_update(of=("self",)).filter(resource=resource, writer=writer).first()
    if note is None:
        note = Note.objects.create(resource=resource, writer=writer, written_at=now, **said)
        _journal("note-written", resource, actor=str(writer.pk), now=now, note=note.pk)
        return note
    for name, value in said.items():
        setattr(note, name, value)
    note.changed_at = now
    note.save(update_fields=[*said, "changed_at"])
    _journal("note-changed", resource, actor=str(writer.pk), now=now, note=note.pk)
    return note


@transaction.atomic
def remove_note(*, note: Note, actor: str, now: datetime) -> None:
    """By who wrote it: nothing of its words is kept."""
    _journal("note-removed", note.resource, actor=actor, now=now, note=note.pk)
    note.delete()


@transaction.atomic
def report_note(*, note: Note, why: str, actor: str, now: datetime) -> NoteReport:
    """For the team to look at. The same person's second report replaces the first. Raises NotSaid."""
    words = cleaned_line(why)
    if not words:
        raise NotSaid("Please say in a few words what is wrong with it.")
    if len(words) > LONGEST_WHY:
        raise NotSaid(f"Please use at most {LONGEST_WHY} letters.")
    told = {"why": words, "at": now, "settled_at": None}
    report, _ = NoteReport.objects.update_or_create(note=note, by=actor, defaults=told)
    _journal("note-reported", note.resource, actor=actor, now=now, note=note.pk)
    return report


@transaction.atomic
def settle_report(*, report: NoteReport, hide: bool, actor: str, now: datetime) -> None:
    """The team hides the note, or leaves it; every open report of it is settled."""
    note = report.note
    if hide:
        note.hidden_at = now
        note.save(update_fields=["hidden_at"])
    NoteReport.objects.filter(note=note, settled_at=None).update(settled_at=now)
    _journal("note-hidden" if hide else "note-left", note.resource, actor=actor, now=now, note=note.pk)


def _journal(name: str, resource: Resource, *, actor: str, now: datetime, **said: object) -> None:
    record(name, f"resource:{resource.pk}", actor=actor, now=now, **said)
