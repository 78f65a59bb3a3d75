"""The words of questionnaires in other languages: what a reviewer signed off, or the draft where drafts are taken.

The answering process asks this, too. It reads the words and whether they are signed, not who wrote or checked them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from belonging.web.enrolment.models import Translation, TranslationReview, Verdict
from belonging.web.enrolment.queries.translations import languages_there
from belonging.web.enrolment.rules.documents import LANGUAGES, latest
from belonging.web.enrolment.rules.translations import Texts, completed, digest_to_sign, english_texts, shipped
from belonging.web.enrolment.rules.wordings import ENGLISH, QUESTIONNAIRES, catalogues_of

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
    found = _worded(names, drafts=drafts)
    return {name: found[name, language].texts for name in names if (name, language) in found}


def texts_of(instrument: str, language: str) -> Mapping[str, str]:
    """All that a questionnaire is worded with in the language, drafts too; none for English.

    The flat keys of its catalogues differ, so they stand together.
    """
    found: dict[str, str] = {}
    if language != ENGLISH:
        for texts in texts_for_all(catalogues_of(instrument), language, drafts=True).values():
            found.update(texts)
    return found


def languages_of_all(names: Sequence[str], *, drafts: bool) -> dict[str, bool]:
    """The languages in which every one of the catalogues may be shown, English first; True: one of them is a draft."""
    found = _worded(names, drafts=drafts) if names else {}
    known = {ENGLISH: False}
    for language in LANGUAGES:
        there = [found[name, language] for name in names if (name, language) in found]
        if language != ENGLISH and names and len(there) == len(names):
            known[language] = not all(each.signed for each in there)
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


def _worded(names: Sequence[str], *, drafts: bool) -> dict[Pair, Worded]:
    """Those that are whole: the newest words, or without drafts the newest that are signed. Two queries."""
    brought: dict[Pair, list[Texts]] = {}
    rows = Translation.objects.filter(document__in=names).order_by("-made_at", "-pk")
    for name, language, texts in rows.values_list("document", "language", "texts"):
        brought.setdefault((name, language), []).append(texts)
    verdicts: dict[tuple[str, str, str], str] = {}
    said = TranslationReview.objects.filter(document__in=names).exclude(verdict=Verdict.COMMENT)
    for *which, verdict in said.order_by("-reviewed_at", "-pk").values_list(
        "document", "language", "digest", "verdict"
    ):
        verdicts.setdefault((which[0], which[1], which[2]), verdict)
    signed = frozenset(which for which, verdict in verdicts.items() if verdict == Verdict.SIGNED)
    pairs = ((name, language) for name in names for language in LANGUAGES)
    found = ((pair, _shown(pair, brought.get(pair, []), signed, drafts=drafts)) for pair in pairs)
    return {pair: worded for pair, worded in found if worded is not None}


def _shown(
    pair: Pair, brought: Sequence[Texts], signed: frozenset[tuple[str, str, str]], *, drafts: bool
) -> Worded | None:
    """`brought`: the newest first. A draft that is not yet signed takes nothing away from who reads signed words."""
    for texts in _texts(pair, brought):
        if len(texts) == len(english_texts(pair[0])):
            is_signed = bool(signed) and (*pair, digest_to_sign(pair[0], texts)) in signed
            if drafts or is_signed:
                return Worded(texts, is_signed)
        elif drafts:
            return None
    return None


def _texts(pair: Pair, brought: Sequence[Texts]) -> Iterator[Texts]:
    """All words that there are, the newest first; those that come with the service are the oldest."""
    name, language = pair
    yield from (completed(name, language, texts) for texts in brought)
    drafted = shipped(name, language)
    if drafted is not None:
        yield drafted
