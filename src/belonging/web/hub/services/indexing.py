"""Keeping what resources are found by. Call inside the transaction that changes the resource."""

from __future__ import annotations

from belonging.web.hub.models import Gram, Posting, Resource
from belonging.web.hub.queries.resources import about, words_of
from belonging.web.hub.rules.concepts import MARK
from belonging.web.hub.rules.spelling import grams_of
from belonging.web.hub.rules.weighing import Weighed, weighed


def index(resource: Resource) -> None:
    """Anew, from the words that it has now."""
    unindex(resource)
    words = words_of(resource)
    found = weighed(words, about(words))
    Posting.objects.bulk_create(
        Posting(resource=resource, word=each.word, stem=each.stem, weight=each.weight) for each in found
    )
    _keep_grams(found)
    resource.length = len(found)
    resource.save(update_fields=["length"])


def unindex(resource: Resource) -> None:
    Posting.objects.filter(resource=resource).delete()
    if resource.length:
        resource.length = 0
        resource.save(update_fields=["length"])


def _keep_grams(found: list[Weighed]) -> None:
    """Those of words that go away stay: what is near a word is looked up among the words there are."""
    words = {each.word for each in found if not each.word.startswith(MARK)}
    known = set(Gram.objects.filter(word__in=words).values_list("word", flat=True))
    fresh = (Gram(gram=gram, word=word) for word in sorted(words - known) for gram in sorted(grams_of(word)))
    Gram.objects.bulk_create(fresh, ignore_conflicts=True)
