"""From an instrument and a round to the words on the answering page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from belonging.instruments.load import load
from belonging.instruments.model import COMMENT_LIMIT, AboutMe, Instrument, Option, Part, Text
from belonging.web.files.queries import pictures_at
from belonging.web.schools.models import School
from belonging.web.surveys.models import Entrance, Round, Sharing
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.queries import facts_known
from belonging.web.surveys.rules.acceptance import takes_talk_requests
from belonging.web.surveys.rules.asked import asked
from belonging.web.surveys.rules.field_names import ANSWER, COMMENT, PRINTING, SHARING
from belonging.web.surveys.rules.promise import PromiseFacts, Reader, Sentence, promise
from belonging.web.surveys.rules.year_groups import phases_of, years_of

BACKUP_DAYS = 35
BY_SCHOOL = ("year_group", "phase")
"""Facts that are asked with the choices that the school has."""
UNDISCLOSED = "undisclosed"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where it is put right: the id of a part of the page, or ""."""

    words: str
    at: str = ""


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
    dots at the top stand for.
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
PRINTING_CARD = Card(
    name=PRINTING,
    words="May your words be printed, without a name?",
    place="In your words",
    plainer_label="Where could that be?",
    plainer="In the school’s or the programme’s report, for instance. If you don’t choose, they are not printed.",
    choices=(Choice("no", "No, don’t print them"), Choice("yes", "Yes, without my name")),
)


@cache
def cards_of(
    instrument_name: str, facts: frozenset[str], offered: frozenset[str], *, comments_on: bool = True
) -> tuple[Card, ...]:
    """Every card of the questionnaire, in order. Cached: a published version never changes.

    `offered`: the years and phases that the school has.
    """
    instrument = asked(instrument_name, comments_on=comments_on)
    questions = instrument.questions_for(facts)
    return (*_statements(instrument), *_about_you(questions, offered), *_comment_boxes(instrument))


def _statements(instrument: Instrument) -> Iterator[Card]:
    items = instrument.items
    for place, item in enumerate(items, start=1):
        wording = item.wording[instrument.editions[0]]
        yield Card(
            name=f"{ANSWER}{item.key}",
            words=_text(wording),
            place=f"{place} of {len(items)}",
            plainer=_text(item.plainer),
            counted=True,
            choices=_choices(item.scale.options),
        )


def _about_you(questions: Sequence[AboutMe], offered: frozenset[str]) -> Iterator[Card]:
    for place, question in enumerate(questions, start=1):
        yield Card(
            name=f"{ANSWER}{question.key}",
            words=_text(question.wording),
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
        yield Card(
            name=f"{COMMENT}{box.key}",
            words=_text(box.wording),
            place=f"In your words: {place} of {len(instrument.comment_boxes)}",
            hint=_text(box.hint),
        )
    yield PRINTING_CARD


def _choices(options: Sequence[Option]) -> tuple[Choice, ...]:
    amounts = [option for option in options if option.part not in (None, Part.DECLINED)]
    steps = len(amounts) - 1
    return tuple(
        Choice(
            value=str(option.code),
            label=_text(option.label),
            dots=_dots(amounts.index(option), steps) if option in amounts else (),
            quiet=option.part is Part.DECLINED or option.value == UNDISCLOSED,
        )
        for option in options
    )


def _text(text: Text | None) -> str:
    return typographic(str(text or ""))


def _dots(place: int, steps: int) -> tuple[bool, ...]:
    return tuple(dot < steps - place for dot in range(steps))


def promise_of(round_: Round, *, backup_days: int = BACKUP_DAYS) -> tuple[Sentence, ...]:
    """What we promise on this round's first page."""
    instrument = asked(round_.instrument, comments_on=round_.cohort.comments_on)
    demo = bool(settings.DEMO) or round_.cohort.is_demo
    facts = PromiseFacts(
        audience=round_.audience,
        slips=round_.entrance == Entrance.SLIPS,
        slip_facts=frozenset(round_.slip_facts),
        comments=Reader.SCREENED if instrument.comment_boxes else Reader.NONE_ASKED,
        backup_days=0 if demo else backup_days,
        demo=demo,
    )
    return promise(facts)


def frame(round_: Round) -> dict[str, object]:
    """What every page of a round needs."""
    return {
        "round": round_,
        "school_name": round_.school.name,
        "adult": round_.audience != "pupil",
        "may_talk": takes_talk_requests(state=round_.state),
    }


def page(
    round_: Round, *, sent: Mapping[str, str] | None = None, problems: Sequence[Problem] = ()
) -> dict[str, object]:
    """What answer.html needs; `sent`: choices to keep when the page comes back with errors."""
    sentences = promise_of(round_)
    given = sent or {}
    offered = _offered(round_.school)
    usual = cards_of(round_.instrument, facts_known(round_), offered, comments_on=round_.cohort.comments_on)
    cards = _with_pictures(round_, usual)
    instrument = load(round_.instrument)
    return {
        **frame(round_),
        "title": _text(instrument.title),
        "introduction": _text(instrument.introduction),
        "slips": round_.entrance == Entrance.SLIPS,
        "promise": [typographic(sentence.text) for sentence in sentences if not sentence.more],
        "promise_more": [typographic(sentence.text) for sentence in sentences if sentence.more],
        "cards": _blank(usual) if cards is usual and not given else _drawn(cards, given),
        "code": given.get("code", ""),
        "picked": given.get("picked", ""),
        "problems": problems,
        "code_wrong": " ".join(each.words for each in problems if each.at == "code"),
    }


def _with_pictures(round_: Round, cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The same cards where the school had no picture of its own when the questionnaire opened."""
    if round_.audience != "pupil" or round_.opens_at is None:
        return cards
    found = {
        f"{ANSWER}{slot}": OwnPicture(
            source=f"{reverse('answering:own_picture', args=[round_.handle, slot])}?v={each.digest[:12]}",
            alt=each.alt,
            width=each.width,
            height=each.height,
        )
        for slot, each in pictures_at(round_.school_id, round_.opens_at).items()
    }
    return tuple(replace(card, picture=found.get(card.name)) for card in cards) if found else cards


def _offered(school: School) -> frozenset[str]:
    had = {"has_sixth_form": school.has_sixth_form}
    return frozenset({*years_of(school.setting, **had), *phases_of(school.setting, **had)})


@cache
def _blank(cards: tuple[Card, ...]) -> SafeString:
    """Drawn once for each questionnaire and set of slip facts: it holds no key and nobody's answers."""
    return _drawn(cards, {})


def _drawn(cards: Sequence[Card], given: Mapping[str, str]) -> SafeString:
    context = {"cards": [(card, given.get(card.name, "")) for card in cards], "comment_limit": COMMENT_LIMIT}
    return render_to_string("surveys/answer_cards.html", context)
