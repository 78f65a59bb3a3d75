"""What the first page may truthfully promise. The condition of each sentence stands in docs/privacy.md.

The word is "private". What we hold of a person who has answered is never called by the stronger word:
a rare mix of facts can still point at few.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from belonging.instruments.model import PROFESSIONAL_AUDIENCES
from belonging.web.surveys.rules.words import Words, filled, listed, words_for


class Reader(StrEnum):
    """Who may read comments."""

    NONE_ASKED = "none_asked"
    SCREENED = "screened"


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """All that a sentence may depend on.

    `slip_facts`: facts the slip carries (year_group, sex, sen). `helped`: somebody is known to help with
    this answering. `paper`: answered on paper. `linked`: slips join baseline and endline. `backup_days`:
    how long copies made while the round is open are kept, 0 where none are made.
    """

    audience: str
    slips: bool
    slip_facts: frozenset[str] = frozenset()
    helped: bool = False
    paper: bool = False
    linked: bool = False
    researchers: bool = False
    comments: Reader = Reader.NONE_ASKED
    backup_days: int = 0
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """`more`: stands under "More about your answers", not among the first lines."""

    key: str
    text: str
    more: bool = False


ON_TICKET: Final = ("year_group", "sex", "sen")
MORE: Final = frozenset(
    {"if_helped", "ticket_facts", "glass", "linked", "delete", "shuffled", "copies", "researchers"},
)


def promise(facts: PromiseFacts, words: Words | None = None) -> tuple[Sentence, ...]:
    """The sentences that are true of this round and this way of answering, in reading order.

    `words`: of the edition and language; the audience's own in English where none are given.
    """
    said = words or words_for(facts.audience)
    keys = _professional(facts) if facts.audience in PROFESSIONAL_AUDIENCES else _school(facts)
    return tuple(Sentence(key, _text(key, facts, said), more=key in MORE) for key in keys)


def _text(key: str, facts: PromiseFacts, words: Words) -> str:
    carried = [words[f"fact_{fact}"] for fact in ON_TICKET if fact in facts.slip_facts]
    return filled(words[f"promise_{key}"], facts=listed(words, carried) if carried else "", days=facts.backup_days)


def _school(facts: PromiseFacts) -> Iterator[str]:
    screened = facts.comments is Reader.SCREENED
    if facts.demo:
        yield "demo"
    yield "no_name"
    yield from ("helper", "groups_helped") if facts.helped else ("groups", "if_helped")
    yield "skip"
    if screened:
        yield "comments_screened"
    yield "urgent_comments" if screened else "urgent"
    if not facts.paper:
        yield "talk"
    if facts.slips:
        yield from _ticket(facts)
    yield from _afterwards(facts)


def _ticket(facts: PromiseFacts) -> Iterator[str]:
    yield "ticket"
    if facts.slip_facts.intersection(ON_TICKET):
        yield "ticket_facts"
    if facts.comments is Reader.SCREENED:
        yield "glass"
    if facts.linked:
        yield "linked"


def _professional(facts: PromiseFacts) -> Iterator[str]:
    """At an occasion. That no name is asked, and from how many forms on figures are shown, stands above it already."""
    if facts.demo:
        yield "demo"
    yield "groups_professional"
    if facts.comments is Reader.SCREENED:
        yield "comments_professional"
    yield "urgent_professional"
    if facts.slips:
        yield "mailed"
    yield from _afterwards(facts)


def _afterwards(facts: PromiseFacts) -> Iterator[str]:
    if not facts.paper:
        yield "delete"
    yield "shuffled"
    if facts.backup_days:
        yield "copies"
    if facts.researchers:
        yield "researchers"
