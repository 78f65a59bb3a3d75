"""What people said of resources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from belonging.web.accounts.models import User
from belonging.web.hub.models import Note, NoteReport, Rating, Resource, Verdict

MOST_NOTES = 30


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many said what; `own` is the reader's."""

    helped: int = 0
    partly: int = 0
    not_suited: int = 0
    own: str = ""

    @property
    def people(self) -> int:
        return self.helped + self.partly + self.not_suited


def verdicts_of(resource: Resource, person: User) -> Verdicts:
    told = dict(resource.ratings.values_list("verdict").annotate(Count("pk")))
    own = resource.ratings.filter(person=person).values_list("verdict", flat=True).first()
    return Verdicts(**{str(verdict): told.get(verdict, 0) for verdict in Verdict.values}, own=own or "")


def helped_of(resources: Iterable[int]) -> Mapping[int, tuple[int, int]]:
    """Of each resource that was rated: how many it helped, at least in part, and how many rated it. One query."""
    rows = Rating.objects.filter(resource_id__in=list(resources)).values_list("resource_id")
    counted = rows.annotate(helped=Count("pk", filter=~Q(verdict=Verdict.NOT_SUITED)), every=Count("pk"))
    return {key: (good, every) for key, good, every in counted}


def notes_of(resource: Resource) -> list[Note]:
    """The newest, and not what the team has hidden."""
    return list(resource.notes.filter(hidden_at=None)[:MOST_NOTES])


def own_note(resource: Resource, person: User) -> Note | None:
    """The reader's own, hidden or not."""
    return resource.notes.filter(writer=person).first()


def note_named(key: int) -> Note | None:
    """If others see it."""
    seen = Note.objects.filter(pk=key, hidden_at=None, resource__state="published")
    return seen.select_related("resource").first()


def reports_open() -> list[NoteReport]:
    return list(NoteReport.objects.filter(settled_at=None).select_related("note__resource"))


def report_named(key: int) -> NoteReport | None:
    return NoteReport.objects.filter(pk=key, settled_at=None).select_related("note__resource").first()
