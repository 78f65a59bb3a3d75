"""The words of questionnaires in other languages: what a reviewer signed off, or the draft where drafts are taken.

The answering process asks this, too. It reads the words and whether they are signed, not who wrote or checked them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from belonging.web.enrolment.models import Translation, TranslationReview, Verdict
from belonging.web.enrolment.queries.translations import languages_there
from belonging.web.enrolment.rules.documents import LANGUAGES, latest
from belonging.web.enrolment.rules.translations import Texts, completed, digest_of_texts, english_texts, shipped
from belonging.web.enrolment.rules.wordings import ENGLISH, QUESTIONNAIRES

Pair = tuple[str, str]
"""A catalogue and a language."""


@dataclass(frozen=True, slots=True)
class Worded:
    texts: Texts
    signed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What there is in a language: "checked", "draft" or "" for nothing yet."""

    letter: str = ""
    questionnaires: str = ""


def texts_for(name: str, language: str, *, drafts: bool) -> Mapping[str, str] | None:
    """The words of a catalogue ("pupil_v1", "answering_v1" …) by flat key; None where they may not be shown."""
    return texts_for_all([name], language, drafts=drafts).get(name)


def texts_for_all(names: Sequence[str], language: str, *, drafts: bool) -> dict[str, Mapping[str, str]]:
    """The words of those catalogues that may be shown in the language."""
    if language == ENGLISH:
        return {name: english_texts(name) for name in names}
    found = _worded(names)
    there = {name: found[name, language] for name in names if (name, language) in found}
    return {name: each.texts for name, each in there.items() if drafts or each.signed}


def languages_of_all(names: Sequence[str], *, drafts: bool) -> dict[str, bool]:
    """The languages in which every one of the catalogues may be shown, English first; True: one of them is a draft."""
    found = _worded(names) if names else {}
    known = {ENGLISH: False}
    for language in LANGUAGES:
        there = [found[name, language] for name in names if (name, language) in found]
        if language != ENGLISH and names and len(there) == len(names):
            unsigned = not all(each.signed for each in there)
            if drafts or not unsigned:
                known[language] = unsigned
    return known


def languages_found() -> dict[str, Found]:
    """By language, how far the letter home and all questionnaires are. For a school that chooses."""
    letter = latest("letter_parent")
    sent, drafted = languages_there(letter, drafts=False), languages_there(letter, drafts=True)
    asked = languages_of_all(QUESTIONNAIRES, drafts=True)
    return {
        code: Found(
            letter="checked" if code in sent else "draft" if code in drafted else "",
            questionnaires="" if code not in asked else "draft" if asked[code] else "checked",
        )
        for code in LANGUAGES
    }


def _worded(names: Sequence[str]) -> dict[Pair, Worded]:
    """Those that are whole. Two queries."""
    brought: dict[Pair, Texts] = {}
    rows = Translation.objects.filter(document__in=names).order_by("-made_at", "-pk")
    for name, language, texts in rows.values_list("document", "language", "texts"):
        brought.setdefault((name, language), texts)
    verdicts: dict[tuple[str, str, str], str] = {}
    said = TranslationReview.objects.filter(document__in=names).exclude(verdict=Verdict.COMMENT)
    for *which, verdict in said.order_by("-reviewed_at", "-pk").values_list(
        "document", "language", "digest", "verdict"
    ):
        verdicts.setdefault((which[0], which[1], which[2]), verdict)
    found = {}
    for name in names:
        for language in LANGUAGES:
            texts = _texts(name, language, brought.get((name, language)))
            if texts is not None and len(texts) == len(english_texts(name)):
                last = verdicts.get((name, language, digest_of_texts(texts))) if verdicts else None
                found[name, language] = Worded(texts, last == Verdict.SIGNED)
    return found


def _texts(name: str, language: str, brought: Texts | None) -> Texts | None:
    return shipped(name, language) if brought is None else completed(name, language, brought)
