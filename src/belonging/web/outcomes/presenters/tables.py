"""Outcomes as rows: what is not known is told from what is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from belonging.web.outcomes.models import Source
from belonging.web.outcomes.presenters.panels import attendance
from belonging.web.outcomes.queries import TermOutcome
from belonging.web.outcomes.rules.counts import Counts, Group, half_up
from belonging.web.outcomes.rules.terms import Term
from belonging.web.ui.components import Table

NOT_GIVEN, NOT_SHOWN = "–", "not shown"
HEAD: Final = (
    "Term",
    "On roll",
    "Attendance, %",
    "Persistently absent",
    "Suspensions",
    "Pupils suspended",
    "Permanent exclusions",
    "Incidents",
)
KEY: Final = (
    f"“{NOT_GIVEN}” means that nobody has said. “{NOT_SHOWN.capitalize()}” means that the number is about fewer than "
    "ten pupils, or would give such a number away."
)


def school_table(caption: str, outcomes: Iterable[TermOutcome], group: Group) -> Table | None:
    """None where there is nothing of this group in any term."""
    rows = [row for each in outcomes if (row := _row(each, group)) is not None]
    return _table(caption, HEAD, rows) if rows else None


def incident_notes(outcomes: Sequence[TermOutcome]) -> Iterator[str]:
    """How the school counts incidents, and from when it counted otherwise."""
    said = [(each.term, each.incident_words) for each in outcomes if each.incident_words]
    before = ""
    for term, words in said:
        if words != before:
            opening = f"From {term.short} on, what counts as an incident" if before else "What counts as an incident"
            caution = " Numbers before and after are not the same thing." if before else ""
            yield f"{opening}, in the school’s words: {words.rstrip('.')}.{caution}"
        before = words


def source_notes(outcomes: Iterable[TermOutcome]) -> Iterator[str]:
    published = [each.term.short for each in outcomes if each.source == Source.PUBLISHED]
    if published:
        yield f"Published by the Department for Education, not entered by the school: {', '.join(published)}."


def _table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Columns in which no term has anything are left out."""
    kept = [at for at in range(len(head)) if not at or any(row[at] != NOT_GIVEN for row in rows)]
    shown = [[row[at] for at in kept] for row in rows]
    return Table(caption, [head[at] for at in kept], shown, numeric=frozenset(range(1, len(kept))), caption_size="s")


def _row(outcome: TermOutcome, group: Group) -> tuple[str, ...] | None:
    return school_row(_held(outcome.term), outcome.of(group), outcome.hidden.get(group, frozenset()))


def school_row(name: str, counts: Counts, hidden: frozenset[str]) -> tuple[str, ...] | None:
    """As HEAD has it; None where there is nothing to say."""
    if not counts and not hidden:
        return None
    plain = [_plain(counts, hidden, column) for column in ("suspensions", "suspended", "excluded", "incidents")]
    came = NOT_SHOWN if {"possible", "missed"} & hidden else attendance(counts) or NOT_GIVEN
    return name, _plain(counts, hidden, "on_roll"), came, _persistent(counts, hidden), *plain


def _held(term: Term) -> str:
    """Its name on one line."""
    return term.short.replace(" ", "\xa0")


def _plain(counts: Counts, hidden: frozenset[str], name: str) -> str:
    value = counts.of(name)
    return NOT_SHOWN if name in hidden else NOT_GIVEN if value is None else f"{value:,}"


def _persistent(counts: Counts, hidden: frozenset[str]) -> str:
    printed = _plain(counts, hidden, "persistent")
    if counts.persistent is None or not counts.on_roll:
        return printed
    return f"{printed} ({half_up(counts.persistent, counts.on_roll)}%)"
