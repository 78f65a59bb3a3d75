"""The words of questionnaires in other languages: what a reviewer signed off, or the draft where drafts are taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from belonging.web.enrolment.queries.translations import translations
from belonging.web.enrolment.rules.documents import LANGUAGES
from belonging.web.enrolment.rules.translations import english_texts
from belonging.web.enrolment.rules.wordings import ENGLISH


def texts_for(name: str, language: str, *, drafts: bool) -> Mapping[str, str] | None:
    """The words of a catalogue ("pupil_v1", "answering_v1" …) by flat key; None where they may not be shown."""
    if language == ENGLISH:
        return english_texts(name)
    found = translations([name]).get((name, language))
    return found.texts if found is not None and (found.is_signed or drafts) else None


def languages_of_all(names: Sequence[str], *, drafts: bool) -> dict[str, bool]:
    """The languages in which every one of the catalogues may be shown, English first; True: one of them is a draft."""
    found = translations(names) if names else {}
    known = {ENGLISH: False}
    for language in LANGUAGES:
        there = [found[name, language] for name in names if (name, language) in found]
        if language != ENGLISH and names and len(there) == len(names):
            unsigned = not all(each.is_signed for each in there)
            if drafts or not unsigned:
                known[language] = unsigned
    return known
