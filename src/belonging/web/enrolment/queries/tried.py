"""Which editions the programme signed off as tried with children, by language."""

from __future__ import annotations

from functools import cache

from belonging.instruments.load import load
from belonging.instruments.model import Instrument
from belonging.instruments.words import worded
from belonging.web.enrolment.models import WordingTried
from belonging.web.enrolment.queries.wordings import texts_of
from belonging.web.enrolment.rules.translations import digest_of_texts
from belonging.web.enrolment.rules.wordings import ENGLISH, STANDARD


def is_tried(instrument: str, edition: str, language: str) -> bool:
    """Whether children tried these very words. The standard edition in English was the pilot's."""
    if (edition, language) == (STANDARD, ENGLISH):
        return True
    return any(
        row.digest == words_digest(instrument, edition, language) for row in _rows(instrument, edition, language)
    )


def tried_editions(instrument: str, editions: tuple[str, ...]) -> frozenset[str]:
    """Those of the editions whose English was tried. One query."""
    rows = WordingTried.objects.filter(instrument=instrument, language=ENGLISH, taken_back_at__isnull=True)
    # In no order: the answering role may not read by what rows are ordered.
    digests = dict(rows.order_by().values_list("edition", "digest"))
    same = {key for key, digest in digests.items() if digest == words_digest(instrument, key, ENGLISH)}
    return frozenset({*same, STANDARD} & set(editions))


def signed_off(instrument: str, edition: str, language: str) -> WordingTried | None:
    """The sign-off that stands, also where the words have changed since."""
    return next(iter(_rows(instrument, edition, language)), None)


def words_digest(instrument: str, edition: str, language: str) -> str:
    """Of all that a child is asked in that edition, from whichever catalogue; other words have to be tried anew."""
    if language == ENGLISH:
        return _digest_in_english(instrument, edition)
    return _digest(worded(load(instrument), language, texts_of(instrument, language)), edition, language)


@cache
def _digest_in_english(instrument: str, edition: str) -> str:
    return _digest(load(instrument), edition, ENGLISH)


def _digest(asked: Instrument, edition: str, language: str) -> str:
    said = {"title": asked.title, "introduction": asked.edition(edition).introduction}
    for item in asked.items:
        said[f"item.{item.key}"] = item.wording[edition]
        plainer = item.plainer_in(edition)
        said |= {f"plainer.{item.key}": plainer} if plainer else {}
        said |= {f"item.{item.key}.{option.code}": option.label for option in item.scale_of(edition).options}
    for question in asked.about_me:
        said[f"about.{question.key}"] = question.wording_in(edition)
        said |= {f"about.{question.key}.{option.code}": option.label for option in question.options}
    for box in asked.comment_boxes:
        said |= {f"comment.{box.key}": box.wording, f"comment.{box.key}.hint": box.hint}
    return digest_of_texts({key: text.in_language(language) for key, text in said.items()})


def _rows(instrument: str, edition: str, language: str) -> list[WordingTried]:
    rows = WordingTried.objects.filter(instrument=instrument, edition=edition, language=language)
    return list(rows.filter(taken_back_at__isnull=True))
