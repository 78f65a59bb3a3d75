"""The report as pupils have it: a picture and one short sentence at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.templatetags.static import static

from belonging.evaluation.released import Reading
from belonging.figures.whose import who_answered
from belonging.web.audit.rules.heard import Heard, SchoolVoices
from belonging.web.replies.models import Edition
from belonging.web.replies.rules.building import printed
from belonging.web.replies.rules.openings import without_numbers
from belonging.web.reports.models import Reader
from belonging.web.reports.presenters.openings.addresses import led_on
from belonging.web.reports.presenters.openings.read import Read
from belonging.web.reports.rules import child_words
from belonging.web.reports.rules.spoken import spoken
from belonging.web.reports.rules.telling import clear_change, told_to_pupils
from belonging.web.reports.rules.voices_of_ages import CHOICE, OLDER, WORDINGS, Wording, age_wanted, ages_of
from belonging.web.ui.components import Link

AGE = "for"
"""In the page's address: which version is read."""
CHANGED = {Reading.MORE: child_words.MORE, Reading.FEWER: child_words.FEWER}
DOING = child_words.DOING
FRIENDS = {Edition.PUPILS.value: DOING, Edition.YOUNGER.value: f"{DOING} (for younger pupils)"}


@dataclass(frozen=True, slots=True)
class Card:
    """`share` and `feels` are one sentence in two parts; `picture` is empty for older pupils. `also`: further lines.
    `finding`: ids that they rest on."""

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
    """`instead` stands where nothing can be shown. `counted`: which answers the numbers are of, for adults. `ages`
    lead to the school's versions, the one that is read without an address; none where there is one alone."""

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
    is_older: bool
    ages: tuple[Link, ...]


def pupils_page(read: Read) -> PupilsPage:
    told, age = told_to_pupils(read.voices), age_wanted(read.school.setting, read.age)
    words = WORDINGS[age]
    # What is harder stands in the middle: the page begins and ends with what is good.
    first, last = (told.strong[:-1], told.strong[-1:]) if len(told.strong) > 1 else (told.strong, ())
    ordered = (*first, *told.between, *told.hard, *last)
    cards = [_card(read.voices, heard, words, hard=heard in told.hard) for heard in ordered]
    out = {edition: page for edition, page in read.out.items() if age != OLDER or edition != Edition.YOUNGER}
    return PupilsPage(
        title="What you told us",
        school=read.school.name,
        words=read.words,
        opening=(words.thanks, words.here, words.private) if cards else (words.thanks, words.private),
        cards=tuple(cards),
        instead=() if cards else (without_numbers(words.edition, read.voices, ("pupil",)), words.instead),
        untold=_untold(read.voices, words) if cards else (),
        talk=words.talk,
        counted=_counted(ordered, read.voices),
        led_on=led_on(Reader.PUPILS.value, out, FRIENDS),
        is_older=age == OLDER,
        ages=_ages(read.school.setting, age),
    )


def _ages(setting: str, shown: str) -> tuple[Link, ...]:
    ages = ages_of(setting)
    links = (Link(CHOICE[age], "" if age == shown else f"?{AGE}={age}") for age in sorted(ages, reverse=True))
    return tuple(links) if len(ages) > 1 else ()


def _card(voices: SchoolVoices, heard: Heard, words: Wording, *, hard: bool) -> Card:
    share, change = spoken(printed(heard)), clear_change(voices, heard)
    moved = voices.change(heard.audience, heard.item)
    also = [CHANGED[change]] if change is not None else []
    kind = words.kind.get(heard.item, words.hard if hard else "")
    known = heard.item in words.feels
    return Card(
        picture=static(f"surveys/cards/{heard.item}.svg") if known and words.edition is Edition.YOUNGER else "",
        share=share.words,
        feels=f"{words.feels[heard.item]}." if known else f"said “{heard.positive.lower()}” to “{heard.wording}”.",
        dots=share.dots,
        also=(*also, *([kind] if kind else [])),
        finding=" ".join([heard.finding, *([moved.id] if moved is not None and change is not None else [])]),
    )


def _untold(voices: SchoolVoices, words: Wording) -> tuple[str, ...]:
    apart = any(who_answered(one.findings) for one in voices.stored)
    hidden = any(table.refusal or table.withheld for one in voices.stored for table in one.findings.tables)
    return (*([words.apart] if apart else []), *([words.left_out] if hidden else []))


def _counted(told: Sequence[Heard], voices: SchoolVoices) -> str:
    if not told:
        return ""
    answers = dict.fromkeys(f"“{heard.positive[:1].lower()}{heard.positive[1:]}”" for heard in told)
    pupils = next((who_answered(one.findings) for one in voices.stored if one.findings.audience == "pupil"), "")
    everyone = f"the pupils {pupils}" if pupils else "everyone who answered"
    return f"For adults: of {everyone}, these are the ones who chose {' or '.join(answers)}."
