"""Finding resources: by words that may be misspelled, and by what they are.

The same tables, rules and order on SQLite and PostgreSQL, so the same answers. The number of queries does not grow
with what is found (docs/decisions/0024-search.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from belonging.web.audit.queries.editions import current_edition
from belonging.web.hub.models import Gram, Posting, Resource
from belonging.web.hub.queries.resources import areas_of, published
from belonging.web.hub.rules.filters import GROUPS, Filters, Light, counts
from belonging.web.hub.rules.ranking import (
    BEGINS_SO,
    MEANT,
    Asked,
    Hit,
    asked_of,
    ranked,
    unanswered,
    word_by_word,
)
from belonging.web.hub.rules.spelling import grams_of, most_slips, shared_enough, slips

PER_PAGE = 10
SHORTEST_BEGINNING = 3
MOST_BEGINNINGS = 20
MOST_MEANT = 3
Weights = dict[str, dict[int, int]]


@dataclass(frozen=True, slots=True)
class Found:
    """A resource, and the stems and groups by which it was found."""

    resource: Resource
    by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found. `meant`: for a word that nothing has, the one that was looked for instead."""

    found: tuple[Found, ...]
    total: int
    page: int
    pages: int
    counts: dict[str, Counter[str]]
    meant: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def search(text: str, *, filters: Filters | None = None) -> list[Found]:
    """The best of what was found; the newest first where no words are given."""
    return list(results(text, filters=filters or Filters()).found)


def results(text: str, *, filters: Filters, page: int = 1) -> Results:
    lights = _lights()
    asked, weights, meant = _understood(asked_of(text))
    hits = ranked(asked, weights, total=len(lights))
    by_key = {light.pk: light for light in lights}
    in_order = sorted((hit for hit in hits if hit.resource in by_key), key=lambda hit: _order(hit, by_key))
    every = in_order if asked else [Hit(light.pk, 0.0, frozenset()) for light in lights]
    fitting = [hit for hit in every if filters.fits(by_key[hit.resource])]
    pages = max(1, -(-len(fitting) // PER_PAGE))
    page = min(max(page, 1), pages)
    return Results(
        found=_with_rows(fitting[(page - 1) * PER_PAGE : page * PER_PAGE]),
        total=len(fitting),
        page=page,
        pages=pages,
        counts=counts((by_key[hit.resource] for hit in every), filters),
        meant=meant,
        unknown=tuple(each.typed for each in unanswered(asked, weights)),
    )


def _order(hit: Hit, lights: dict[int, Light]) -> tuple[float, str]:
    return -round(hit.score, 9), lights[hit.resource].slug


def _lights() -> list[Light]:
    """All published ones, the newest first."""
    audit = current_edition()
    areas = {each.key: areas_of((each.key,), audit) for each in audit.statements}
    rows = published().order_by("-published_at", "slug")
    return [
        Light(pk, slug, kind, tuple(phases), _joined(areas, statements), tuple(statements), minutes, cost)
        for pk, slug, kind, phases, statements, minutes, cost in rows.values_list(
            "pk", "slug", "type", "phases", "statements", "minutes", "cost"
        )
    ]


def _joined(areas: dict[str, tuple[str, ...]], statements: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(area for key in statements for area in areas.get(key, ())))


def _understood(asked: list[Asked]) -> tuple[list[Asked], Weights, dict[str, str]]:
    """Words that nothing has are read as beginnings, then as slips of the finger; phrases word by word."""
    if not asked:
        return [], {}, {}
    weights = _weights(way for each in asked for way in each.ways)
    lost = unanswered(asked, weights)
    if not lost:
        return asked, weights, {}
    ways, meant = _other_ways([each.typed for each in lost if " " not in each.typed])
    phrases = {each.typed: word_by_word(each) or [each] for each in lost if " " in each.typed}
    looked_up = {way for each in asked for way in each.ways}
    apart = [part for each in asked for part in phrases.get(each.typed, [each])]
    asked = [each.or_else(ways.get(each.typed, {})) for each in {each.typed: each for each in apart}.values()]
    weights |= _weights(way for each in asked for way in each.ways if way not in looked_up)
    return asked, weights, meant


def _weights(ways: Iterable[str]) -> Weights:
    found: Weights = {}
    rows = Posting.objects.filter(stem__in=sorted(set(ways))).values_list("stem", "resource_id", "weight")
    for stem, resource, weight in rows:
        of_stem = found.setdefault(stem, {})
        of_stem[resource] = max(of_stem.get(resource, 0), weight)
    return found


def _other_ways(lost: Sequence[str]) -> tuple[dict[str, dict[str, float]], dict[str, str]]:
    ways: dict[str, dict[str, float]] = {}
    beginning = _beginning_so([word for word in lost if len(word) >= SHORTEST_BEGINNING])
    for word, stems in beginning.items():
        ways[word] = dict.fromkeys(stems, BEGINS_SO)
    meant: dict[str, str] = {}
    for word, near in _near([word for word in lost if word not in ways]).items():
        meant[word] = near[0][0]
        ways[word] = {way: worth * MEANT**far for one, far in reversed(near) for way, worth in _ways(one)}
    return ways, meant


def _beginning_so(words: Sequence[str]) -> dict[str, set[str]]:
    """Stems of the words that begin so; a beginning of very many words tells nothing."""
    if not words:
        return {}
    wanted = Q()
    for word in words:
        wanted |= Q(word__startswith=word)
    rows = set(Posting.objects.filter(wanted).values_list("word", "stem"))
    found = {word: {stem for whole, stem in rows if whole.startswith(word)} for word in words}
    return {word: stems for word, stems in found.items() if 0 < len(stems) <= MOST_BEGINNINGS}


def _ways(word: str) -> list[tuple[str, float]]:
    return [pair for each in asked_of(word) for pair in each.ways.items()]


def _near(words: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """Of each word the nearest ones that some resource has, and their slips, the nearest first."""
    grams = {word: grams_of(word) for word in words if most_slips(word)}
    if not grams:
        return {}
    close = {word: _sharing(threes, shared_enough(word)) for word, threes in grams.items()}
    rows = Posting.objects.filter(word__in=set().union(*close.values()))
    known = dict(rows.values_list("word").annotate(Count("pk")))
    found = {word: _nearest(word, {each: known[each] for each in close[word] if each in known}) for word in grams}
    return {word: near for word, near in found.items() if near}


def _sharing(grams: set[str], enough: int) -> set[str]:
    shared = Gram.objects.filter(gram__in=grams).values("word").annotate(n=Count("pk")).filter(n__gte=enough)
    return set(shared.values_list("word", flat=True))


def _nearest(word: str, known: dict[str, int]) -> list[tuple[str, int]]:
    """Fewer slips first, then the same first letter, then the word that more resources have."""
    far = {each: slips(word, each) for each in known}
    near = [each for each, count in far.items() if count <= most_slips(word)]
    near.sort(key=lambda each: (far[each], each[0] != word[0], -known[each], each))
    fewest = far[near[0]] if near else 0
    return [(each, far[each]) for each in near[:MOST_MEANT] if far[each] == fewest]


def _with_rows(hits: Sequence[Hit]) -> tuple[Found, ...]:
    rows = Resource.objects.in_bulk([hit.resource for hit in hits])
    return tuple(Found(rows[hit.resource], hit.by) for hit in hits if hit.resource in rows)


__all__ = ["GROUPS", "PER_PAGE", "Filters", "Found", "Results", "results", "search"]
