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
from belonging.web.surveys.rules.sealed_rows import FEWEST_PROFESSIONAL
from belonging.web.surveys.services.leads import AskedSchools

INSTRUMENT = "leads_v1"
NOT_ASKED = "Not asked yet"
MOST_NAMES = 60
"""Of a national cohort not every name can stand in a sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the questionnaire with its statements."""

    title: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeadsPage:
    """`step`: open, wait, close, results or nothing. `sentence` says where things are, `counted` how many answered.

    `unfinished`: to be confirmed before the links are sent. `missing`: who is not asked, and why.
    """

    state: str
    colour: str
    step: str
    title: str
    sentence: str
    counted: str
    parts: tuple[Part, ...]
    minutes: int
    unfinished: str
    missing: tuple[str, ...]
    results: str


def leads_page(cohort: Cohort, round_: Round | None, schools: AskedSchools) -> LeadsPage:
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
        unfinished=_unfinished(schools) if step == "open" else "",
        missing=_missing(schools) if step in ("open", "nobody") else (),
        results=reverse("reports:leads_survey", args=[cohort.slug]) if step == "results" else "",
    )


def _step(round_: Round | None, schools: AskedSchools) -> tuple[str, str, str]:
    if round_ is None or round_.state == State.DRAFT:
        if not schools.led:
            return "nobody", "Invite the leads first", "No school of this cohort has a lead with an account to ask."
        asked = "1 school has a lead" if schools.led == 1 else f"{schools.led} schools have a lead"
        of = (
            f"{asked} to ask, of {schools.in_cohort} in the cohort."
            if schools.in_cohort > schools.led
            else f"{asked} to ask."
        )
        text = f"{of} Each gets a mail with the school’s own link: one form for each school."
        return "open", "Ask the leads", text
    if round_.state == State.OPEN and round_.closes_at:
        text = f"It is open until the end of {long_day(round_.closes_at)}, and closes by itself."
        return "close", "Wait for answers", text
    if round_.state == State.CLOSED and round_.closed_at:
        ready = long_day(sealed_from(round_.closed_at) + timedelta(hours=1))
        text = f"It is closed. Answers on their way may still arrive. The figures are ready on {ready}."
        return "wait", "Wait for the last answers", text
    if (round_.sealed_rows or 0) < FEWEST_PROFESSIONAL:
        text = (
            f"It is closed. Fewer than {FEWEST_PROFESSIONAL} forms came, so that somebody’s answers could be told "
            "apart: no figures are made, and nothing will be shown. There is nothing more to do."
        )
        return "nothing", "Too few answered", text
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


def _unfinished(schools: AskedSchools) -> str:
    if schools.finished == schools.led:
        return ""
    none = "None of them has" if schools.led > 1 else "It has not"
    some = f"Only {schools.finished} of {schools.led} have"
    return f"{some if schools.finished else none} finished the programme yet, and this survey can be sent only once."


def _missing(schools: AskedSchools) -> tuple[str, ...]:
    """A sentence for each reason, with every school's name."""
    said = []
    if schools.without:
        said.append(
            f"There is no lead with an account at {_listed(schools.without)}. Invite one first if you want an answer."
        )
    if schools.left:
        said.append(f"Left the programme: {_listed(schools.left)}.")
    if schools.outside:
        said.append(f"Only compared with, or waiting for the programme: {_listed(schools.outside)}.")
    return tuple(said)


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:MOST_NAMES])
    if more := len(names) - len(shown):
        shown.append(f"{more} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
