"""The words of the page on which somebody asks to talk, and of what they read afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format

from belonging.web.safeguarding.models import LONGEST_WORDS
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.answering import frame


@dataclass(frozen=True, slots=True)
class Box:
    """One line or box to type in."""

    name: str
    label: str
    hint: str
    typed: str
    wrong: str
    many_lines: bool = False
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Pick:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class After:
    """What is said once it is kept. Never that somebody will come, unless somebody should within this school day."""

    title: str
    lead: str
    more: str


PUPIL = {
    "name": ("Your name", "So that the adult knows who to look for."),
    "group": ("Your class or form", "Like 4 Elm, or 9B."),
    "wish": (
        "Who would you like to talk to?",
        "A teacher, someone in the office, anyone you trust. You can leave this empty.",
    ),
    "words": ("Is there something you want us to know?", "You don’t have to say why. You can leave this empty."),
}
ADULT = {
    "name": ("Your name", "So that the school knows who to ask for."),
    "group": ("How can they reach you?", "A phone number or an e-mail address."),
    "wish": ("Who would you like to talk to?", "You can leave this empty."),
    "words": ("Is there something you want them to know first?", "You can leave this empty."),
}
PICKS = {
    "pupil": {
        About.NOBODY: "No",
        About.HEAD: "Yes, about the head teacher",
        About.SAFEGUARDING: "Yes, about an adult here whose job is to keep children safe",
    },
    "adult": {
        About.NOBODY: "No",
        About.HEAD: "Yes, about the head teacher",
        About.SAFEGUARDING: "Yes, about the safeguarding lead or the deputy",
    },
}
LOST = {
    "pupil": (
        "Please tell the adult with you now",
        "There is no internet here, so this has not gone to anybody. What you typed is still on this page.",
    ),
    "adult": (
        "This has not gone to anybody",
        "There is no internet here. Please ring the school, or try again later: what you typed is still on this page.",
    ),
}
"""What the page says by itself where there is no network."""
READERS = {
    "pupil": (
        "The safeguarding lead reads this: an adult at your school whose job is to keep children safe. Somebody who "
        "stands in for them may read it too.",
        "It is not part of your answers. Nobody is shown your answers with it.",
        "If you tell us that someone is being hurt, they have to act, to keep you safe.",
    ),
    "adult": (
        "The school’s safeguarding lead reads this, or somebody who stands in for them.",
        "It is not part of your answers, and nobody is shown your answers with it.",
        "If it says that a child is being hurt, they have to act.",
    ),
}


def talk_page(
    round_: Round, *, token: str, sent: Mapping[str, str] | None = None, wrong: Mapping[str, str] | None = None
) -> dict[str, object]:
    given, mistakes = sent or {}, wrong or {}
    adult = round_.audience != "pupil"
    words = ADULT if adult else PUPIL
    whose = "adult" if adult else "pupil"
    boxes = [
        Box(
            name,
            label,
            hint,
            given.get(name, ""),
            mistakes.get(name, ""),
            many_lines=name == "words",
            limit=LONGEST_WORDS,
        )
        for name, (label, hint) in words.items()
    ]
    about = given.get("about", "")
    return {
        **frame(round_),
        "may_talk": False,
        "token": token,
        "first": boxes[:2],
        "more": boxes[2:],
        "more_opened": bool(about) or any(box.typed or box.wrong for box in boxes[2:]),
        "lost": LOST[whose],
        "picks": [Pick(key.value, label, key.value == about) for key, label in PICKS[whose].items()],
        "readers": READERS[whose],
        "any_wrong": any(mistakes.values()),
    }


def after_page(round_: Round, *, named: bool, by: datetime | None) -> dict[str, object]:
    """`by`: when somebody should have come, None outside school hours; `named`: whether they can be found."""
    adult = round_.audience != "pupil"
    after = _adult(named) if adult else _pupil(named, by)
    return {**frame(round_), "may_talk": False, "after": after, "can_name": not named}


def _pupil(named: bool, by: datetime | None) -> After:
    if not named:
        return After(
            "Please tell the adult with you now",
            "We have kept what you wrote. But we don’t know who you are, so nobody can come to find you.",
            "You can also go back and tell us your name.",
        )
    if by is None:
        return After(
            "Please tell the adult with you now",
            "Your school is closed at the moment. What you wrote is kept for the adults there to read later.",
            "Please don’t wait for that if something is wrong now.",
        )
    return After(
        "We have passed it on",
        f"An adult at your school should come to find you by {clock(by)}.",
        "Nobody there by then, or you don’t want to wait? Tell the adult with you now.",
    )


def _adult(named: bool) -> After:
    if not named:
        return After(
            "Please talk to the school yourself",
            "What you wrote is kept for the school’s safeguarding lead. But nobody there can call you back, because "
            "you gave no name.",
            "You can go back and add it.",
        )
    return After(
        "What you wrote is kept",
        "The school’s safeguarding lead, or somebody who stands in, reads it in school hours.",
        "If it cannot wait, please ring the school. If a child is in danger now, call 999.",
    )


def clock(at: datetime) -> str:
    """As people say it: 2:40pm, or 10am."""
    return date_format(at, "g:ia").replace(":00", "").replace("a.m.", "am").replace("p.m.", "pm")
