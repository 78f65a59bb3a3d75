"""The library of practices, and one practice, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from belonging.instruments.audit import AuditInstrument
from belonging.instruments.load import load, load_framework, load_practices
from belonging.instruments.practices import Evidence, Practice
from belonging.web.actions.presenters.plan import Place
from belonging.web.actions.rules.practice_words import COSTS, EFFORTS, EVIDENCE, SETTINGS, Tested
from belonging.web.actions.rules.suggestions import Suggested, Wanted
from belonging.web.ui.components import Link, SummaryRow

FIRST = 4
MOST_REASONS = 3
_ASKED = {"pupil": "Pupils", "parent": "Parents and carers", "staff": "Staff"}


@dataclass(frozen=True, slots=True)
class Card:
    """One practice in a list. `because` says why it is suggested; `more` how many further reasons there are."""

    name: str
    href: str
    what: str
    cost: str
    effort: str
    tested: Tested
    because: tuple[str, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class LibraryPage:
    introduction: str
    counted: str
    first: tuple[Card, ...]
    cards: tuple[Card, ...]
    untested: str
    everything: str

    @property
    def is_empty(self) -> bool:
        return not self.cards


@dataclass(frozen=True, slots=True)
class Told:
    """How a page for these readers could tell it."""

    readers: str
    words: str


@dataclass(frozen=True, slots=True)
class PracticePage:
    practice: Practice
    tested: Tested
    facts: tuple[SummaryRow, ...]
    sources: tuple[str, ...]
    statements: tuple[str, ...]
    items: tuple[str, ...]
    told: tuple[Told, ...]
    ways: tuple[Link, ...]


def library_page(*, wanted: Wanted, suggested: Sequence[Suggested] = (), place: Place | None = None) -> LibraryPage:
    """`place` is the plan that practices would be added to, where there is one."""
    everything = load_practices().practices
    fitting = [each for each in everything if wanted.is_met_by(each)]
    untested = sum(each.evidence is Evidence.PRACTICE for each in everything)
    return LibraryPage(
        introduction=f"{len(everything)} things that schools do for belonging: what each takes, and how much is known.",
        counted=_counted(len(fitting), len(everything)),
        first=tuple(_card(each.practice, place, each.because) for each in suggested[:FIRST]),
        cards=tuple(_card(each, place) for each in fitting),
        untested=f"{untested} of the {len(everything)} have never been tested, and each says so.",
        everything=_library(place),
    )


def practice_page(practice: Practice, *, audit: AuditInstrument, ways: Iterable[Link]) -> PracticePage:
    """`audit` gives the statements' words; `ways` lead to the plans that it can be added to."""
    settings = [SETTINGS[setting] for setting in practice.settings]
    constructs = [str(load_framework().construct(key).title) for key in practice.constructs]
    return PracticePage(
        practice=practice,
        tested=EVIDENCE[practice.evidence],
        facts=(
            SummaryRow("Cost", str(practice.cost_words)),
            SummaryRow("Staff time", str(practice.effort_words)),
            SummaryRow("Kind of school", ", ".join(settings) if len(settings) < len(SETTINGS) - 1 else "All"),
            SummaryRow("Side of belonging", ", ".join(constructs)),
        ),
        sources=tuple(str(reference) for reference in practice.references),
        statements=tuple(
            f"{each.number} {each.wording}" for each in audit.statements if each.key in practice.statements
        ),
        items=tuple(_asked(pairing.audience, pairing.item) for pairing in practice.pairings),
        told=(
            Told("Pupils", str(practice.for_pupils)),
            Told("Younger pupils", str(practice.for_younger)),
            Told("Families", str(practice.for_families)),
        ),
        ways=tuple(ways),
    )


def way_in(practice: Practice, place: Place, words: str) -> Link:
    """The page that adds an action, with this practice chosen."""
    return Link(words, f"{place.href('add')}?{urlencode({'practice': practice.key})}")


def _card(practice: Practice, place: Place | None, because: tuple[str, ...] = ()) -> Card:
    further = len(because) - MOST_REASONS
    return Card(
        name=str(practice.name),
        href=_href(practice, place),
        what=str(practice.what),
        cost=COSTS[practice.cost],
        effort=EFFORTS[practice.effort],
        tested=EVIDENCE[practice.evidence],
        because=because[:MOST_REASONS],
        more="" if further < 1 else f"and {further} more {'reason' if further == 1 else 'reasons'}",
    )


def _href(practice: Practice, place: Place | None) -> str:
    if place is None:
        return reverse("actions:practice", args=[practice.key])
    return place.href("school_practice", practice.key)


def _library(place: Place | None) -> str:
    return reverse("actions:practices") if place is None else place.href("school_practices")


def _counted(fitting: int, every: int) -> str:
    if fitting == every:
        return f"All {every} ideas"
    return f"{fitting} of {every} ideas" if fitting != 1 else f"1 of {every} ideas"


def _asked(audience: str, key: str) -> str:
    return f"{_ASKED[audience]}: “{load(f'{audience}_v1').item(key).wording['standard']}”"
