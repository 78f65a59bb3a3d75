"""Versions of the audit in words: which there are, what one says, and what differs between two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.urls import reverse

from belonging.instruments.audit import AuditInstrument, Statement
from belonging.instruments.load import load, load_framework, published
from belonging.web.audit.models import Edition
from belonging.web.audit.presenters.work import counted, long_day, minutes
from belonging.web.audit.rules.editions import (
    PART_WORDS,
    Difference,
    FrameWords,
    StatementWords,
    frame_of,
    missing_parts,
    renumbered,
)
from belonging.web.ui.components import Task

WHO = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}


@dataclass(frozen=True, slots=True)
class EditionRow:
    title: str
    sentence: str
    notes: str
    href: str


def edition_rows(published_ones: Sequence[Edition], shipped: AuditInstrument) -> list[EditionRow]:
    """Newest first; the one that came with the program last."""
    rows = [
        EditionRow(
            f"Version {edition.version}",
            f"Published on {long_day(edition.published_at)}." if edition.published_at else "",
            edition.notes,
            reverse("audit:edition", args=[edition.version]),
        )
        for edition in published_ones
    ]
    href = reverse("audit:edition", args=[shipped.version])
    return [*rows, EditionRow(f"Version {shipped.version}", "The first version, in use from the beginning.", "", href)]


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """One statement with all its parts; `parts` are (heading, lines)."""

    number: str
    wording: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ReadArea:
    title: str
    description: str
    statements: tuple[ReadStatement, ...]


def read_version(audit: AuditInstrument) -> list[ReadArea]:
    return [
        ReadArea(
            f"{area.number} {area.title}",
            str(area.description),
            tuple(ReadStatement(each.number, str(each.wording), _parts(each)) for each in area.statements),
        )
        for area in audit.areas
    ]


def size_words(audit: AuditInstrument) -> str:
    """40 statements in 4 areas, about 1 hour 20 minutes."""
    statements = len(list(audit.statements))
    return f"{counted(statements, 'statement')} in {counted(len(audit.areas), 'area')}, {minutes(audit.minutes)}."


@dataclass(frozen=True, slots=True)
class DraftPage:
    """`areas`: key, title and statements; a statement's hint says what it still needs."""

    title: str
    sentence: str
    areas: tuple[tuple[str, str, tuple[Task, ...]], ...]
    ready: str


def draft_page(draft: AuditInstrument, found: Iterable[Difference], current: AuditInstrument) -> DraftPage:
    every = list(found)
    states = {each.key: _state(each) for each in every}
    lacking = sum(bool(missing_parts(statement)) for statement in draft.statements)
    return DraftPage(
        title=f"Version {draft.version}, a draft",
        sentence=f"{size_words(draft)} {_count_words(every, draft, current)}",
        areas=tuple(
            (area.key, f"{area.number} {area.title}", tuple(_draft_row(each, states) for each in area.statements))
            for area in draft.areas
        ),
        ready=_not_ready(lacking, changed=not _reads_alike(draft, current)),
    )


def _not_ready(lacking: int, *, changed: bool) -> str:
    """Why it cannot be published yet; empty where it can."""
    if lacking:
        return f"{counted(lacking, 'statement still needs', 'statements still need')} something before you can publish."
    return "" if changed else "Once something differs, you can publish it from here."


def _reads_alike(draft: AuditInstrument, current: AuditInstrument) -> bool:
    return replace(draft, version=current.version, digest=current.digest) == current


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """`rows`: (part, then, now). `put_back`: where one that was taken out comes back; empty for others."""

    title: str
    state: str
    rows: tuple[tuple[str, str, str], ...]
    put_back: str = ""


def shown_differences(found: Iterable[Difference]) -> list[ShownDifference]:
    return [_shown(each) for each in found]


def clash_rows(mine: StatementWords, theirs: StatementWords | None) -> tuple[tuple[str, str, str], ...]:
    """The parts in which they differ: (part, what stands now, what was written)."""
    if theirs is None:
        return ()
    parts = [part for part in PART_WORDS if getattr(mine, part) != getattr(theirs, part)]
    return tuple((_headed(part), _plain(theirs, part), _plain(mine, part)) for part in parts)


def _shown(each: Difference) -> ShownDifference:
    statement = each.now or each.then
    title = f"{statement.number} {statement.wording}" if statement else ""
    rows = tuple((_headed(part), _said(each.then, part), _said(each.now, part)) for part in each.parts)
    back = "" if each.now else reverse("audit:draft_put_back", args=[each.key])
    return ShownDifference(title, _state(each), rows, back)


def _state(each: Difference) -> str:
    if each.then is None:
        return "New"
    if each.now is None:
        return "Taken out"
    return "Moved" if each.moved and not each.parts else "Moved and changed" if each.moved else "Changed"


def frame_rows(then: FrameWords, now: FrameWords) -> tuple[tuple[str, str, str], ...]:
    """What differs around the statements: (part, then, now)."""
    rows = [("Introduction", then.introduction, now.introduction), ("Minutes", str(then.minutes), str(now.minutes))]
    for number, (key, (title, about)) in enumerate(now.areas.items(), start=1):
        old_title, old_about = then.areas.get(key, ("", ""))
        rows += [(f"Title of area {number}", old_title, title), (f"What area {number} is about", old_about, about)]
    return tuple(row for row in rows if row[1] != row[2])


def new_numbers(then: AuditInstrument, now: AuditInstrument) -> list[str]:
    """1.3, was 1.2: We greet every child."""
    return [f"{new.number}, was {old.number}: {new.wording}" for old, new in renumbered(then, now)]


def _count_words(found: list[Difference], draft: AuditInstrument, current: AuditInstrument) -> str:
    if _reads_alike(draft, current):
        return "Nothing has changed yet."
    states = [_state(each) for each in found]
    counts = [(states.count(state), words) for state, words in (("New", "new"), ("Taken out", "taken out"))]
    changed = len(found) - sum(count for count, _ in counts)
    counts = [(changed, "changed or moved"), *counts, (len(renumbered(current, draft)), "under a new number")]
    parts = [f"{count} {words}" for count, words in counts if count]
    if frame_of(draft) != frame_of(current) or not parts:
        parts.append("what stands around the statements differs")
    return f"{', '.join(parts)}.".capitalize()


def _draft_row(statement: Statement, states: dict[str, str]) -> Task:
    missing, state = missing_parts(statement), states.get(statement.key, "")
    return Task(
        title=f"{statement.number} {statement.wording}",
        status=state,
        href=reverse("audit:draft_statement", args=[statement.key]),
        hint=f"Needs {', '.join(missing)}." if missing else "",
        colour="yellow" if state else "",
    )


def _parts(statement: Statement) -> tuple[tuple[str, tuple[str, ...]], ...]:
    heads = {"fully": "Fully met", "partially": "Partially met", "not_yet": "Not yet met"}
    shown = [(heads.get(part, _headed(part)), _lines(statement, part)) for part in PART_WORDS]
    return tuple((head, lines) for head, lines in shown[1:] if lines)


def _headed(part: str) -> str:
    return PART_WORDS[part][:1].upper() + PART_WORDS[part][1:]


def _said(statement: Statement | None, part: str) -> str:
    return "\n".join(_lines(statement, part)) if statement else ""


def _plain(words: StatementWords, part: str) -> str:
    value = getattr(words, part)
    if isinstance(value, str):
        return value
    return "\n".join(each if isinstance(each, str) else ": ".join(each) for each in value)


def _lines(statement: Statement, part: str) -> tuple[str, ...]:
    value = getattr(statement, part)
    if part in EACH:
        return tuple(EACH[part](one) for one in value)
    return (str(value),) if value else ()


def _question(audience: str, key: str) -> str:
    for name in published():
        asked = load(name)
        if asked.audience.value == audience and any(item.key == key for item in asked.items):
            return f"{WHO[audience]}: {asked.item(key).wording[asked.editions[0]]}"
    return f"{WHO[audience]}: {key}"


EACH: Final[Mapping[str, Callable[[Any], str]]] = {
    "tips": str,
    "references": str,
    "links": lambda link: f"{link.text}: {link.href}",
    "constructs": lambda key: str(load_framework().construct(key).title),
    "pairings": lambda pairing: _question(pairing.audience, pairing.item),
    "themes": lambda theme: theme.replace("_", " ").capitalize(),
}
"""How one of a part that is a list is said."""
