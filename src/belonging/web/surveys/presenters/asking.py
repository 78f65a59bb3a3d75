"""What one page asks and of whom, without a round: so that previews and trials show exactly what a child sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from belonging.instruments.model import STANDARD, Instrument
from belonging.instruments.words import LANGUAGES, Language
from belonging.web.surveys.rules.promise import PromiseFacts, Reader
from belonging.web.surveys.rules.words import Words, words_for

Mode = Literal["round", "preview", "trial"]
NO_TEXTS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A school's own picture beside a statement."""

    source: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Door:
    """Another edition or language of the same page: its name and address. `here`: this one. `lang`: of the name."""

    key: str
    name: str
    address: str
    here: bool = False
    draft: bool = False
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Asking:
    """A page as it is asked.

    `instrument`: worded in `language`, without its comment boxes where nobody would read them.
    `texts`: the words around the questions in that language, by flat key ("pupil.start"); none for English.
    `known_facts`: what is not asked. `slip_facts`: what the slip says, for the promise. `years`: the year groups and
    phases that the school has; none: all. `pictures`: the school's own, by item key.
    `handle`: the round's, empty without one; `outbox`: the public key of its envelopes. `mode`: only a round is sent.
    """

    instrument: Instrument
    edition: str = STANDARD
    language: str = "en"
    texts: Mapping[str, str] = field(default_factory=lambda: NO_TEXTS)
    school_name: str = ""
    slips: bool = False
    known_facts: frozenset[str] = frozenset()
    slip_facts: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    pictures: Mapping[str, OwnPicture] = field(default_factory=dict)
    editions: tuple[Door, ...] = ()
    languages: tuple[Door, ...] = ()
    handle: str = ""
    outbox: str = ""
    occasion: bool = False
    may_talk: bool = False
    linked: bool = False
    demo: bool = False
    backup_days: int = 0
    mode: Mode = "round"

    @property
    def audience(self) -> str:
        return self.instrument.audience

    @property
    def is_pupil(self) -> bool:
        return self.audience == "pupil"

    @property
    def tongue(self) -> Language:
        return LANGUAGES[self.language]

    def words(self) -> Words:
        return words_for(self.audience, self.edition, self.texts or None)

    def promised(self, *, helped: bool = False, paper: bool = False) -> PromiseFacts:
        """The facts on which the promise depends."""
        return PromiseFacts(
            audience=self.audience,
            slips=self.slips,
            slip_facts=self.slip_facts,
            helped=helped,
            paper=paper,
            linked=self.linked,
            comments=Reader.SCREENED if self.instrument.comment_boxes else Reader.NONE_ASKED,
            backup_days=0 if self.demo else self.backup_days,
            demo=self.demo,
        )
