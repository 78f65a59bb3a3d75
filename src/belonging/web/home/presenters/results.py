"""Results that anyone may read: what the pilot's report prints, as whole per cents, and what the team has published.

A test compares the pilot's figures with the transcript.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from belonging.instruments.load import load
from belonging.web.home.models import Publication
from belonging.web.home.presenters.words import long_day
from belonging.web.home.queries.publications import Publishable
from belonging.web.ui.components import Link, Table

NOT_PRINTED = "Not printed"
Pair = tuple[int | None, int]

FAVOURABLE: dict[str, tuple[Pair, Pair | None]] = {
    "belong": ((65, 71), (50, 57)),
    "teachers_interested": ((49, 59), (50, 59)),
    "support_in_work": ((56, 67), None),
    "safe": ((71, 80), (63, 69)),
    "lonely": ((None, 89), (77, 86)),
    "friendly": ((75, 80), (69, 73)),
    "adult_to_talk_to": ((72, 79), None),
    "included": ((74, 79), (65, 75)),
    "liked_as_i_am": ((67, 71), (50, 65)),
    "respected_as_i_am": ((78, 83), (65, 75)),
    "fair": ((69, 75), None),
    "happy": ((74, 78), None),
}
"""By item: all pupils, and pupils with SEND, each before and after. Of "lonely" the favourable answer is not to be."""

SENTENCES = {
    "belong": "pupils feel that they belong at their school",
    "safe": "pupils feel safe at their school",
    "adult_to_talk_to": "pupils have an adult at school to talk to",
}


@dataclass(frozen=True, slots=True)
class Found:
    before: int
    after: int
    sentence: str


def found() -> list[Found]:
    """The few figures to begin with."""
    shown = []
    for key, sentence in SENTENCES.items():
        before, after = FAVOURABLE[key][0]
        if before is not None:
            shown.append(Found(before, after, sentence))
    return shown


def pilot_table() -> Table:
    asked = load("pupil_v1")
    words = {item.key: str(item.wording[asked.editions[0]]) for item in asked.items}
    return Table(
        caption="Pupils in 100 who answered favourably",
        head=("Statement", "All, before", "All, after", "SEND, before", "SEND, after"),
        rows=[(_statement(key, words[key]), *_cells(*pairs)) for key, pairs in FAVOURABLE.items()],
        numeric=frozenset({1, 2, 3, 4}),
    )


@dataclass(frozen=True, slots=True)
class PublishingLine:
    """`read` marks the findings and words that the report shows now. `public_href` is empty while nobody sees them.

    `again`: it is public, and the words written since are not.
    """

    name: str
    slug: str
    sentence: str
    href: str
    public_href: str
    read: str
    may_publish: bool
    again: bool
    may_take_back: bool


def result_links(publications: Iterable[Publication]) -> list[Link]:
    return [
        Link(f"{each.cohort.name}, published {long_day(each.published_at)}", _public(each.cohort.slug))
        for each in publications
    ]


def publishing_lines(found: Iterable[Publishable]) -> list[PublishingLine]:
    return [
        PublishingLine(
            name=each.cohort.name,
            slug=each.cohort.slug,
            sentence=_standing(each),
            href=reverse("reports:programme", args=[each.cohort.slug]),
            public_href=_public(each.cohort.slug) if each.is_current else "",
            read=each.mark,
            may_publish=not each.is_current or each.has_draft,
            again=each.is_current and each.has_draft,
            may_take_back=each.publication is not None,
        )
        for each in found
    ]


def _standing(each: Publishable) -> str:
    if each.publication is None:
        return f"Not public. Its findings are of {long_day(each.latest)}."
    since = long_day(each.publication.published_at)
    if each.is_current and each.has_draft:
        return f"Public since {since}. Words that you have written since are a draft until you publish it again."
    if each.is_current:
        return f"Public since {since}."
    return f"Was public from {since}. Newer findings came on {long_day(each.latest)}, so nobody outside sees any now."


def _public(slug: str) -> str:
    return reverse("home:published", args=[slug])


def _statement(key: str, words: str) -> str:
    return f"{words} (rarely or never)" if key == "lonely" else words


def _cells(everyone: Pair, send: Pair | None) -> list[str]:
    numbers = [*everyone, *(send or (None, None))]
    return [NOT_PRINTED if number is None else str(number) for number in numbers]
