"""What pupils said, as a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from belonging.web.actions.rules.sources import sign_ground
from belonging.web.programme.models import Cohort
from belonging.web.replies.models import Discussion
from belonging.web.replies.presenters.words import long_day, wave_words
from belonging.web.schools.models import School


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


def _ground(held: Discussion, question: str, words: str) -> str:
    said = f"Pupils talked about it ({held.group}, {long_day(held.held_on)}). “{question}” They said: {words}"
    return sign_ground("pupils", said[:1500], f"discussion:{held.pk}", school_id=held.school_id)
