"""A whole report of a school, from stored findings alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from belonging.evaluation.choices import MIX
from belonging.evaluation.groups import listed
from belonging.evaluation.released import Findings, Responses
from belonging.figures import Axis, wave_name
from belonging.figures.whose import of_those, whose
from belonging.instruments.load import load_framework
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.further import FurtherCheck, further_checks
from belonging.web.reports.presenters.heard import Heard
from belonging.web.reports.presenters.items import ItemSection, item_sections
from belonging.web.reports.presenters.minutes import (
    SMALL,
    Block,
    SmallSetting,
    small_setting,
    two_minutes,
)
from belonging.web.reports.presenters.mix import draft_line, mix_lines, of_whom
from belonging.web.reports.presenters.pictures import (
    Easel,
    Picture,
    changes_picture,
    gap_changes_picture,
    gaps_picture,
    key_picture,
    standing_picture,
)
from belonging.web.reports.presenters.refusals import NotShown, not_shown, not_shown_of
from belonging.web.reports.presenters.together import SharedConstruct, shared_constructs
from belonging.web.reports.presenters.wording import PEOPLE, SIMULATED, VOICES, british_date, opening, said_by
from belonging.web.reports.queries import Given, Slips, Voices
from belonging.web.schools.models import School
from belonging.web.surveys.rules.year_groups import year_name


class Part(StrEnum):
    """What of a report takes long to draw, so that a page of one section draws no other."""

    GLANCES = "glances"
    ITEMS = "items"
    TOGETHER = "together"


WHOLE = frozenset(Part)
SPEAKS_FOR_ALL = 60
"""Below this many of every 100 on roll a report says that the others may feel differently."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who answered of one audience: wave, words, id. `caution` where too few answered to speak for all.

    `mix`: in which editions, with what help, on paper; `drafts`: wordings that nobody has signed off yet.
    """

    title: str
    waves: tuple[tuple[str, str, str], ...]
    caution: str = ""
    mix: tuple[str, ...] = ()
    drafts: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """One picture of all statements and the sentence above it. `by`: the breakdown it is of; empty for everyone."""

    title: str
    sentence: str
    picture: Picture
    by: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Everything one audience said. `minutes` are its headlines by question; `small`: too few for any figure."""

    audience: str
    title: str
    minutes: tuple[Block, ...]
    small: SmallSetting | None
    glances: tuple[Glance, ...]
    items: tuple[ItemSection, ...]
    checks: tuple[FurtherCheck, ...]


@dataclass(frozen=True, slots=True)
class MethodPart:
    """The engine's notes: those that hold for every audience, or those of one."""

    title: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """`pupils` is the main voice; `others` are parents and staff.

    `heard`: pupils who can use no edition. Views put it there, for it depends on who reads. `whose`: stands above
    figures where they are not of all who answered.
    """

    title: str
    about: str
    lead: str
    simulated: str
    released: str
    coming: str
    key: Picture | None
    pupils: Voice | None
    others: tuple[Voice, ...]
    turnout: tuple[Turnout, ...]
    together: tuple[SharedConstruct, ...]
    together_title: str
    not_shown: tuple[NotShown, ...]
    method: tuple[MethodPart, ...]
    definition: str
    definition_source: str
    references: tuple[str, ...]
    heard: Heard = field(default_factory=Heard)
    whose: str = ""


@dataclass(frozen=True, slots=True)
class _Subject:
    title: str
    about: str
    lead: str
    simulated: bool
    settings: tuple[str, ...] = ()


def school_report(
    school: School, cohort: Cohort, voices: Voices, *, paper: bool = False, parts: Collection[Part] = WHOLE
) -> Report:
    """`paper`: with figures for print. `parts`: what of it is drawn."""
    lead = f"What {said_by(voices.findings)} told us about belonging at {school.name}."
    simulated = cohort.is_demo or school.is_simulated
    title, about = f"Belonging at {school.name}", f"{school.name} · {cohort.name}"
    subject = _Subject(title, about, lead, simulated, settings=(school.setting,))
    return _report(subject, voices, paper, parts)


def example_report(name: str, voices: Voices) -> Report:
    """Of a school that does not exist; its answers are simulated, and it says so."""
    lead = f"What {said_by(voices.findings)} of a school that does not exist might have told about belonging."
    subject = _Subject(f"Belonging at {name}", f"{name} (fictional)", lead, simulated=True)
    return _report(subject, voices, paper=False)


def _report(subject: _Subject, voices: Voices, paper: bool, parts: Collection[Part] = WHOLE) -> Report:
    heard = voices.findings
    easel = Easel(Axis.holding(table for findings in heard.values() for table in findings.tables), paper)
    framework = load_framework()
    pupils = heard.get("pupil")
    return Report(
        title=subject.title,
        about=subject.about,
        lead=subject.lead,
        simulated=SIMULATED if subject.simulated else "",
        released=f"Released on {british_date(voices.released_at)}",
        coming=_coming(voices.coming),
        key=key_picture(heard.values(), easel) if parts else None,
        pupils=_voice(pupils, easel, parts, subject.settings) if pupils else None,
        others=tuple(_voice(findings, easel, parts) for name, findings in heard.items() if name != "pupil"),
        turnout=tuple(_who_answered(name, findings, voices.slips) for name, findings in heard.items()),
        together=shared_constructs(heard) if Part.TOGETHER in parts else (),
        together_title=f"{opening(said_by(heard))} side by side",
        not_shown=tuple(not_shown(heard)),
        method=tuple(_method(heard)),
        definition=framework.definition.text,
        definition_source=framework.definition.reference.short,
        references=tuple(str(reference) for reference in framework.references),
        whose=" ".join(filter(None, map(whose, heard.values()))),
    )


def _coming(waves: tuple[str, ...]) -> str:
    if not waves:
        return ""
    named = " and ".join(wave_name(wave).lower() for wave in waves)
    return f"The answers of the {named} are sealed. The report with them is being made: open this page again soon."


def _voice(findings: Findings, easel: Easel, parts: Collection[Part], settings: Collection[str] = ()) -> Voice:
    groups = findings.audience == "pupil"
    return Voice(
        audience=findings.audience,
        title=VOICES[findings.audience],
        minutes=two_minutes(findings, tuple(not_shown_of(findings)), _caution(findings)),
        small=small_setting(findings),
        glances=tuple(_glances(findings, easel, groups)) if Part.GLANCES in parts else (),
        items=item_sections(findings, easel=easel, groups=groups, settings=settings) if Part.ITEMS in parts else (),
        checks=further_checks(findings, easel),
    )


def _glances(findings: Findings, easel: Easel, groups: bool) -> Iterator[Glance]:
    """Where things stand, what moved, and SEND beside the others."""
    people = of_those(PEOPLE[findings.audience], findings)
    standing = standing_picture(findings, easel)
    if standing:
        yield Glance("Where things stand", _standing_said(findings, people), standing)
    changes = changes_picture(findings, easel)
    if changes:
        said = "How much the number of positive answers changed, in points: one point is one person in 100."
        yield Glance("What has moved", said, changes)
    gaps = gaps_picture(findings, "send", easel) if groups else None
    if gaps:
        yield Glance(
            "With and without SEND", "The filled mark is pupils with SEND, the open one all others.", gaps, by="send"
        )
    moved = gap_changes_picture(findings, "send", easel) if groups else None
    if moved:
        said = "Whether positive answers of pupils with SEND rose or fell more than those of the others, in points."
        yield Glance("How the gap moved", said, moved, by="send")


def _standing_said(findings: Findings, people: str) -> str:
    if any(note.code.startswith(SMALL) for note in findings.notes):
        return f"How many {people} answered positively, all waves together."
    return f"How many of every 100 {people} answered positively, this time."


def _who_answered(name: str, findings: Findings, slips: Slips) -> Turnout:
    return Turnout(VOICES[name], _waves(findings, slips), _caution(findings), mix_lines(findings), draft_line(findings))


def _waves(findings: Findings, slips: Slips) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (
            wave_name(response.wave),
            _turnout(findings, response, slips.get((findings.audience, response.wave))),
            f"responses:{response.wave}",
        )
        for response in findings.responses
    )


def _turnout(findings: Findings, response: Responses, given: Given | None = None) -> str:
    """Where few were asked, a share of the roll would read like a collapse: there it is of the slips given out."""
    if given is not None and response.answered is not None:
        on_roll = f"{response.roll:,} on roll" if findings.audience == "pupil" and response.roll else ""
        asked = "; ".join(filter(None, [_years(given), on_roll]))
        return f"{response.answered_text}, of about {given.slips:,} slips given out{f' ({asked})' if asked else ''}"
    rate = _rate(findings, response)
    of_roll = f": {rate} in 100 of the {response.roll:,} on roll" if rate is not None else ""
    return f"{response.answered_text}{of_roll}"


def _years(given: Given) -> str:
    """ "Years 5 and 6"."""
    if any(not year.isdigit() for year in given.years):
        return listed([year_name(year) for year in given.years])
    return f"Year{'s' if len(given.years) > 1 else ''} {listed(list(given.years))}" if given.years else ""


def _rate(findings: Findings, response: Responses) -> int | None:
    """How many of every 100 pupils on roll answered, from the printed number; None where the roll is not known."""
    if findings.audience != "pupil" or not response.roll or response.answered is None:
        return None
    return min(100, int(100 * response.answered / response.roll + 0.5))


def _caution(findings: Findings) -> str:
    return " ".join(filter(None, [of_whom(findings), _low_turnout(findings)]))


def _low_turnout(findings: Findings) -> str:
    rates = [rate for response in findings.responses if (rate := _rate(findings, response)) is not None]
    if not rates or min(rates) >= SPEAKS_FOR_ALL:
        return ""
    others = " Other pupils may have answered in each wave." if len(findings.responses) > 1 else ""
    return f"Not everyone answered. Those who did not may feel differently.{others}"


def _method(heard: Mapping[str, Findings]) -> Iterator[MethodPart]:
    """Each note once."""
    said = {
        name: [note.sentence for note in findings.notes if not note.code.startswith(("wave-", MIX))]
        for name, findings in heard.items()
    }
    everywhere = [note for note in next(iter(said.values())) if all(note in notes for notes in said.values())]
    if everywhere:
        yield MethodPart("For all answers", tuple(everywhere))
    for name, notes in said.items():
        own = tuple(note for note in notes if note not in everywhere)
        if own:
            yield MethodPart(VOICES[name], own)
