"""The leads' survey in words, for the programme's team: what to do next, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from belonging.instruments.load import load
from belonging.web.programme.models import Cohort
from belonging.web.surveys.models import Round, State
from belonging.web.surveys.presenters.rounds import COLOURS, clock, long_day
from belonging.web.surveys.presenters.typography import typographic
from belonging.web.surveys.rules.rounds import COUNT_STEP, count_words, sealed_from

INSTRUMENT = "leads_v1"
NOT_ASKED = "Not asked yet"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the questionnaire with its statements."""

    title: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeadsPage:
    """`step`: open, wait, close or results. `sentence` says where things are; `counted` how many have answered."""

    state: str
    colour: str
    step: str
    title: str
    sentence: str
    counted: str
    parts: tuple[Part, ...]
    minutes: int
    without: str
    results: str


def leads_page(cohort: Cohort, round_: Round | None, schools: int, without: Sequence[str]) -> LeadsPage:
    """`schools`: how many have a lead to ask; `without`: the names of those that have none."""
    step, title, sentence = _step(round_, schools)
    asked = load(INSTRUMENT)
    return LeadsPage(
        state=NOT_ASKED if round_ is None else State(round_.state).label,
        colour="grey" if round_ is None else COLOURS[State(round_.state)],
        step=step,
        title=title,
        sentence=sentence,
        counted=_counted(round_),
        parts=tuple(
            Part(
                typographic(str(section.title)),
                tuple(typographic(str(item.wording[asked.editions[0]])) for item in section.items),
            )
            for section in asked.sections
        ),
        minutes=asked.minutes,
        without=_without(without) if step in ("open", "nobody") else "",
        results=reverse("reports:leads_survey", args=[cohort.slug]) if step == "results" else "",
    )


def _step(round_: Round | None, schools: int) -> tuple[str, str, str]:
    if round_ is None or round_.state == State.DRAFT:
        if not schools:
            return "nobody", "Invite the leads first", "No school of this cohort has a lead with an account to ask."
        asked = "1 school has a lead" if schools == 1 else f"{schools} schools have a lead"
        text = f"{asked} to ask. Each gets a mail with the school’s own link: one form for each school."
        return "open", "Ask the leads", text
    if round_.state == State.OPEN and round_.closes_at:
        text = f"It is open until the end of {long_day(round_.closes_at)}, and closes by itself."
        return "close", "Wait for answers", text
    if round_.state == State.CLOSED and round_.closed_at:
        ready = long_day(sealed_from(round_.closed_at) + timedelta(hours=1))
        text = f"It is closed. Answers on their way may still arrive. The figures are ready on {ready}."
        return "wait", "Wait for the last answers", text
    return (
        "results",
        "Read the figures",
        "It is closed and its answers are shuffled. The figures are made by themselves.",
    )


def _counted(round_: Round | None) -> str:
    if round_ is None or round_.answered_counted_at is None or round_.state not in (State.OPEN, State.CLOSED):
        return ""
    whole = round_.packs.all()[0].slips
    if whole < COUNT_STEP:
        return f"How many of {whole} schools have answered is not shown: so few could be told apart."
    said = count_words(round_.answered)
    return (
        f"{said[0].upper()}{said[1:]} of {whole} schools have answered, counted at {clock(round_.answered_counted_at)}."
    )


def _without(names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return (
        f"Nobody can be asked at {shown}: there is no lead with an account. Invite them first if you want their answer."
    )
