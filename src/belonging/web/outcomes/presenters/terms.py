"""The school's page of all terms: what stands, what is still to be entered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from belonging.web.outcomes.models import Source
from belonging.web.outcomes.queries import TermOutcome
from belonging.web.outcomes.rules.terms import Term, terms_until
from belonging.web.ui.components import Task

SHOWN_BACK = 6
LEAD = (
    "How often pupils come, and how often they are sent away, term by term. It stands in your report beside what "
    "pupils say, and is never given as its reason."
)
WHAT_OTHERS_SEE = (
    "What you enter stands exactly for those who may enter it: lead, head and SENCO. Everybody else, and every report, "
    "gets what is below: nothing about fewer than ten pupils, and nothing from which that could be worked out."
)
TO_ENTER, UNDER_WAY, NOT_ENTERED = "To enter", "Under way", "Not entered"
ENTERED, FROM_FILE, PUBLISHED = "Entered", "From your file", "Published figures"
_STATES = {Source.ENTERED: ENTERED, Source.FILE: FROM_FILE, Source.PUBLISHED: PUBLISHED}


@dataclass(frozen=True, slots=True)
class TermLine:
    """`key` is the last part of its address."""

    key: str
    name: str
    state: str


def term_lines(outcomes: Sequence[TermOutcome], today: date) -> list[TermLine]:
    """The last terms, the newest first, then older ones that stand."""
    return list(_lines({each.term: each for each in outcomes}, today))


def term_tasks(lines: Sequence[TermLine], address: str) -> list[Task]:
    """`address` of a term, with KEY for the term."""
    return [
        Task(line.name, line.state, address.replace("KEY", line.key), colour="yellow" if line.state == TO_ENTER else "")
        for line in lines
    ]


def _lines(standing: dict[Term, TermOutcome], today: date) -> Iterator[TermLine]:
    recent = terms_until(today, SHOWN_BACK)
    ended = next(term for term in recent if term.days[1] < today)
    older = sorted((term for term in standing if term.is_one_term and term not in recent), reverse=True)
    for term in (*recent, *older):
        found = standing.get(term)
        waits = TO_ENTER if term == ended else UNDER_WAY if term > ended else NOT_ENTERED
        yield TermLine(term.key, term.label, waits if found is None else _STATES[found.source])
