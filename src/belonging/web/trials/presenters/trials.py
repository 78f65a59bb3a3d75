"""Trials in words: the list, one trial, and how an edition went card by card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from belonging.instruments.load import load
from belonging.instruments.words import worded
from belonging.web.enrolment.models import WordingTried
from belonging.web.enrolment.queries.tried import is_tried
from belonging.web.enrolment.queries.wordings import languages_of_all, texts_of
from belonging.web.enrolment.rules.documents import LANGUAGES
from belonging.web.enrolment.rules.wordings import ENGLISH, STANDARD, catalogues_of
from belonging.web.surveys.rules.helping import WORDS as HELP_WORDS
from belonging.web.surveys.rules.helping import Help
from belonging.web.trials.models import Trial
from belonging.web.trials.rules.went import LEAST_TRIALS, MOST_MISUNDERSTOOD, Tally, is_ready
from belonging.web.trials.services.trials import TRIED

DRAFT = "Draft, not yet tried with children"
DRAFT_BEGUN = "Draft, not yet tried with enough children"
TRIED_WORDS = "Tried with children"
PILOT = "Asked in the pilot"


@dataclass(frozen=True, slots=True)
class Line:
    """An edition in a language, and how far its trials are."""

    edition: str
    language: str
    status: str
    colour: str
    trials: str
    href: str


@dataclass(frozen=True, slots=True)
class Waiting:
    what: str
    since: str
    href: str


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card over all trials; the numbers in words."""

    statement: str
    tried: int
    understood: int
    plainer: int
    misunderstood: int
    taken_as: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class Held:
    when: str
    year: str
    help: str
    remark: str


@dataclass(frozen=True, slots=True)
class EditionPage:
    title: str
    status: str
    colour: str
    note: str
    cards: list[CardLine]
    held: list[Held]
    may_sign: bool
    may_take_back: bool
    rule: str


def editions_named() -> dict[str, str]:
    """By key, each edition with for whom it is."""
    asked = load(TRIED)
    return {key: f"{asked.edition(key).name} ({asked.edition(key).for_whom})" for key in asked.editions}


def languages_named() -> dict[str, str]:
    """By code, the languages in which there are words, drafts too."""
    return {code: LANGUAGES[code] for code in languages_of_all(catalogues_of(TRIED), drafts=True)}


def lines(numbers: Mapping[tuple[str, str], int]) -> list[Line]:
    """Every edition in English, and each other language in which something was tried."""
    asked = load(TRIED)
    languages = [ENGLISH, *(code for code in LANGUAGES if code != ENGLISH and any(code == each for _, each in numbers))]
    pairs = [(edition, language) for language in languages for edition in asked.editions]
    return [_line(each, numbers.get(each, 0)) for each in pairs if each[1] == ENGLISH or each in numbers]


def waiting(trials: Sequence[Trial]) -> list[Waiting]:
    return [
        Waiting(named(each.edition, each.language), _day(each.prepared_at), reverse("trials:trial", args=[each.pk]))
        for each in trials
    ]


def named(edition: str, language: str) -> str:
    """ "Younger, English"."""
    return f"{load(TRIED).edition(edition).name}, {LANGUAGES[language]}"


def statements(edition: str, language: str) -> dict[str, str]:
    """By item key in English, with what the child reads beside it in another language."""
    there = load(TRIED)
    if language != ENGLISH:
        there = worded(there, language, texts_of(TRIED, language))
    return {
        item.key: " / ".join(dict.fromkeys((str(item.wording[edition]), item.wording[edition].in_language(language))))
        for item in there.items
    }


def edition_page(
    *, edition: str, language: str, standing: WordingTried | None, trials: Sequence[Trial], found: Sequence[Tally]
) -> EditionPage:
    said = statements(edition, language)
    tried = is_tried(TRIED, edition, language)
    status, colour = _status(edition, language, tried=tried)
    if status == DRAFT and trials:
        status = DRAFT_BEGUN
    return EditionPage(
        title=named(edition, language),
        status=status,
        colour=colour,
        note=_note(standing, tried=tried),
        cards=[_card(said[each.key], each) for each in found],
        held=[_held(each) for each in trials],
        may_sign=not tried and is_ready(found),
        may_take_back=standing is not None,
        rule=f"An edition is signed off when at least {LEAST_TRIALS} children have tried every card, and no more than "
        f"one in {MOST_MISUNDERSTOOD} misunderstood it.",
    )


def _line(pair: tuple[str, str], number: int) -> Line:
    edition, language = pair
    status, colour = _status(edition, language, tried=is_tried(TRIED, edition, language))
    if status == DRAFT:
        status = "Draft"
    return Line(
        edition=str(load(TRIED).edition(edition).name),
        language=LANGUAGES[language],
        status=status,
        colour=colour,
        trials=f"{number} {'trial' if number == 1 else 'trials'}" if number else "no trial yet",
        href=reverse("trials:edition", args=[edition, language]),
    )


def _status(edition: str, language: str, *, tried: bool) -> tuple[str, str]:
    if (edition, language) == (STANDARD, ENGLISH):
        return PILOT, "teal"
    return (TRIED_WORDS, "teal") if tried else (DRAFT, "yellow")


def _note(standing: WordingTried | None, *, tried: bool) -> str:
    if standing is None:
        return ""
    by = f"Signed off by {standing.signer_name} on {_day(standing.signed_at)}"
    words = f"{by}, after {standing.trials} trials: “{standing.note}”"
    return words if tried else f"{words} The words have changed since, so it is a draft again."


def _card(statement: str, tally: Tally) -> CardLine:
    if tally.is_misunderstood:
        more = f"or {tally.to_understand} more who understand"
        status = f"Too many misunderstood: change the words, {more}"
    elif not tally.is_enough:
        missing = LEAST_TRIALS - tally.tried
        status = f"{missing} more {'child' if missing == 1 else 'children'} to try it"
    else:
        status = "Clear"
    return CardLine(
        statement, tally.tried, tally.understood, tally.plainer, tally.misunderstood, tally.taken_as, status
    )


def _held(trial: Trial) -> Held:
    year = {"R": "Reception", "X": "Another year or none"}.get(trial.year_group, f"Year {trial.year_group}")
    helped = HELP_WORDS[Help(trial.help)] if trial.help else "No help"
    return Held(f"{trial.held_on:%d/%m/%Y}" if trial.held_on else "", year, helped, trial.remark)


def _day(when: datetime) -> str:
    return f"{when:%d/%m/%Y}"
