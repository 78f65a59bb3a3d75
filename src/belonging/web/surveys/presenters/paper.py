"""A questionnaire on paper, in any edition and language: the same cards as on the screen, with boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

from belonging.web.surveys.presenters.asking import Asking
from belonging.web.surveys.presenters.cards import Card, cards_of, text_of
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.rules.editions import WITH_PICTURES, YOUNGEST
from belonging.web.surveys.rules.field_names import ANSWER
from belonging.web.surveys.rules.paper_keys import keys_for
from belonging.web.surveys.rules.promise import promise
from belonging.web.surveys.rules.words import Words
from belonging.web.ui.context import environment_label
from belonging.web.ui.typeset import Typeset, typeset

CHILDLINE = "0800\u00a01111"
"""With a space that keeps the two halves in their order also where one reads from the right."""
TYPED = {"helper": "paper_typed"}
"""On paper it is not a helper who sees the answers, but whoever types them in."""
LEFT_OUT = frozenset({"demo"})
"""The strip at the foot of each page says it."""


def paper_pdf(asking: Asking, *, now: datetime) -> Typeset:
    """A4: two sides, or three in a language that needs more room. A child reads it, so it never says that its words are
    a draft.

    Comments are not asked on paper: nobody at the school may read them first.
    """
    words = asking.words()
    pictures = asking.edition in WITH_PICTURES
    cards = cards_on_paper(asking)
    data = {
        "title": text_of(asking.instrument.title, asking.language),
        "school": asking.school_name,
        "label": environment_label(),
        "language": asking.tongue.code,
        "direction": asking.tongue.direction,
        "lead": _lead(asking),
        "how": [words["paper_tick"], words["paper_change"], words["paper_no_name"]],
        "promise": _promised(asking, words),
        "promise_for": words["private_more"] if asking.edition in YOUNGEST else "",
        "code_label": words["paper_code"],
        "done": words["paper_done"],
        "worry": words["worry_line"].replace("{number}", CHILDLINE),
        "worry_title": words["worry_title"],
        "pictures": pictures,
        "young": asking.edition in YOUNGEST,
        "cards": [_card(card) for card in cards],
    }
    return typeset(_template(), data, made_at=now, assets=_assets(cards))


def cards_on_paper(asking: Asking) -> tuple[Card, ...]:
    """In the order of the sheet: statements, then about the person.

    Comments are not asked on paper: nobody at the school may read them first.
    """
    return tuple(card for card in cards_of(asking) if card.name.startswith(ANSWER))


def file_name(name: str, edition: str, language: str) -> str:
    return f"{name.partition('_')[0]}-{edition.replace('_', '-')}-{language}.pdf"


def _lead(asking: Asking) -> str:
    return text_of(asking.instrument.edition(asking.edition).introduction, asking.language)


def _promised(asking: Asking, words: Words) -> list[str]:
    """The sentences that are true of paper, in their order, and that a sheet can't be taken back."""
    found = promise(asking.promised(helped=True, paper=True), words)
    said = [words[TYPED[each.key]] if each.key in TYPED else each.text for each in found if each.key not in LEFT_OUT]
    return [typographic(each) for each in (*said, words["paper_back"])]


def _card(card: Card) -> dict[str, object]:
    keys = keys_for([choice.quiet for choice in card.choices])
    return {
        "words": card.words,
        "counted": card.counted,
        "plainer": card.plainer if card.counted else "",
        "picture": _own(card.key, "cards") if card.counted else "",
        "choices": [
            {"label": choice.label, "key": key, "sign": _sign(choice.sign), "quiet": choice.quiet}
            for choice, key in zip(card.choices, keys, strict=True)
        ],
    }


def _sign(address: str) -> str:
    """The file behind the address of a face or tick; its name may hold a digest there."""
    return _own(PurePosixPath(address).name.partition(".")[0], "answers") if address else ""


def _own(name: str, room: str) -> str:
    return f"{room}-{name}.svg" if _drawing(room, name) is not None else ""


def _assets(cards: Sequence[Card]) -> dict[str, bytes]:
    """The drawings that these cards need, by the names that `_own` gives."""
    wanted = {("cards", card.key) for card in cards if card.counted}
    signs = {choice.sign for card in cards for choice in card.choices if choice.sign}
    wanted |= {("answers", PurePosixPath(sign).name.partition(".")[0]) for sign in signs}
    found = {f"{room}-{name}.svg": _drawing(room, name) for room, name in wanted}
    return {name: drawing for name, drawing in found.items() if drawing is not None}


@cache
def _drawing(room: str, name: str) -> bytes | None:
    file = files("belonging.web.surveys").joinpath(f"static/surveys/{room}/{name}.svg")
    return file.read_bytes() if file.is_file() else None


def _template() -> str:
    return files("belonging.web.surveys").joinpath("templates/surveys/paper.typ").read_text(encoding="utf-8")
