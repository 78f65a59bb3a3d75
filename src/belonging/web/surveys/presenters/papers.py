"""A round's sheets of paper: in which editions and languages they can be printed, and what stands on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.urls import reverse

from belonging.instruments.load import load
from belonging.instruments.words import LANGUAGES
from belonging.web.enrolment.queries.tried import tried_editions
from belonging.web.surveys.models import Entrance, Round
from belonging.web.surveys.presenters.asking import Asking
from belonging.web.surveys.presenters.previews import asking_without_round
from belonging.web.surveys.presenters.round_asked import years_at
from belonging.web.surveys.queries import facts_known
from belonging.web.surveys.queries.offered import Tongue, offered


@dataclass(frozen=True, slots=True)
class Sheet:
    """One language of an edition. `lang`: of its name."""

    name: str
    lang: str
    href: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Sheets:
    edition: str
    for_whom: str
    untried: bool
    """Whether children have not tried this edition yet."""
    english: Sheet
    others: tuple[Sheet, ...]


def sheets_of(round_: Round) -> tuple[Sheets, ...]:
    """Every edition that the round offers, in each of its languages. Needs the round's scope."""
    choice, asked = offered(round_), load(round_.instrument)
    tried = tried_editions(round_.instrument, choice.shown) if asked.audience == "pupil" else choice.shown
    found = []
    for key in choice.shown:
        english, *others = (_sheet(round_, key, tongue) for tongue in choice.languages)
        edition = asked.edition(key)
        found.append(Sheets(str(edition.name), str(edition.for_whom), key not in tried, english, tuple(others)))
    return tuple(found)


def _sheet(round_: Round, edition: str, tongue: Tongue) -> Sheet:
    return Sheet(
        name=LANGUAGES[tongue.code].own_name,
        lang=tongue.code,
        href=reverse("surveys:paper", args=[round_.handle, edition, tongue.code]),
        draft=tongue.draft,
    )


def asking_on_paper(round_: Round, edition: str, language: str) -> Asking | None:
    """What the sheet asks: not what the slip says already. None where the round does not offer it."""
    choice = offered(round_)
    if edition not in choice.editions or language not in {tongue.code for tongue in choice.languages}:
        return None
    asking = asking_without_round(round_.instrument, edition, language, mode="round")
    if asking is None:
        return None
    return replace(
        asking,
        school_name=round_.host.name,
        slips=round_.entrance == Entrance.SLIPS,
        known_facts=facts_known(round_),
        slip_facts=frozenset(round_.slip_facts),
        years=years_at(round_.host),
    )
