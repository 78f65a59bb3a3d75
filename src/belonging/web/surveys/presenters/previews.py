"""The page that people answer, without a round: for whoever wants to see it first, and for trials with children."""

from __future__ import annotations

from collections.abc import Callable

from belonging.instruments.load import load
from belonging.instruments.words import LANGUAGES, worded
from belonging.web.base.backup_days import BACKUP_DAYS
from belonging.web.enrolment.queries.wordings import languages_of_all, texts_of
from belonging.web.enrolment.rules.wordings import ENGLISH, catalogues_of
from belonging.web.surveys.presenters.asking import Asking, Door, Mode
from belonging.web.surveys.rules.words import words_for

SHOWN = ("pupil_v1", "parent_v1", "staff_v1")
"""What anybody may see before it is asked."""
Address = Callable[[str, str], str]
"""Of the page in an edition and language."""


def asking_without_round(
    name: str, edition: str, language: str, *, mode: Mode = "preview", address: Address | None = None
) -> Asking | None:
    """What is asked in that edition and language, drafts too; None where there are no such words.

    `address`: leads to the other editions and languages; without it the page offers none.
    """
    drafted = languages_of(name)
    if name not in SHOWN or edition not in load(name).editions or language not in drafted:
        return None
    asked, texts = load(name), texts_of(name, language)
    editions: tuple[Door, ...] = ()
    languages: tuple[Door, ...] = ()
    if address is not None:
        editions = tuple(
            Door(key, str(asked.edition(key).name), address(key, language), here=key == edition)
            for key in asked.editions
        )
        languages = tuple(
            Door(code, LANGUAGES[code].own_name, address(edition, code), code == language, draft, code)
            for code, draft in drafted.items()
        )
    return Asking(
        instrument=asked if language == ENGLISH else worded(asked, language, texts),
        edition=edition,
        language=language,
        texts=texts,
        school_name=words_for(asked.audience, edition, texts or None)["your_school"],
        editions=editions,
        languages=languages,
        may_talk=True,
        backup_days=BACKUP_DAYS,
        mode=mode,
    )


def languages_of(name: str) -> dict[str, bool]:
    """The languages in which all its words are there, English first; True: some are drafts."""
    return languages_of_all(catalogues_of(name), drafts=True)
