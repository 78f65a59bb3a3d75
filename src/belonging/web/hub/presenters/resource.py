"""One resource, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.text import slugify

from belonging.instruments.audit import AuditInstrument
from belonging.web.accounts.models import User
from belonging.web.audit.rules.evidence import host_of
from belonging.web.files.rules.kinds import ENDINGS, SHORT_NAMES, Kind
from belonging.web.hub.models import Note, Resource, ResourceFile, Verdict
from belonging.web.hub.presenters.body import body_of
from belonging.web.hub.presenters.cards import facts_of, phase_words, time_words
from belonging.web.hub.queries.resources import item_wording
from belonging.web.hub.queries.saying import Verdicts
from belonging.web.hub.rules.words import COSTS, KINDS, LICENCES, TYPES, ResourceWords
from belonging.web.ui.components import Link, SummaryRow

_ASKED = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}


@dataclass(frozen=True, slots=True)
class Way:
    """The button: to the file, or to another site, which `note` says."""

    text: str
    href: str
    note: str


@dataclass(frozen=True, slots=True)
class ToldNote:
    """`report` is where others report it; empty for the writer's own, which `edit` leads to."""

    who: str
    what: str
    with_whom: str
    how_it_went: str
    report: str
    edit: str


@dataclass(frozen=True, slots=True)
class ResourcePage:
    resource: Resource
    type: str
    body: SafeString
    way: Way | None
    facts: tuple[SummaryRow, ...]
    statements: tuple[Link, ...]
    items: tuple[str, ...]
    verdict: str
    choices: tuple[tuple[str, str, bool], ...]
    notes: tuple[ToldNote, ...]
    writes: str
    rated: bool
    short: str
    """What it takes, in a line."""
    tried: str


def resource_page(
    resource: Resource,
    *,
    file: ResourceFile | None,
    verdicts: Verdicts,
    notes: Sequence[Note],
    reader: User,
    audit: AuditInstrument,
) -> ResourcePage:
    own = any(note.writer_id == reader.pk for note in notes)
    return ResourcePage(
        resource=resource,
        type=TYPES[resource.type],
        body=body_of(resource.body),
        way=way_to(resource, file),
        facts=facts(resource, resource.changed_at),
        statements=_statements(resource.statements, audit),
        items=items_told(resource.items),
        verdict=verdict_words(verdicts),
        choices=tuple((value, label, value == verdicts.own) for value, label in Verdict.choices),
        notes=tuple(_note(note, resource, reader) for note in notes),
        writes="Change what you wrote" if own else "Write how it went",
        rated=bool(verdicts.own),
        short=" · ".join(facts_of(resource)),
        tried=f"We tried this ({len(notes)})" if notes else "We tried this",
    )


def way_to(resource: Resource, file: ResourceFile | None) -> Way | None:
    if resource.kind == "file" and file is not None:
        size = (
            f"{max(1, round(file.size / 1024)):,} KB"
            if file.size < 1024 * 1024
            else f"{file.size / 1024 / 1024:.1f} MB"
        )
        return Way(
            "Download the file", reverse("hub:file", args=[resource.slug]), f"{SHORT_NAMES[Kind(file.kind)]}, {size}"
        )
    if resource.kind in ("link", "video") and resource.url:
        verb = "Watch it" if resource.kind == "video" else "Open it"
        host = host_of(resource.url)
        return Way(f"{verb} at {host}", resource.url, "It opens at another site, which has its own rules on privacy.")
    return None


def facts(words: Resource | ResourceWords, changed: datetime) -> tuple[SummaryRow, ...]:
    """What it takes, whose it is and what may be done with it; only what is known."""
    day = date_format(timezone.localtime(changed), "j F Y")
    rows = (
        ("What it is", f"{TYPES[words.type]}: {KINDS[words.kind].lower()}"),
        ("For", phase_words(list(words.phases))),
        ("Time", time_words(words.minutes)),
        ("Cost", COSTS[words.cost]),
        ("By", words.author),
        ("What you may do with it", LICENCES.get(words.licence, words.licence)),
        ("Where it comes from", words.source),
        ("Version", f"{words.version}, {day}"),
    )
    return tuple(SummaryRow(name, value) for name, value in rows if value)


def items_told(items: Sequence[str]) -> tuple[str, ...]:
    told = ((item.partition("_")[0], item_wording(item)) for item in items)
    return tuple(f"{_ASKED[who]}: “{words}”" for who, words in told if words and who in _ASKED)


def verdict_words(verdicts: Verdicts) -> str:
    """ "It helped 5, helped 2 in part and did not suit 1 of the 8 who said so."."""
    if not verdicts.people:
        return "Nobody has said yet whether it helped."
    people = "1 person has" if verdicts.people == 1 else f"{verdicts.people} people have"
    told = (
        (verdicts.helped, "it helped"),
        (verdicts.partly, "it helped in part"),
        (verdicts.not_suited, "it did not suit them"),
    )
    return f"{people} said how it was: " + ", ".join(f"{many} that {words}" for many, words in told if many) + "."


def file_name(resource: Resource, kind: str) -> str:
    """Made from the title: what a sender calls a file is not kept."""
    return f"{slugify(resource.title)[:60] or 'resource'}.{ENDINGS[Kind(kind)]}"


def _statements(keys: Sequence[str], audit: AuditInstrument) -> tuple[Link, ...]:
    """Each leads to everything that helps with it."""
    asked = (audit.statement(key) for key in keys)
    here = reverse("hub:search")
    return tuple(Link(f"{each.number} {each.wording}", f"{here}?statement={each.key}") for each in asked if each)


def _note(note: Note, resource: Resource, reader: User) -> ToldNote:
    own = note.writer_id == reader.pk
    day = date_format(timezone.localtime(note.changed_at or note.written_at), "F Y")
    who = note.school_name or "A school"
    return ToldNote(
        who=f"{who}, {day}" + (" (you wrote this)" if own else ""),
        what=note.what,
        with_whom=note.with_whom,
        how_it_went=note.how_it_went,
        report="" if own else reverse("hub:report", args=[note.pk]),
        edit=reverse("hub:note", args=[resource.slug]) if own else "",
    )
