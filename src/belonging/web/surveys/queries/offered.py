"""In which editions and languages a round may be answered. Needs the round's scope."""

from __future__ import annotations

from dataclasses import dataclass

from belonging.instruments.load import load
from belonging.web.enrolment.queries.readiness import choices_of
from belonging.web.enrolment.queries.wordings import languages_of_all
from belonging.web.enrolment.rules.wordings import ENGLISH, STANDARD, catalogues_of
from belonging.web.enrolment.rules.years import editions_fitting
from belonging.web.surveys.models import Round


@dataclass(frozen=True, slots=True)
class Tongue:
    """`draft`: a part of it has not been signed off by anybody who reads the language."""

    code: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Offered:
    """`shown`: the editions that adults choose from; the others are there all the same for a slip that opens one.

    `languages`: English first.
    """

    editions: tuple[str, ...]
    languages: tuple[Tongue, ...]
    shown: tuple[str, ...] = (STANDARD,)


def offered(round_: Round) -> Offered:
    """Every edition of what is asked, and the languages in which all its words are there.

    A language with draft words is offered only where the school accepts drafts. Occasions are asked in English.
    """
    editions = load(round_.instrument).editions
    if round_.is_occasion:
        return Offered((STANDARD,), (Tongue(ENGLISH, draft=False),))
    chosen = choices_of(round_.host, round_.cohort)
    drafts = chosen is not None and chosen.accepts_drafts
    found = languages_of_all(catalogues_of(round_.instrument), drafts=drafts)
    school = round_.host
    shown = editions_fitting(editions, school.setting, has_sixth_form=school.has_sixth_form)
    return Offered(editions, tuple(Tongue(code, draft) for code, draft in found.items()), shown)
