"""The words of the page on which somebody asks to talk, and of what they read afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.html import format_html

from belonging.web.enrolment.rules.wordings import ENGLISH
from belonging.web.safeguarding.models import LONGEST_WORDS
from belonging.web.safeguarding.rules.escalation import About
from belonging.web.safeguarding.services.talking import Wanted
from belonging.web.surveys.models import Round
from belonging.web.surveys.presenters.answering import filled_html, frame, manner_in, words_of
from belonging.web.surveys.rules.words import filled

EMERGENCY = format_html('<a dir="ltr" href="tel:{0}">{0}</a>', "999")


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


BOXES = ("name", "group", "wish", "words")
"""What is asked; the first two are always in view."""


def talk_page(
    round_: Round,
    *,
    token: str,
    manner: Mapping[str, str],
    sent: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """`manner`: the language somebody reads, as the address has it."""
    given, mistakes, words = sent or {}, wrong or {}, words_of(round_, manner)
    boxes = [
        Box(
            name,
            words[f"talk_{name}"],
            words[f"talk_{name}_hint"],
            given.get(name, ""),
            mistakes.get(name, ""),
            many_lines=name == "words",
            limit=LONGEST_WORDS,
        )
        for name in BOXES
    ]
    about = given.get("about")
    return {
        **_frame(round_, manner),
        "lead": filled(words["talk_lead"], school=round_.host.name),
        "now": filled_html(words["talk_now"], number=EMERGENCY),
        "token": token,
        "first": boxes[:2],
        "more": boxes[2:],
        "more_opened": any(box.typed or box.wrong for box in boxes[2:]),
        "picks": [Pick(key.value, words[f"talk_about_{key.value or 'nobody'}"], key.value == about) for key in About],
        "readers": [words[key] for key in ("talk_reader", "talk_apart", "talk_act")],
        "any_wrong": any(mistakes.values()),
    }


def _frame(round_: Round, manner: Mapping[str, str]) -> dict[str, object]:
    return {**frame(round_, **manner_in(round_, manner)), "may_talk": False}


def after_page(round_: Round, *, manner: Mapping[str, str], wanted: Wanted, by: datetime | None) -> dict[str, object]:
    """`by`: when somebody should have come, None outside school hours. Who gave no name cannot be found; where nothing
    was typed nothing of that is said to be kept."""
    words = words_of(round_, manner)
    if not wanted.name:
        nameless = words["talk_nameless"]
        lead = nameless if wanted == Wanted() else f"{words['talk_written']} {nameless}"
        after = After(words["talk_tell"], lead, words["talk_nameless_more"])
    elif round_.audience == "pupil" and by is None:
        after = After(words["talk_tell"], words["talk_shut"], words["talk_shut_more"])
    else:
        english = manner_in(round_, manner).get("language", ENGLISH) == ENGLISH
        time = "" if by is None else clock(by) if english else date_format(by, "G:i")
        after = After(words["talk_kept_title"], filled(words["talk_kept"], time=time), words["talk_kept_more"])
    return {**_frame(round_, manner), "after": after, "can_name": not wanted.name}


def clock(at: datetime) -> str:
    """As people say it: 2:40pm, or 10am."""
    return date_format(at, "g:ia").replace(":00", "").replace("a.m.", "am").replace("p.m.", "pm")
