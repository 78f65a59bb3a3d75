"""The log of support in words, and as a file for the funder."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO

from django.core.paginator import Page

from belonging.web.programme.models import ContactBy, SupportNote
from belonging.web.programme.presenters.words import Pages, duration, long_day, pages_of, short_day

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula."""
HEAD = ("School", "Cohort", "Kind", "Day", "Minutes", "What", "Next step", "Due", "Done", "Shown to the school")


@dataclass(frozen=True, slots=True)
class NoteView:
    """One contact. `step` is empty where none was agreed; `number` names the note in its buttons."""

    number: int
    head: str
    lines: tuple[str, ...]
    step: str
    step_state: str
    colour: str
    is_open: bool
    shared: bool
    shared_words: str


@dataclass(frozen=True, slots=True)
class SupportView:
    steps: tuple[NoteView, ...]
    notes: tuple[NoteView, ...]
    pages: Pages | None


def support_view(
    page: Page[SupportNote], steps: list[SupportNote], names: Mapping[str, str], *, today: date
) -> SupportView:
    return SupportView(
        steps=tuple(_note(note, names, today) for note in steps),
        notes=tuple(_note(note, names, today) for note in page),
        pages=pages_of(page, {}),
    )


def support_csv(notes: Iterable[SupportNote]) -> str:
    """One row for each contact; no names of people. Cells that a spreadsheet would run are made text."""
    out = StringIO()
    written = csv.writer(out, lineterminator="\r\n")
    written.writerow(HEAD)
    for note in notes:
        cells = (
            note.school.name,
            note.cohort.name,
            ContactBy(note.kind).label,
            note.on.isoformat(),
            note.minutes,
            note.what,
            note.next_step,
            note.next_due.isoformat() if note.next_due else "",
            note.done_on.isoformat() if note.done_on else "",
            "yes" if note.shared else "no",
        )
        written.writerow([safe_cell(cell) for cell in cells])
    # Excel takes a file for UTF-8 only with the mark at its head.
    return "\ufeff" + out.getvalue()


def safe_cell(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    return f"'{cell}" if cell.lstrip(" ").startswith(ACTIVE) or cell.startswith(ACTIVE) else cell


def _note(note: SupportNote, names: Mapping[str, str], today: date) -> NoteView:
    day, state, colour = _step_state(note, today)
    return NoteView(
        number=note.pk,
        head=f"{ContactBy(note.kind).label}, {long_day(note.on)}, {duration(note.minutes)}. {names[note.by]}",
        lines=tuple(note.what.splitlines()),
        step=f"{note.next_step}{day}",
        step_state=state,
        colour=colour,
        is_open=bool(note.next_step) and note.done_on is None,
        shared=note.shared,
        shared_words="The school's lead can read this." if note.shared else "The school does not see this.",
    )


def _step_state(note: SupportNote, today: date) -> tuple[str, str, str]:
    """(the day in words, the state, its colour)."""
    if not note.next_step:
        return "", "", ""
    if note.done_on is not None:
        return f", done on {short_day(note.done_on)}", "Done", "teal"
    if note.next_due is None:
        return "", "To do", "yellow"
    late = note.next_due < today
    return f", by {short_day(note.next_due)}", "Late" if late else "To do", "red" if late else "yellow"
