"""Editions and languages as a school chooses them: each with what is to be known of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from belonging.instruments.model import Instrument
from belonging.instruments.words import LANGUAGES, Language
from belonging.web.enrolment.queries.wordings import Found
from belonging.web.enrolment.rules.wordings import ENGLISH


def edition_choices(instrument: Instrument, editions: Iterable[str], tried: Collection[str]) -> dict[str, str]:
    """By key, for whom each edition is, and whether children have tried it."""
    return {key: _edition(instrument, key, draft=key not in tried) for key in editions}


def language_choices(found: Mapping[str, Found]) -> dict[str, str]:
    """By code, the language with what there is in it; English needs no word."""
    return {
        code: each.english if code == ENGLISH else _language(each, found.get(code, Found()))
        for code, each in LANGUAGES.items()
    }


def _edition(instrument: Instrument, key: str, *, draft: bool) -> str:
    edition = instrument.edition(key)
    said = f"{edition.name}: {_small(str(edition.for_whom))}"
    return f"{said} (draft)" if draft else said


def _language(language: Language, found: Found) -> str:
    return f"{language.english}: {_what_there_is(found)}"


def _small(words: str) -> str:
    """Without the capital where a plain word follows the colon; "Year 5" keeps it."""
    return words if words.startswith("Year") else words[:1].lower() + words[1:]


def _what_there_is(found: Found) -> str:
    """A word for each that is there; the form says that all else is in English."""
    there = {"letter": found.letter, "questionnaires": found.questionnaires}
    return ", ".join(f"{what} {state}" for what, state in there.items() if state) or "not yet"
