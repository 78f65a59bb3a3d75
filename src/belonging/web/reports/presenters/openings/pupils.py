"""The report as pupils have it: a picture and one short sentence at a time."""

from __future__ import annotations

from dataclasses import dataclass

from django.templatetags.static import static

from belonging.evaluation.choices import MAIN
from belonging.evaluation.released import Reading
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.replies.models import Edition
from belonging.web.replies.rules.building import printed
from belonging.web.replies.rules.openings import without_numbers
from belonging.web.reports.models import Reader
from belonging.web.reports.presenters.openings.addresses import led_on
from belonging.web.reports.presenters.openings.read import Read
from belonging.web.reports.rules import child_words as words
from belonging.web.reports.rules.spoken import spoken
from belonging.web.reports.rules.telling import clear_change, told_to_pupils
from belonging.web.ui.components import Link

CHANGED = {Reading.MORE: words.MORE, Reading.FEWER: words.FEWER}
FRIENDS = {Edition.PUPILS.value: words.DOING, Edition.YOUNGER.value: f"{words.DOING} (for younger pupils)"}


@dataclass(frozen=True, slots=True)
class Card:
    """`share` and `feels` are one sentence in two parts. `also`: further lines. `finding`: ids that they rest on."""

    picture: str
    share: str
    feels: str
    dots: tuple[str, ...]
    also: tuple[str, ...]
    finding: str

    @property
    def said(self) -> str:
        """All of it, to be read aloud."""
        return " ".join([f"{self.share} {self.feels}", *self.also])


@dataclass(frozen=True, slots=True)
class PupilsPage:
    """`instead` stands where nothing can be shown. `counted`: which answers the numbers are of, for adults."""

    title: str
    school: str
    words: str
    opening: tuple[str, ...]
    cards: tuple[Card, ...]
    instead: tuple[str, ...]
    untold: tuple[str, ...]
    talk: tuple[str, ...]
    counted: str
    led_on: tuple[Link, ...]


def pupils_page(read: Read) -> PupilsPage:
    strong, hard = told_to_pupils(read.voices)
    # What is harder stands in the middle: the page begins and ends with what is good.
    first, last = (strong[:-1], strong[-1:]) if len(strong) > 1 else (strong, [])
    cards = [
        *(_card(read.voices, heard, hard=False) for heard in first),
        *(_card(read.voices, heard, hard=True) for heard in hard),
        *(_card(read.voices, heard, hard=False) for heard in last),
    ]
    return PupilsPage(
        title="What you told us",
        school=read.school.name,
        words=read.words,
        opening=(words.THANKS, words.HERE, words.PRIVATE) if cards else (words.THANKS, words.PRIVATE),
        cards=tuple(cards),
        instead=() if cards else (without_numbers(Edition.YOUNGER, read.voices, ("pupil",)), words.INSTEAD),
        untold=_untold(read.voices) if cards else (),
        talk=words.TALK,
        counted=_counted([*strong, *hard]),
        led_on=led_on(Reader.PUPILS.value, read.out, FRIENDS),
    )


def _card(voices: SchoolVoices, heard: Heard, *, hard: bool) -> Card:
    share, change = spoken(printed(heard)), clear_change(voices, heard)
    moved = voices.change(heard.audience, heard.item)
    also = [CHANGED[change]] if change is not None else []
    kind = words.KIND.get(heard.item, words.HARD if hard else "")
    known = heard.item in words.FEELS
    return Card(
        picture=static(f"surveys/cards/{heard.item}.svg") if known else "",
        share=share.words,
        feels=f"{words.FEELS[heard.item]}." if known else f"said “{heard.positive.lower()}” to “{heard.wording}”.",
        dots=share.dots,
        also=(*also, *([kind] if kind else [])),
        finding=" ".join([heard.finding, *([moved.id] if moved is not None and change is not None else [])]),
    )


def _untold(voices: SchoolVoices) -> tuple[str, ...]:
    apart = any(note.code.startswith(MAIN) for one in voices.stored for note in one.findings.notes)
    hidden = any(table.refusal or table.withheld for one in voices.stored for table in one.findings.tables)
    return (*([words.APART] if apart else []), *([words.LEFT_OUT] if hidden else []))


def _counted(told: list[Heard]) -> str:
    if not told:
        return ""
    answers = dict.fromkeys(f"“{heard.positive[:1].lower()}{heard.positive[1:]}”" for heard in told)
    return f"For adults: of everyone who answered, these are the ones who chose {' or '.join(answers)}."
