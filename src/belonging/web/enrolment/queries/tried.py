"""Which editions the programme signed off as tried with children, by language."""

from __future__ import annotations

from belonging.web.enrolment.models import WordingTried
from belonging.web.enrolment.queries.wordings import texts_for_all
from belonging.web.enrolment.rules.translations import digest_of_texts
from belonging.web.enrolment.rules.wordings import EDITIONS, ENGLISH, STANDARD


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
    """Of what is asked in that edition; other words have to be tried anew."""
    catalogue = instrument if edition == STANDARD else f"{instrument}{EDITIONS}"
    texts = texts_for_all([catalogue], language, drafts=True).get(catalogue, {})
    own = (
        texts if edition == STANDARD else {key: words for key, words in texts.items() if key.startswith(f"{edition}.")}
    )
    return digest_of_texts(own)


def _rows(instrument: str, edition: str, language: str) -> list[WordingTried]:
    rows = WordingTried.objects.filter(instrument=instrument, edition=edition, language=language)
    return list(rows.filter(taken_back_at__isnull=True))
