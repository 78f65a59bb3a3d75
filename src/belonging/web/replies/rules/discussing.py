"""A pack with which pupils can talk about the findings for half an hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from belonging.web.audit.rules.heard import Heard
from belonging.web.replies.rules.building import said_of
from belonging.web.replies.rules.kinds import Edition
from belonging.web.replies.rules.phrases import PUPILS

FROM_FINDINGS: Final = {Edition.PUPILS: 4, Edition.YOUNGER: 3}
MINUTES: Final = 30
OPEN_QUESTIONS: Final = {
    Edition.PUPILS: (
        "What is the first thing you would change, and how?",
        "What should we ask you next time that we did not ask?",
    ),
    Edition.YOUNGER: (
        "What is the best thing about our school?",
        "What one thing would make school better?",
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """`finding` is the released sentence that it is about, `item` the statement; both empty for an open question."""

    question: str
    finding: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the half hour."""

    minutes: int
    title: str
    what: str


def questions(edition: Edition, told: Sequence[Heard]) -> tuple[Question, ...]:
    """Five or six: about the released findings that matter most, then open ones. `told` in the order of the page."""
    asked = [
        Question(
            PUPILS[heard.item].ask_young if edition is Edition.YOUNGER else PUPILS[heard.item].ask,
            said_of(edition, heard),
            heard.item,
        )
        for heard in told
        if heard.audience == "pupil" and heard.item in PUPILS
    ]
    opened = [Question(words) for words in OPEN_QUESTIONS[edition]]
    return (*asked[: FROM_FINDINGS[edition]], *opened)


def plan(edition: Edition, count: int) -> tuple[Step, ...]:
    """Half an hour for `count` questions, to the minute."""
    each = 3
    talk = each * count
    begin, end = 5, 4
    rest = MINUTES - talk - begin - end
    younger = edition is Edition.YOUNGER
    make = "Draw what would make school better." if younger else "In pairs: agree on one thing to tell the school."
    return (
        Step(begin, "Begin", "Say why you are here, and the three rules below. Nobody has to speak."),
        Step(talk, "Talk", f"{count} questions, some {each} minutes each. Read the finding, ask, and listen."),
        Step(rest, "Draw" if younger else "Choose", make),
        Step(end, "End", "Read back what you wrote down. Ask if it is right. Say what happens next, and thank them."),
    )


RULES: Final = {
    Edition.PUPILS: (
        "You don't have to say anything. You can leave at any time.",
        "We talk about the school, not about people. We use no names.",
        "What we say helps the school. It is written down without names.",
    ),
    Edition.YOUNGER: (
        "You can talk, draw, or just listen.",
        "We don't say names.",
        "We listen to each other.",
    ),
}
NOTES: Final = (
    "Invite six to eight pupils who are not only the confident ones: pupils with SEND, new pupils, quiet ones. Offer "
    "symbols, drawing, a communication aid or a supporter, and say beforehand what will be asked.",
    "Don't ask who answered what. Don't guess which class or group a finding is about. Don't ask pupils to tell of "
    "something bad that happened to them.",
    "Don't explain a finding away, and promise nothing that you can't keep. “Thank you, tell me more” is enough.",
    "Write down words, not names. Leave out whatever would tell who spoke.",
    "Numbers are rounded, and small groups are not shown. If pupils ask: “so that nobody can tell who said what.”",
)
WORRIED: Final = (
    "If a pupil tells you something that worries you, don't promise to keep it secret and don't write it on the sheet. "
    "Follow your school's safeguarding policy at once."
)
CHILDLINE: Final = "Pupils can also call Childline, free and at any hour: 0800 1111."
