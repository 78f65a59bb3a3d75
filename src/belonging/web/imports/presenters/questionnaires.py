"""Which questionnaires there are as XLSForm."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from belonging.instruments.languages import LANGUAGES
from belonging.instruments.load import load, published
from belonging.web.enrolment.queries.wordings import languages_of_all
from belonging.web.enrolment.rules.wordings import catalogues_of
from belonging.web.ui.components import Link


@dataclass(frozen=True, slots=True)
class Edition:
    title: str
    links: list[Link]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    title: str
    editions: list[Edition]


def as_forms() -> list[Questionnaire]:
    return [Questionnaire(str(load(name).title), _editions(name)) for name in published()]


def languages_for(name: str) -> dict[str, bool]:
    """Code to whether a part of it is a draft; English first."""
    return languages_of_all(catalogues_of(name), drafts=True)


def _editions(name: str) -> list[Edition]:
    asked, languages = load(name), languages_for(name)
    return [
        Edition(
            str(asked.edition(edition).name),
            [
                Link(
                    f"{LANGUAGES[code].english}{' (draft)' if draft else ''}",
                    reverse("imports:form_file", args=[name, edition, code]),
                )
                for code, draft in languages.items()
            ],
        )
        for edition in asked.editions
    ]
