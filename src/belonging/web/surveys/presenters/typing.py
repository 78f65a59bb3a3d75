"""The adult's page for typing paper forms in: a line for each line of the sheet, with the keys that stand beside it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from belonging.web.base.errors import Refused
from belonging.web.surveys.errors import AnswersDeleted, CodeUnknown, CodeUsed, ResponseWithdrawn
from belonging.web.surveys.presenters.asking import Asking, Door
from belonging.web.surveys.presenters.cards import Card
from belonging.web.surveys.presenters.paper import cards_on_paper
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.rules.helping import WORDS, Help
from belonging.web.surveys.rules.paper_keys import NOTHING, keys_for

SAID: Mapping[type[Refused], str] = {
    CodeUnknown: "We don’t know this code. Please compare it with the sheet, letter by letter.",
    CodeUsed: "This code has been used. Was this sheet typed in before? Then put it aside. If not, write the code of "
    "a spare slip on it and type that.",
    ResponseWithdrawn: "The form with this code was taken back. Write the code of a spare slip on the sheet and type "
    "that.",
    AnswersDeleted: "This form was taken back. Begin a new one.",
}
"""Refusals that speak to a child with a ticket, for an adult with a sheet."""
UNDONE = (
    "The last form is taken back, and nothing of it is kept. Its code cannot be used again: write the code of a spare "
    "slip on that sheet, and type it in again."
)


@dataclass(frozen=True, slots=True)
class Line:
    """`keys` are all that the line takes, the one for “left out” among them; `meaning` says what each stands for."""

    name: str
    number: int
    words: str
    keys: str
    meaning: str
    value: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Kind:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class TypingPage:
    """`typed`: how many forms were typed in here; `receipt`: of the last, so that it can be taken back."""

    lines: tuple[Line, ...]
    helps: tuple[Kind, ...]
    editions: tuple[Door, ...]
    languages: tuple[Door, ...]
    edition: str
    language: str
    label: str
    typed: int
    receipt: str
    submission_id: str
    code: str
    code_wrong: str
    first_wrong: str
    said: str
    refused: str
    """A refusal that is of no line: it stands in red above them."""
    forms: str
    """Where forms are printed, in the staff process."""

    @property
    def typed_words(self) -> str:
        return f"{self.typed} {'form' if self.typed == 1 else 'forms'} typed in here"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the page remembers from form to form, on the device alone."""

    typed: int = 0
    receipt: str = ""
    said: str = ""
    refused: str = ""


def values_by_key(asking: Asking) -> dict[str, dict[str, str]]:
    """By the name of each line, what its keys stand for: the option's code."""
    return {
        card.name: dict(
            zip(keys_for([each.quiet for each in card.choices]), (each.value for each in card.choices), strict=True)
        )
        for card in cards_on_paper(asking)
    }


def typing_page(
    asking: Asking,
    label: str,
    kept: Kept,
    *,
    sent: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> TypingPage:
    """`sent`: what was typed, to stand there still; `wrong`: by field, in words."""
    given, faults = sent or {}, wrong or {}
    cards = cards_on_paper(asking)
    lines = tuple(_line(card, number, given, faults) for number, card in enumerate(cards, start=1))
    return TypingPage(
        lines=lines,
        helps=_helps(given.get("help", "")),
        editions=asking.editions,
        languages=asking.languages,
        edition=asking.edition,
        language=asking.language,
        label=label,
        typed=kept.typed,
        receipt=kept.receipt,
        submission_id=given.get("submission_id") or secrets.token_hex(16),
        code=given.get("code", ""),
        code_wrong=faults.get("code", ""),
        first_wrong=_first_wrong(lines, faults),
        said=kept.said,
        refused=kept.refused or _of_no_line(faults, lines),
        forms=f"{settings.STAFF_URL.rstrip('/')}/paper/{asking.handle}/",
    )


def refused_words(refusal: Refused) -> str:
    return SAID.get(type(refusal), typographic(str(refusal)))


def _line(card: Card, number: int, given: Mapping[str, str], faults: Mapping[str, str]) -> Line:
    keys = keys_for([choice.quiet for choice in card.choices])
    return Line(
        name=card.name,
        number=number,
        words=card.words,
        keys="".join((*keys, NOTHING)),
        meaning=" · ".join(f"{key}\u00a0{choice.label}" for key, choice in zip(keys, card.choices, strict=True)),
        value=given.get(card.name, "")[:1],
        wrong=faults.get(card.name, ""),
    )


def _first_wrong(lines: Sequence[Line], faults: Mapping[str, str]) -> str:
    """Where to go on: the code, unless a line is wrong."""
    return "code" if "code" in faults else next((line.name for line in lines if line.wrong), "code")


def _of_no_line(faults: Mapping[str, str], lines: Sequence[Line]) -> str:
    named = {"code", *(line.name for line in lines)}
    return " ".join(words for name, words in faults.items() if name not in named)


def _helps(chosen: str) -> tuple[Kind, ...]:
    words = {Help.NONE.value: "No help", **{kind.value: said for kind, said in WORDS.items()}}
    return tuple(Kind(value, label, value == chosen) for value, label in words.items())
