"""The cards of a questionnaire: statements, questions about the person, places to write, in the order asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from belonging.instruments.model import (
    PROFESSIONAL_AUDIENCES,
    AboutMe,
    AskedIf,
    CommentBox,
    Instrument,
    Item,
    Option,
    Part,
    Text,
)
from belonging.web.surveys.models import Sharing
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.rules.asked import asked
from belonging.web.surveys.rules.field_names import ANSWER, COMMENT, PRINTING, SHARING

BY_SCHOOL = ("year_group", "phase")
"""Facts that are asked with the choices that the school has."""
UNDISCLOSED = "undisclosed"


@dataclass(frozen=True, slots=True)
class Choice:
    """`dots`: the answer as circles, filled (True) or open; none for choices that are no amount."""

    value: str
    label: str
    dots: tuple[bool, ...] = ()
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A school's own picture beside a statement."""

    source: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Card:
    """One statement, about-me question or comment box. `place` is its group and place: "4 of 12".

    `plainer` is folded under `plainer_label` unless `opened`. `counted`: a statement, one of the twelve that the
    dots at the top stand for. `asked_if`: asked only where the card of that name has one of the `asked_for` values;
    `asked_words` say so where no script hides it.
    """

    name: str
    words: str
    place: str
    plainer: str = ""
    plainer_label: str = "I don’t understand"
    opened: bool = False
    hint: str = ""
    counted: bool = False
    choices: tuple[Choice, ...] = ()
    picture: OwnPicture | None = None
    asked_if: str = ""
    asked_for: str = ""
    asked_words: str = ""


def _sharing_card(plainer: str) -> Card:
    return Card(
        name=SHARING,
        words="Next you can write something. Who may read it?",
        place="In your words",
        plainer=plainer,
        plainer_label="What happens with it",
        opened=True,
        choices=(
            Choice(Sharing.SCHOOL.value, "The school’s leaders and the programme’s team"),
            Choice(Sharing.PROGRAMME.value, "The programme’s team only"),
        ),
    )


READ_FIRST = (
    "A trained reader from the programme reads it first and takes out names. The school’s leaders read it only after "
    "the questionnaire has closed, mixed up with all the others. If you don’t choose, they don’t get it. Comments "
    "about one leader"
)
SHARING_CARDS = {
    False: _sharing_card(f"{READ_FIRST} go to the programme’s team only."),
    True: _sharing_card(
        f"{READ_FIRST}, and all comments where fewer than ten staff answered, go to the programme only."
    ),
}
"""By whether staff are asked. `plainer` tells what happens with the words."""
NOT_CHOSEN = "If you don’t choose, they are not printed."
PRINTING_CARD = Card(
    name=PRINTING,
    words="May your words be printed, without a name?",
    place="In your words",
    plainer_label="Where could that be?",
    plainer=f"In the school’s or the programme’s report, for instance. {NOT_CHOSEN}",
    choices=(Choice("no", "No, don’t print them"), Choice("yes", "Yes, without my name")),
)


PROGRAMME_PRINTING_CARD = replace(PRINTING_CARD, plainer=f"In the programme’s report, for instance. {NOT_CHOSEN}")


@cache
def cards_of(
    instrument_name: str, facts: frozenset[str], offered: frozenset[str], *, comments_on: bool = True
) -> tuple[Card, ...]:
    """Every card of the questionnaire, in order. Cached: a published version never changes.

    `offered`: the years and phases that the school has.
    """
    instrument = asked(instrument_name, comments_on=comments_on)
    questions = instrument.questions_for(facts)
    if instrument.audience in PROFESSIONAL_AUDIENCES:
        return (*_by_section(instrument), *_about_you(questions, offered), *_last_boxes(instrument))
    return (*_statements(instrument), *_about_you(questions, offered), *_comment_boxes(instrument))


def _statements(instrument: Instrument) -> Iterator[Card]:
    items = instrument.items
    for place, item in enumerate(items, start=1):
        yield _statement(instrument, item, f"{place} of {len(items)}")


def _statement(instrument: Instrument, item: Item, place: str) -> Card:
    card = Card(
        name=f"{ANSWER}{item.key}",
        words=text_of(item.wording[instrument.editions[0]]),
        place=place,
        plainer=text_of(item.plainer),
        counted=True,
        choices=_choices(item.scale.options),
    )
    return card if item.asked_if is None else _conditional(card, instrument, item.asked_if)


def _conditional(card: Card, instrument: Instrument, asked_if: AskedIf) -> Card:
    before = instrument.item(asked_if.item)
    labels = [text_of(option.label) for option in before.scale.options if option.code in asked_if.codes]
    question = text_of(before.wording[instrument.editions[0]])
    return replace(
        card,
        asked_if=f"{ANSWER}{before.key}",
        asked_for=" ".join(str(code) for code in asked_if.codes),
        asked_words=f"Only if you chose “{'” or “'.join(labels)}” above: {question}",
    )


def _by_section(instrument: Instrument) -> Iterator[Card]:
    """Each part of the programme under its title, with its place to write where it has one."""
    place, several = 0, len(instrument.sections) > 1
    for section in instrument.sections:
        title = text_of(section.title)
        for item in section.items:
            place += 1
            yield _statement(
                instrument,
                item,
                f"{title}: {place} of {len(instrument.items)}" if several else f"{place} of {len(instrument.items)}",
            )
        for box in instrument.comment_boxes:
            if box.section == section.key:
                yield _box(box, title)


def _last_boxes(instrument: Instrument) -> Iterator[Card]:
    """Who answers in a professional role is told at the start who reads it; asked is whether it may be printed."""
    for box in instrument.comment_boxes:
        if not box.section:
            yield _box(box, "In your words")
    if instrument.comment_boxes:
        yield PROGRAMME_PRINTING_CARD


def _about_you(questions: Sequence[AboutMe], offered: frozenset[str]) -> Iterator[Card]:
    for place, question in enumerate(questions, start=1):
        yield Card(
            name=f"{ANSWER}{question.key}",
            words=text_of(question.wording),
            place=f"About you: {place} of {len(questions)}" if len(questions) > 1 else "About you",
            choices=_choices([option for option in question.options if _is_had(question, option, offered)]),
        )


def _is_had(question: AboutMe, option: Option, offered: frozenset[str]) -> bool:
    """Whether the school has that year or phase; every other choice is always there."""
    return question.fact not in BY_SCHOOL or option.value in offered or option.value == UNDISCLOSED


def _comment_boxes(instrument: Instrument) -> Iterator[Card]:
    """Before anything is typed: who will read it. Whether it may be printed is asked when it is written."""
    if not instrument.comment_boxes:
        return
    yield SHARING_CARDS[instrument.audience == "staff"]
    for place, box in enumerate(instrument.comment_boxes, start=1):
        yield _box(box, f"In your words: {place} of {len(instrument.comment_boxes)}")
    yield PRINTING_CARD


def _box(box: CommentBox, place: str) -> Card:
    return Card(name=f"{COMMENT}{box.key}", words=text_of(box.wording), place=place, hint=text_of(box.hint))


def _choices(options: Sequence[Option]) -> tuple[Choice, ...]:
    amounts = [option for option in options if option.part not in (None, Part.DECLINED)]
    steps = len(amounts) - 1
    return tuple(
        Choice(
            value=str(option.code),
            label=text_of(option.label),
            dots=_dots(amounts.index(option), steps) if option in amounts else (),
            quiet=option.part is Part.DECLINED or option.value == UNDISCLOSED,
        )
        for option in options
    )


def text_of(text: Text | None) -> str:
    return typographic(str(text or ""))


def _dots(place: int, steps: int) -> tuple[bool, ...]:
    return tuple(dot < steps - place for dot in range(steps))
