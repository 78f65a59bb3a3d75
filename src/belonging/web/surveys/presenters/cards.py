"""The cards of a questionnaire: statements, questions about the person, places to write, in the order asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.templatetags.static import static

from belonging.instruments.model import PROFESSIONAL_AUDIENCES, AboutMe, CommentBox, Item, Option, Part, Scale, Text
from belonging.web.surveys.models import Sharing
from belonging.web.surveys.presenters.asking import Asking, OwnPicture
from belonging.web.surveys.presenters.signed import SignedVideo, signed_video
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.rules.editions import WITH_PICTURES, WITH_TICKS, YOUNGER, YOUNGEST
from belonging.web.surveys.rules.field_names import ANSWER, COMMENT, PRINTING, SHARING
from belonging.web.surveys.rules.picture_slots import DECLINED, drawing_of
from belonging.web.surveys.rules.words import Words, filled

BY_SCHOOL = ("year_group", "phase")
"""Facts that are asked with the choices that the school has."""
UNDISCLOSED = "undisclosed"
WIDTH, HEIGHT = 320, 240
"""Of our pictures."""
FACES = {Part.POSITIVE: "good", Part.NEITHER: "middle", Part.NEGATIVE: "bad"}


@dataclass(frozen=True, slots=True)
class Choice:
    """`dots`: the answer as circles, filled (True) or open; none for choices that are no amount.

    `sign`: the address of its face or tick, in the editions that have them.
    """

    value: str
    label: str
    dots: tuple[bool, ...] = ()
    quiet: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One statement, about-me question or comment box. `place` is its group and place: "4 of 12".

    `plainer` is folded under `plainer_label` unless `opened`. `counted`: a statement, one of the twelve that the
    dots at the top stand for. `asked_if`: asked only where the card of that name has one of the `asked_for` values;
    `asked_words` say so where no script hides it. `spoken`: what is read aloud where that is not `words`.
    `key`: the item's, which names its recordings. `practice`: tried first, never sent.
    """

    name: str
    words: str
    place: str
    plainer: str = ""
    plainer_label: str = ""
    opened: bool = False
    hint: str = ""
    counted: bool = False
    choices: tuple[Choice, ...] = ()
    picture: OwnPicture | None = None
    asked_if: str = ""
    asked_for: str = ""
    asked_words: str = ""
    spoken: str = ""
    signed: SignedVideo | None = None
    key: str = ""
    practice: bool = False

    @property
    def tiles(self) -> bool:
        """Its choices stand side by side, each under its face or tick."""
        return any(choice.sign for choice in self.choices)


def cards_of(asking: Asking) -> tuple[Card, ...]:
    """Every card of the questionnaire, in order."""
    return tuple(_Deck(asking).cards())


def text_of(text: Text | None, language: str = "en") -> str:
    return typographic(text.in_language(language)) if text is not None else ""


@dataclass(frozen=True, slots=True)
class _Deck:
    asking: Asking

    @property
    def words(self) -> Words:
        return self.asking.words()

    def cards(self) -> Iterator[Card]:
        if self.asking.audience in PROFESSIONAL_AUDIENCES:
            yield from self._by_section()
            yield from self._about_you()
            yield from self._last_boxes()
            return
        if self.asking.is_pupil:
            yield self._practice()
        count = len(self.asking.instrument.items)
        for place, item in enumerate(self.asking.instrument.items, start=1):
            yield self._statement(item, self._place("place_of", place, count))
        yield from self._about_you()
        yield from self._comment_boxes()

    def _place(self, key: str, place: int, count: int) -> str:
        return filled(self.words[key], place=place, count=count)

    def _said(self, text: Text | None) -> str:
        return text_of(text, self.asking.language)

    def _practice(self) -> Card:
        """A harmless line with the choices of the first statement."""
        first = self.asking.instrument.items[0]
        pictured = self.asking.edition in WITH_PICTURES
        hint = self.words["practice_hint"]
        return Card(
            name="p-practice",
            words=self.words["practice_line"],
            place=self.words["practice_place"],
            hint=f"{self.words['practice_you']} {hint}" if pictured else hint,
            plainer=self._said(self.asking.instrument.edition(self.asking.edition).introduction),
            plainer_label=self.words["practice_how"],
            choices=self._choices(first.scale_of(self.asking.edition), reverse=False),
            practice=True,
            picture=self._ours("practice") if pictured else None,
            key="practice",
        )

    def _statement(self, item: Item, place: str) -> Card:
        edition = self.asking.edition
        own = self.asking.pictures.get(item.key)
        card = Card(
            name=f"{ANSWER}{item.key}",
            words=self._said(item.wording[edition]),
            place=place,
            plainer=self._said(item.plainer_in(edition)),
            plainer_label=self.words["plainer"],
            counted=True,
            choices=self._choices(item.scale_of(edition), reverse=item.reverse),
            picture=own or (self._ours(item.key) if edition in WITH_PICTURES else None),
            spoken=self._said(item.spoken_in(edition)),
            signed=signed_video(f"{self.asking.instrument.key}_v{self.asking.instrument.version}", edition, item.key),
            key=item.key,
        )
        return card if item.asked_if is None else self._conditional(card, item)

    @staticmethod
    def _ours(key: str) -> OwnPicture:
        """Ours say nothing that the words beside them don't, so they have no words of their own."""
        return OwnPicture(static(drawing_of(key)), "", WIDTH, HEIGHT)

    def _conditional(self, card: Card, item: Item) -> Card:
        if item.asked_if is None:
            return card
        codes = item.asked_if.codes
        before = self.asking.instrument.item(item.asked_if.item)
        labels = [self._said(option.label) for option in before.scale.options if option.code in codes]
        between = f"” {self.words['or_word']} “"
        return replace(
            card,
            asked_if=f"{ANSWER}{before.key}",
            asked_for=" ".join(str(code) for code in codes),
            asked_words=filled(
                self.words["only_if"],
                choice=between.join(labels),
                question=self._said(before.wording[self.asking.edition]),
            ),
        )

    def _by_section(self) -> Iterator[Card]:
        """Each part of the programme under its title, with its place to write where it has one."""
        asked = self.asking.instrument
        place, several = 0, len(asked.sections) > 1
        for section in asked.sections:
            title = self._said(section.title)
            for item in section.items:
                place += 1
                of = self._place("place_of", place, len(asked.items))
                yield self._statement(item, f"{title}: {of}" if several else of)
            for box in asked.comment_boxes:
                if box.section == section.key:
                    yield self._box(box, title)

    def _last_boxes(self) -> Iterator[Card]:
        """Who answers in a professional role is told at the start who reads it; asked is whether it may be printed."""
        for box in self.asking.instrument.comment_boxes:
            if not box.section:
                yield self._box(box, self.words["place_write"])
        if self.asking.instrument.comment_boxes:
            yield self._printing()

    def _about_you(self) -> Iterator[Card]:
        questions = self.asking.instrument.questions_for(self.asking.known_facts)
        for place, question in enumerate(questions, start=1):
            yield Card(
                name=f"{ANSWER}{question.key}",
                words=self._said(question.wording_in(self.asking.edition)),
                place=self._place("place_about_of", place, len(questions))
                if len(questions) > 1
                else self.words["place_about"],
                choices=tuple(self._plain(option) for option in self._had(question)),
                key=question.key,
            )

    def _had(self, question: AboutMe) -> list[Option]:
        """The choices that the school has: its years and phases; every other choice is always there."""
        years = self.asking.years
        if question.fact not in BY_SCHOOL or not years:
            return list(question.options)
        return [option for option in question.options if option.value in years or option.value == UNDISCLOSED]

    def _comment_boxes(self) -> Iterator[Card]:
        """Before anything is typed: who will read it. Whether it may be printed is asked when it is written."""
        boxes = self.asking.instrument.comment_boxes
        if not boxes:
            return
        yield self._sharing()
        for place, box in enumerate(boxes, start=1):
            yield self._box(box, self._place("place_write_of", place, len(boxes)))
        yield self._printing()

    def _sharing(self) -> Card:
        return Card(
            name=SHARING,
            words=self.words["sharing_title"],
            place=self.words["place_write"],
            plainer=self.words["sharing_what"],
            plainer_label=self.words["sharing_more"],
            opened=True,
            choices=(
                Choice(Sharing.SCHOOL.value, self.words["sharing_school"]),
                Choice(Sharing.PROGRAMME.value, self.words["sharing_programme"]),
            ),
        )

    def _printing(self) -> Card:
        return Card(
            name=PRINTING,
            words=self.words["printing_title"],
            place=self.words["place_write"],
            plainer=self.words["printing_what"],
            plainer_label=self.words["printing_more"],
            choices=(Choice("no", self.words["printing_no"]), Choice("yes", self.words["printing_yes"])),
        )

    def _box(self, box: CommentBox, place: str) -> Card:
        return Card(name=f"{COMMENT}{box.key}", words=self._said(box.wording), place=place, hint=self._said(box.hint))

    def _plain(self, option: Option) -> Choice:
        return Choice(str(option.code), self._said(option.label), quiet=option.value == UNDISCLOSED)

    def _choices(self, scale: Scale, *, reverse: bool) -> tuple[Choice, ...]:
        """In the younger edition the smile is the good side and first: of a reverse item the words change places."""
        amounts = [option for option in scale.options if option.part not in (None, Part.DECLINED)]
        rest = [option for option in scale.options if option not in amounts]
        ordered = amounts[::-1] if reverse and self.asking.edition == YOUNGER else amounts
        return (
            *(self._amount(option, place, amounts) for place, option in enumerate(ordered)),
            *(self._declined(option) for option in rest),
        )

    def _amount(self, option: Option, place: int, amounts: Sequence[Option]) -> Choice:
        sign = self._sign(option, amounts[place])
        dots = () if sign else _dots(amounts.index(option), len(amounts) - 1)
        return Choice(str(option.code), self._said(option.label), dots=dots, sign=sign)

    def _declined(self, option: Option) -> Choice:
        signed = option.part is Part.DECLINED and self.asking.edition in YOUNGEST
        return Choice(
            str(option.code), self._said(option.label), quiet=True, sign=self._drawn(DECLINED) if signed else ""
        )

    def _sign(self, option: Option, at_its_place: Option) -> str:
        if self.asking.edition in WITH_TICKS:
            return self._drawn(option.value)
        if self.asking.edition == YOUNGER and at_its_place.part in FACES:
            return self._drawn(FACES[at_its_place.part])
        return ""

    def _drawn(self, slot: str) -> str:
        """The school's own picture of an answer, or ours. The words beside it say the same, so it has no others."""
        own = self.asking.pictures.get(slot)
        return own.source if own else static(drawing_of(slot))


def _dots(place: int, steps: int) -> tuple[bool, ...]:
    return tuple(dot < steps - place for dot in range(steps))
