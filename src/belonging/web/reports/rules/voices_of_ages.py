"""In which words younger and older pupils are told the same findings, and which of the two a school has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from belonging.web.replies.rules.kinds import Edition
from belonging.web.replies.rules.phrases import PUPILS
from belonging.web.reports.rules import child_words
from belonging.web.schools.models import Setting

YOUNGER, OLDER = "younger", "older"
AGES: Final = {
    Setting.PRIMARY: (YOUNGER,),
    Setting.SECONDARY: (OLDER, YOUNGER),
    Setting.ALL_THROUGH: (YOUNGER, OLDER),
    Setting.SPECIAL: (YOUNGER, OLDER),
    Setting.ALTERNATIVE_PROVISION: (OLDER, YOUNGER),
}
"""Whose versions a school's pupils can choose from; the first is shown to those who have not chosen."""
CHOICE: Final = {YOUNGER: "With pictures", OLDER: "For older pupils"}


@dataclass(frozen=True, slots=True)
class Wording:
    """`edition`: whose words of “You said, we did” go with it. `kind`: by statement; `hard`: for any other."""

    edition: Edition
    feels: Mapping[str, str]
    kind: Mapping[str, str]
    hard: str
    thanks: str
    here: str
    private: str
    instead: str
    left_out: str
    apart: str
    talk: tuple[str, ...]


WORDINGS: Final = {
    YOUNGER: Wording(
        edition=Edition.YOUNGER,
        feels=child_words.FEELS,
        kind=child_words.KIND,
        hard=child_words.HARD,
        thanks=child_words.THANKS,
        here=child_words.HERE,
        private=child_words.PRIVATE,
        instead=child_words.INSTEAD,
        left_out=child_words.LEFT_OUT,
        apart=child_words.APART,
        talk=child_words.TALK,
    ),
    OLDER: Wording(
        edition=Edition.PUPILS,
        feels={item: phrase.you for item, phrase in PUPILS.items()},
        kind={
            "lonely": "If you feel lonely, it is not your fault. Talk to someone you trust.",
            "safe": "If you do not feel safe, tell an adult you trust.",
        },
        hard="If this is hard for you, you are not the only one.",
        thanks="You told us how school feels. Thank you.",
        here="This is what you said.",
        private="No one can see what one person said. We only count.",
        instead="You can still talk to us. What would make school better?",
        left_out="Some answers are not shown. That keeps what you said private.",
        apart="Some of you had other answers to pick from. We count those on their own.",
        talk=("Is something wrong? Tell an adult you trust.", "Or call Childline. It is free: 0800 1111."),
    ),
}


def ages_of(setting: str) -> tuple[str, ...]:
    return AGES.get(Setting(setting), (YOUNGER, OLDER))


def age_wanted(setting: str, asked: str) -> str:
    """The one that was asked for, where the school has it; else its first."""
    ages = ages_of(setting)
    return asked if asked in ages else ages[0]
