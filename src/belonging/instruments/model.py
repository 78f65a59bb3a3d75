"""What is asked, as frozen data: an instrument, its sections, items, scales and editions.

An answer set is a mapping from item key to option code; a key that is absent was left unanswered.
Codes are small integers, stable for ever within a published version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from belonging.instruments.choices import STANDARD, Edition, InvalidAnswer, Option, Part, Scale, Text, in_english

__all__ = [
    "COMMENT_LIMIT",
    "PROFESSIONAL_AUDIENCES",
    "SCHOOL_AUDIENCES",
    "STANDARD",
    "AboutMe",
    "Answers",
    "AskedIf",
    "Audience",
    "CommentBox",
    "Comments",
    "Edition",
    "Instrument",
    "InvalidAnswer",
    "Item",
    "Option",
    "Part",
    "Rights",
    "Scale",
    "Section",
    "Text",
]

Answers = Mapping[str, int]
Comments = Mapping[str, str]

COMMENT_LIMIT = 2000
"""Characters of one comment; longer text is refused with a sentence, never cut."""


class Audience(StrEnum):
    """Who is asked."""

    PUPIL = "pupil"
    PARENT = "parent"
    STAFF = "staff"
    TRAINING = "training"
    """Members of staff, straight after a training session."""
    LEAD = "lead"
    """Schools' leads, at the end of the programme."""


SCHOOL_AUDIENCES = (Audience.PUPIL, Audience.PARENT, Audience.STAFF)
"""Who is asked about a school, at that school."""

PROFESSIONAL_AUDIENCES = (Audience.TRAINING, Audience.LEAD)
"""Who answers in a professional role, about the programme, and is told so on the form."""


@dataclass(frozen=True, slots=True)
class AskedIf:
    """Asked only of who chose one of these codes at an earlier item ("Have you used it?")."""

    item: str
    codes: tuple[int, ...]

    def holds(self, answers: Answers) -> bool:
        return answers.get(self.item) in self.codes


@dataclass(frozen=True, slots=True)
class Item:
    """One statement. `construct` is a key of the framework.

    `reverse`: agreeing is unfavourable (loneliness), so positive and negative change places.
    `wording` is the statement by edition; `plainer` what "I don't understand" shows;
    `spoken` what a screen reader or read-aloud says where it should differ from the wording.
    `asked_if`: None where everybody is asked; else only those whose earlier answer is named there.
    `plainer_of` and `scales`: by edition, where they are not those of the standard edition.
    """

    key: str
    construct: str
    scale: Scale
    wording: Mapping[str, Text]
    reverse: bool = False
    plainer: Text | None = None
    spoken: Text | None = None
    source: str = ""
    asked_if: AskedIf | None = None
    plainer_of: Mapping[str, Text] = field(default_factory=dict)
    scales: Mapping[str, Scale] = field(default_factory=dict)

    def plainer_in(self, edition: str) -> Text | None:
        """What "I don't understand" shows on a card of that edition."""
        return self.plainer_of.get(edition, self.plainer)

    def spoken_in(self, edition: str) -> Text | None:
        """What is read aloud instead of the words; None where the words are read."""
        return self.spoken if self.wording[edition] == self.wording[STANDARD] else None

    def scale_of(self, edition: str) -> Scale:
        """The choices of that edition; the item's own where it has no others."""
        return self.scales.get(edition, self.scale)

    def is_asked(self, answers: Answers) -> bool:
        """Whether somebody who answered so far like this is asked the item."""
        return self.asked_if is None or self.asked_if.holds(answers)

    def part_of(self, code: int | None) -> Part:
        """Which of the five parts an answer falls into, in whatever edition it was given; None is unanswered."""
        if code is None:
            return Part.UNANSWERED
        option = next((found for scale in self._all_scales if (found := scale.option(code))), None)
        if option is None or option.part is None:
            raise InvalidAnswer(f"{self.key}: {code} is not one of its choices")
        if self.reverse and option.part is Part.POSITIVE:
            return Part.NEGATIVE
        if self.reverse and option.part is Part.NEGATIVE:
            return Part.POSITIVE
        return option.part

    def codes_of(self, part: Part) -> tuple[int, ...]:
        """The option codes of the standard edition that fall into `part`, reverse coding applied."""
        return tuple(option.code for option in self.scale.options if self.part_of(option.code) is part)

    @property
    def _all_scales(self) -> tuple[Scale, ...]:
        return (self.scale, *self.scales.values())


@dataclass(frozen=True, slots=True)
class AboutMe:
    """A question about the person. Left out of the form where the slip already carries `fact`."""

    key: str
    fact: str
    wording: Text
    options: tuple[Option, ...]
    wording_of: Mapping[str, Text] = field(default_factory=dict)

    def wording_in(self, edition: str) -> Text:
        """The question as that edition asks it."""
        return self.wording_of.get(edition, self.wording)

    def value_of(self, code: int | None) -> str | None:
        """The stored group value ("girl", "7", "yes") for an option code; None when unanswered."""
        return next((option.value for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True)
class CommentBox:
    """A free-text question. Stored with the answer set; shown to nobody before it is screened.

    `section` is the key of the section that it closes; "" where it stands after all of them.
    """

    key: str
    wording: Text
    hint: Text
    section: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Rights:
    """Whose wording this is. A live cohort cannot open an instrument whose permission is not recorded."""

    licence: str
    holder: str
    note: str
    permission_needed: bool


@dataclass(frozen=True, slots=True)
class Instrument:
    """A published questionnaire version. Two instruments with one (key, version) have one digest."""

    key: str
    version: int
    audience: Audience
    title: Text
    introduction: Text
    rights: Rights
    editions: tuple[str, ...]
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    about_me: tuple[AboutMe, ...] = ()
    comment_boxes: tuple[CommentBox, ...] = ()
    minutes: int = 5
    digest: str = field(default="", compare=False)
    other_editions: tuple[Edition, ...] = ()
    """What is said of each edition but the standard one, in the order of `editions`."""

    @property
    def name(self) -> str:
        """Key and version, as file names and stored rounds have it: "pupil_v1"."""
        return f"{self.key}_v{self.version}"

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)

    def item(self, key: str) -> Item:
        """The item of that key; KeyError names the instrument."""
        for item in self.items:
            if item.key == key:
                return item
        raise KeyError(f"{self.name} has no item {key!r}")

    def edition(self, key: str) -> Edition:
        """What that edition is; KeyError names the questionnaire."""
        for edition in (self._standard, *self.other_editions):
            if edition.key == key and key in self.editions:
                return edition
        raise KeyError(f"{self.name} has no edition {key!r}")

    @property
    def _standard(self) -> Edition:
        for_whom = "Year 5 and up" if self.other_editions else "Everybody"
        return Edition(STANDARD, in_english("Standard"), in_english(for_whom), self.introduction)

    def questions_for(self, known_facts: frozenset[str]) -> tuple[AboutMe, ...]:
        """The about-me questions to ask when slips already carry `known_facts`."""
        return tuple(question for question in self.about_me if question.fact not in known_facts)

    def asked(self, answers: Answers) -> tuple[Item, ...]:
        """The items that are asked of somebody who has answered like this."""
        return tuple(item for item in self.items if item.is_asked(answers))

    def without_unasked(self, answers: Answers) -> dict[str, int]:
        """The answers less those to items that were not asked: what is stored, and what is counted.

        Dropped and not refused: who says "yes", answers the next item and then goes back to say "no" has sent both
        from a page without a script, or from a device that was offline, and the form must not be lost for it.
        """
        left_out = {item.key for item in self.items if not item.is_asked(answers)}
        return {key: code for key, code in answers.items() if key not in left_out}

    def check(self, answers: Answers, comments: Comments | None = None, *, edition: str = STANDARD) -> None:
        """Raise InvalidAnswer unless every key is ours and every code one of its choices in that edition.

        An answer to an item that was not asked passes: `without_unasked` drops it.
        """
        if edition not in self.editions:
            raise InvalidAnswer(f"{self.name} has no edition {edition!r}; use one of {', '.join(self.editions)}")
        allowed = dict(self._allowed_codes(edition))
        for key, code in answers.items():
            if key not in allowed:
                raise InvalidAnswer(f"{self.name} does not ask {key!r}")
            if code not in allowed[key]:
                raise InvalidAnswer(f"{key}: {code!r} is not one of its choices")
        boxes = {box.key for box in self.comment_boxes}
        for key, text in (comments or {}).items():
            if key not in boxes:
                raise InvalidAnswer(f"{self.name} has no comment box {key!r}")
            if len(text) > COMMENT_LIMIT:
                raise InvalidAnswer(
                    f"Your comment is {len(text)} characters long. Please shorten it to {COMMENT_LIMIT}."
                )

    def _allowed_codes(self, edition: str) -> Iterator[tuple[str, frozenset[int]]]:
        for item in self.items:
            yield item.key, frozenset(option.code for option in item.scale_of(edition).options)
        for question in self.about_me:
            yield question.key, frozenset(option.code for option in question.options)
