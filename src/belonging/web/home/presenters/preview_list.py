"""Every edition and language of a questionnaire, and what an adult is to know of each."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from belonging.instruments.load import load
from belonging.instruments.words import LANGUAGES
from belonging.web.enrolment.rules.wordings import ENGLISH, STANDARD
from belonging.web.surveys.presenters.previews import languages_of
from belonging.web.trials.queries import tried

PUPILS = "pupil_v1"
NOT_TRIED = "Draft, not yet tried with children"
NOT_CHECKED = "draft translation"


@dataclass(frozen=True, slots=True)
class Seen:
    """One edition in one language: its page, and its form on paper. `note`: of its words, "" for none."""

    name: str
    lang: str
    page: str
    paper: str
    note: str


@dataclass(frozen=True, slots=True)
class EditionShown:
    """`mark`: that children have not tried it yet, "" where they have."""

    name: str
    for_whom: str
    mark: str
    english: Seen
    others: tuple[Seen, ...]


def editions_shown(name: str) -> list[EditionShown]:
    asked, languages = load(name), languages_of(name)
    return [
        EditionShown(
            name=str(asked.edition(key).name),
            for_whom=str(asked.edition(key).for_whom),
            mark=NOT_TRIED if name == PUPILS and not tried(name, key, ENGLISH) else "",
            english=_seen(name, key, ENGLISH, draft=False),
            others=tuple(_seen(name, key, code, draft=draft) for code, draft in languages.items() if code != ENGLISH),
        )
        for key in asked.editions
    ]


def languages_shown(name: str) -> list[Seen]:
    """The standard edition in each language but English, for who reads none."""
    there = languages_of(name)
    return [_seen(name, STANDARD, code, draft=draft) for code, draft in there.items() if code != ENGLISH]


def _seen(name: str, edition: str, language: str, *, draft: bool) -> Seen:
    where = [name, edition, language]
    return Seen(
        name=LANGUAGES[language].own_name,
        lang=language,
        page=reverse("home:preview", args=where),
        paper=reverse("home:preview_pdf", args=where),
        note=NOT_CHECKED if draft else "",
    )
