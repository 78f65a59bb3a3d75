"""From an instrument and a round to the words on the answering page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from belonging.instruments.load import load
from belonging.instruments.model import COMMENT_LIMIT, Instrument, Option, Part
from belonging.web.surveys.models import Entrance, Round
from belonging.web.surveys.rules.field_names import ANSWER, COMMENT
from belonging.web.surveys.rules.promise import PromiseFacts, Reader, Sentence, promise
from belonging.web.surveys.rules.rounds import known_facts

BACKUP_DAYS = 35


@dataclass(frozen=True, slots=True)
class Choice:
    """`dots`: the answer as circles, filled (True) or open; none for choices that are no amount."""

    value: str
    label: str
    dots: tuple[bool, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One statement, about-me question or comment box. `place` is its group and place: "4 of 12"."""

    name: str
    words: str
    place: str
    plainer: str = ""
    hint: str = ""
    choices: tuple[Choice, ...] = ()


@cache
def cards_of(instrument_name: str, facts: frozenset[str]) -> tuple[Card, ...]:
    """Every card of the questionnaire, in order. Cached: a published version never changes."""
    instrument = load(instrument_name)
    return tuple(_cards(instrument, facts))


def _cards(instrument: Instrument, facts: frozenset[str]) -> Iterator[Card]:
    items = instrument.items
    for place, item in enumerate(items, start=1):
        wording = item.wording[instrument.editions[0]]
        yield Card(
            name=f"{ANSWER}{item.key}",
            words=str(wording),
            place=f"{place} of {len(items)}",
            plainer=str(item.plainer or ""),
            choices=_choices(item.scale.options),
        )
    questions = instrument.questions_for(facts)
    for place, question in enumerate(questions, start=1):
        yield Card(
            name=f"{ANSWER}{question.key}",
            words=str(question.wording),
            place=f"About you: {place} of {len(questions)}",
            choices=_choices(question.options),
        )
    for place, box in enumerate(instrument.comment_boxes, start=1):
        yield Card(
            name=f"{COMMENT}{box.key}",
            words=str(box.wording),
            place=f"In your words: {place} of {len(instrument.comment_boxes)}",
            hint=str(box.hint),
        )


def _choices(options: Sequence[Option]) -> tuple[Choice, ...]:
    amounts = [option for option in options if option.part not in (None, Part.DECLINED)]
    steps = len(amounts) - 1
    return tuple(
        Choice(
            value=str(option.code),
            label=str(option.label),
            dots=_dots(amounts.index(option), steps) if option in amounts else (),
            quiet=option.part is Part.DECLINED or option.value == "undisclosed",
        )
        for option in options
    )


def _dots(place: int, steps: int) -> tuple[bool, ...]:
    return tuple(dot < steps - place for dot in range(steps))


def promise_of(round_: Round, *, backup_days: int = BACKUP_DAYS) -> tuple[Sentence, ...]:
    """What we promise on this round's first page."""
    instrument = load(round_.instrument)
    demo = bool(settings.DEMO) or round_.cohort.is_demo
    facts = PromiseFacts(
        audience=round_.audience,
        slips=round_.entrance == Entrance.SLIPS,
        slip_facts=frozenset(round_.slip_facts),
        comments=Reader.NOBODY_YET if instrument.comment_boxes else Reader.NONE_ASKED,
        backup_days=0 if demo else backup_days,
        demo=demo,
    )
    return promise(facts)


def frame(round_: Round) -> dict[str, object]:
    """What every page of a round needs."""
    return {"round": round_, "school_name": round_.school.name, "adult": round_.audience != "pupil"}


def page(round_: Round, *, sent: Mapping[str, str] | None = None, errors: Sequence[str] = ()) -> dict[str, object]:
    """What answer.html needs; `sent`: choices to keep when the page comes back with errors."""
    sentences = promise_of(round_)
    given = sent or {}
    cards = cards_of(round_.instrument, known_facts(round_.slip_facts))
    return {
        **frame(round_),
        "instrument": load(round_.instrument),
        "slips": round_.entrance == Entrance.SLIPS,
        "promise": [sentence.text for sentence in sentences if not sentence.more],
        "promise_more": [sentence.text for sentence in sentences if sentence.more],
        "cards": _drawn(cards, given) if given else _blank(cards),
        "code": given.get("code", ""),
        "errors": errors,
    }


@cache
def _blank(cards: tuple[Card, ...]) -> SafeString:
    """Drawn once for each questionnaire and set of slip facts: it holds no key and nobody's answers."""
    return _drawn(cards, {})


def _drawn(cards: Sequence[Card], given: Mapping[str, str]) -> SafeString:
    context = {"cards": [(card, given.get(card.name, "")) for card in cards], "comment_limit": COMMENT_LIMIT}
    return render_to_string("surveys/answer_cards.html", context)
