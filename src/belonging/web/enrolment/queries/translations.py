"""Where each translation stands. Two queries for all texts and languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from belonging.web.enrolment.models import Choices, Translation, TranslationReview, Verdict
from belonging.web.enrolment.rules.documents import (
    ENGLISH,
    LANGUAGES,
    Document,
    UnknownDocument,
    languages_of,
    load_document,
)
from belonging.web.enrolment.rules.translations import (
    Texts,
    completed,
    digest_to_sign,
    document_in,
    english_texts,
    shipped,
)


class Standing(StrEnum):
    SIGNED = "Signed off"
    DRAFT = "Draft"
    SENT_BACK = "Sent back"
    CHANGED = "Changed since it was signed off"


@dataclass(frozen=True, slots=True)
class Translated:
    """One text in one language as it is now. `made_by` is empty for what is shipped; `reviews` are the latest first."""

    name: str
    language: str
    texts: Texts
    digest: str
    standing: Standing
    made_by: str = ""
    maker_name: str = ""
    reviews: tuple[TranslationReview, ...] = ()

    @property
    def is_signed(self) -> bool:
        return self.standing is Standing.SIGNED

    @property
    def missing(self) -> int:
        """How many lines of the English it lacks. Nobody is shown a text that is not whole."""
        return sum(key not in self.texts for key in english_texts(self.name))

    @property
    def verdict(self) -> TranslationReview | None:
        """The last that was said of these very words, comments apart."""
        said = (each for each in self.reviews if each.digest == self.digest and each.verdict != Verdict.COMMENT)
        return next(said, None)

    @property
    def document(self) -> Document:
        return document_in(self.name, self.language, self.texts, draft=not self.is_signed)


@dataclass(frozen=True, slots=True)
class Tongues:
    """The languages that a school's families read, and whether it takes drafts."""

    wanted: tuple[str, ...] = (ENGLISH,)
    drafts: bool = False


def translations(names: Iterable[str]) -> dict[tuple[str, str], Translated]:
    """By text and language, those that have words at all."""
    wanted = tuple(names)
    newest: dict[tuple[str, str], Translation] = {}
    for row in Translation.objects.filter(document__in=wanted):
        newest.setdefault((row.document, row.language), row)
    said: dict[tuple[str, str], list[TranslationReview]] = {}
    for review in TranslationReview.objects.filter(document__in=wanted):
        said.setdefault((review.document, review.language), []).append(review)
    pairs = ((name, language) for name in wanted for language in LANGUAGES if language != ENGLISH)
    made = (_translated(pair, newest.get(pair), said.get(pair, [])) for pair in pairs)
    return {(each.name, each.language): each for each in made if each is not None}


def translation_of(name: str, language: str) -> Translated | None:
    return translations([name]).get((name, language))


def documents_in(names: Iterable[str], tongues: Tongues) -> dict[str, list[Document]]:
    """Each text in English and in every wanted language in which it may be sent."""
    wanted = tuple(names)
    return {name: list(_offered(name, found, tongues)) for found in [translations(wanted)] for name in wanted}


def text_in(name: str, language: str, *, drafts: bool) -> Document:
    """Raises UnknownDocument: also for a draft, where drafts are not taken."""
    if language == ENGLISH:
        return load_document(name)
    found = documents_in([name], Tongues((language,), drafts))[name]
    match = next((each for each in found if each.language == language), None)
    if match is None:
        raise UnknownDocument(f"'{name}' cannot be sent in the language '{language}'")
    return match


def languages_there(name: str, *, drafts: bool) -> frozenset[str]:
    """The languages in which this text may be sent."""
    every = Tongues(tuple(LANGUAGES), drafts)
    return frozenset(each.language for each in documents_in([name], every)[name])


def schools_wanting() -> Counter[str]:
    """How many schools have families that read each language. In a programme-wide scope."""
    chosen = Choices.objects.values_list("school_id", "languages")
    return Counter(language for _, language in {(school, each) for school, many in chosen for each in many})


def _offered(name: str, found: Mapping[tuple[str, str], Translated], tongues: Tongues) -> Iterator[Document]:
    yield load_document(name)
    for language in LANGUAGES:
        if language == ENGLISH or language not in tongues.wanted:
            continue
        there = found.get((name, language))
        if there is not None and not there.missing and (there.is_signed or tongues.drafts):
            yield there.document
        elif there is None and language in languages_of(name):
            yield load_document(name, language)


def _translated(
    pair: tuple[str, str], newest: Translation | None, reviews: list[TranslationReview]
) -> Translated | None:
    name, language = pair
    texts = completed(name, language, newest.texts) if newest else shipped(name, language)
    if texts is None:
        return None
    digest = digest_to_sign(name, texts)
    verdicts = [each for each in reviews if each.verdict != Verdict.COMMENT]
    return Translated(
        name=name,
        language=language,
        texts=texts,
        digest=digest,
        standing=_standing(digest, verdicts),
        made_by=newest.made_by if newest else "",
        maker_name=newest.maker_name if newest else "",
        reviews=tuple(reviews),
    )


def _standing(digest: str, verdicts: list[TranslationReview]) -> Standing:
    """`verdicts`: the latest first."""
    last = next((each for each in verdicts if each.digest == digest), None)
    if last is not None:
        return Standing.SIGNED if last.verdict == Verdict.SIGNED else Standing.SENT_BACK
    signed_before = any(each.verdict == Verdict.SIGNED for each in verdicts)
    return Standing.CHANGED if signed_before else Standing.DRAFT
