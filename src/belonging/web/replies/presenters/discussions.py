"""The pack as a document, and what was said as a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from belonging.web.actions.rules.sources import sign_ground
from belonging.web.enrolment.rules.documents import ENGLISH, Block, Document, Section
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Discussion, Edition
from belonging.web.replies.presenters.words import long_day, wave_words
from belonging.web.replies.rules.discussing import (
    CHILDLINE,
    MINUTES,
    NOTES,
    RULES,
    WORRIED,
    Question,
    plan,
)
from belonging.web.schools.models import School

TITLES = {
    Edition.PUPILS: "What do our findings mean? A talk with pupils",
    Edition.YOUNGER: "What do our findings mean? A talk with younger pupils",
}


@dataclass(frozen=True, slots=True)
class SaidWords:
    question: str
    words: str
    act: str


@dataclass(frozen=True, slots=True)
class SaidBlock:
    """One conversation. `remove` is empty for who may not."""

    number: int
    title: str
    about: str
    words: tuple[SaidWords, ...]
    remove: str


AFTERWARDS = (
    "Write down what the group said on the page “What pupils say about the findings”: the day, who talked, how many, and "
    "their words, without names. It takes five minutes, and can become the reason for an action of your plan."
)


def pack_document(
    edition: Edition, asked: Sequence[Question], *, school: School, wave: str, safeguarding: str
) -> Document:
    """`safeguarding`: the lead's name, empty where the school has named nobody."""
    steps = plan(edition, len(asked))
    turn_to = f" Your safeguarding lead is {safeguarding}." if safeguarding else ""
    sections = (
        Section(
            "Your half hour",
            (
                Block(
                    head=("Minutes", "What", "How"),
                    rows=tuple((str(step.minutes), step.title, step.what) for step in steps),
                ),
                Block(text="You need: this sheet, a pen, big paper, a quiet room. Reading it beforehand: 5 minutes."),
            ),
        ),
        Section("Say this first", (Block(items=RULES[edition]),)),
        Section("What pupils said, and what to ask", tuple(_asked(asked))),
        Section("For the adult", (Block(items=NOTES),)),
        Section("If you are worried about a pupil", (Block(text=WORRIED + turn_to), Block(text=CHILDLINE))),
        Section("Afterwards", (Block(text=AFTERWARDS),)),
    )
    return Document(
        key="discussion_pack",
        version=1,
        language=ENGLISH,
        title=TITLES[edition],
        about=f"{school.name}, {wave_words(wave).lower()}. {MINUTES} minutes with a group of six to eight pupils.",
        warning="",
        sections=sections,
        digest="",
        size=12,
    )


def said_blocks(
    discussions: Iterable[Discussion], *, school: School, cohort: Cohort, may_work: bool
) -> list[SaidBlock]:
    add = reverse("actions:add", kwargs={"school": school.slug, "cohort": cohort.slug})
    place = {"school": school.slug, "cohort": cohort.slug}
    return [
        SaidBlock(
            number=held.pk,
            title=f"{held.group}, {long_day(held.held_on)}",
            about=f"{held.pupils} pupil{'' if held.pupils == 1 else 's'}, after the {wave_words(held.wave).lower()}",
            words=tuple(
                SaidWords(
                    each.question,
                    each.words,
                    f"{add}?ground={_ground(held, each.question, each.words)}" if may_work else "",
                )
                for each in held.words.all()
            ),
            remove=reverse("replies:remove_discussion", kwargs={**place, "number": held.pk}) if may_work else "",
        )
        for held in discussions
    ]


def _asked(asked: Sequence[Question]) -> Iterable[Block]:
    for at, question in enumerate(asked, start=1):
        yield Block(
            text=f"{at}. {question.finding} {question.question}" if question.finding else f"{at}. {question.question}"
        )
        yield Block(text="They said: " + "." * 60)


def _ground(held: Discussion, question: str, words: str) -> str:
    said = f"Pupils talked about it ({held.group}, {long_day(held.held_on)}). “{question}” They said: {words}"
    return sign_ground("pupils", said[:1500], f"discussion:{held.pk}", school_id=held.school_id)
