"""A whole report, of a school or of the programme, from stored findings alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from belonging.evaluation.released import Findings, Responses
from belonging.figures import Axis, wave_name
from belonging.instruments.load import load_framework
from belonging.web.programme.models import Cohort
from belonging.web.reports.presenters.items import ItemSection, item_sections
from belonging.web.reports.presenters.pictures import Easel, Picture, changes_picture
from belonging.web.reports.presenters.together import SharedConstruct, shared_constructs
from belonging.web.reports.presenters.wording import (
    BREAKDOWNS,
    PEOPLE,
    SIMULATED,
    VOICES,
    british_date,
    inside,
    opening,
    said_by,
)
from belonging.web.reports.queries import Voices
from belonging.web.schools.models import School
from belonging.web.ui.components import Link

SPEAKS_FOR_ALL = 60
"""Below this many of every 100 on roll a report says that the others may feel differently."""
TONES = {"more": "↑", "fewer": "↓", "level": "=", "untold": "?", "standing": "•"}
MEANINGS = {"standing": "How it stands now."}
"""What is heard for a sign that the sentence beside it does not put into words."""


@dataclass(frozen=True, slots=True)
class HeadlineLine:
    """`sign` is the mark of `tone`; `meaning` is heard for it."""

    tone: str
    sign: str
    meaning: str
    text: str


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who answered of one audience: wave and words. `caution` where too few answered to speak for all."""

    title: str
    waves: tuple[tuple[str, str], ...]
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Everything one audience said."""

    audience: str
    title: str
    headlines: tuple[HeadlineLine, ...]
    overview: Picture | None
    items: tuple[ItemSection, ...]


@dataclass(frozen=True, slots=True)
class NotShown:
    """What was held back, in the refusal's own sentence."""

    title: str
    sentence: str


@dataclass(frozen=True, slots=True)
class MethodPart:
    """The engine's notes: those that hold for every audience, or those of one."""

    title: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """`pupils` is the main voice; `others` are parents and staff, shown whole in the programme's report."""

    title: str
    about: str
    lead: str
    simulated: str
    released: str
    coming: str
    programme: bool
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


@dataclass(frozen=True, slots=True)
class _Subject:
    title: str
    about: str
    lead: str
    simulated: bool
    programme: bool


def school_report(school: School, cohort: Cohort, voices: Voices, *, paper: bool = False) -> Report:
    """`paper`: with figures for print."""
    lead = f"What {said_by(voices.findings)} told us about belonging at {school.name}, all answers together."
    simulated = cohort.is_demo or school.is_simulated
    subject = _Subject(
        f"Belonging at {school.name}", f"{school.name} · {cohort.name}", lead, simulated, programme=False
    )
    return _report(subject, voices, paper)


def programme_report(cohort: Cohort, voices: Voices, *, paper: bool = False) -> Report:
    """No school is named, and none is set beside another."""
    lead = f"What {said_by(voices.findings)} told us about belonging, in all schools together."
    subject = _Subject(f"Belonging in our schools: {cohort.name}", cohort.name, lead, cohort.is_demo, programme=True)
    return _report(subject, voices, paper)


def findings_files(cohort: Cohort, voices: Voices) -> tuple[Link, ...]:
    """The released findings as files, one of each audience heard."""
    return tuple(
        Link(f"Findings on {PEOPLE[name]} (JSON)", reverse("reports:programme_findings", args=[cohort.slug, name]))
        for name in voices.findings
    )


def _report(subject: _Subject, voices: Voices, paper: bool) -> Report:
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
        programme=subject.programme,
        pupils=_voice(pupils, easel, groups=True) if pupils else None,
        others=tuple(_voice(findings, easel, groups=False) for name, findings in heard.items() if name != "pupil"),
        turnout=tuple(Turnout(VOICES[name], _waves(findings), _caution(findings)) for name, findings in heard.items()),
        together=shared_constructs(heard),
        together_title=f"{opening(said_by(heard))} side by side",
        not_shown=tuple(_not_shown(heard)),
        method=tuple(_method(heard)),
        definition=framework.definition.text,
        definition_source=framework.definition.reference.short,
        references=tuple(str(reference) for reference in framework.references),
    )


def _coming(waves: tuple[str, ...]) -> str:
    if not waves:
        return ""
    named = " and ".join(wave_name(wave).lower() for wave in waves)
    return f"The answers of the {named} are sealed. The report with them is being made: open this page again soon."


def _voice(findings: Findings, easel: Easel, *, groups: bool) -> Voice:
    return Voice(
        audience=findings.audience,
        title=VOICES[findings.audience],
        headlines=tuple(
            HeadlineLine(line.tone, TONES[line.tone], MEANINGS.get(line.tone, ""), line.text)
            for line in findings.headlines
        ),
        overview=changes_picture(findings, easel),
        items=item_sections(findings, easel=easel, groups=groups),
    )


def _waves(findings: Findings) -> tuple[tuple[str, str], ...]:
    return tuple((wave_name(response.wave), _turnout(findings, response)) for response in findings.responses)


def _turnout(findings: Findings, response: Responses) -> str:
    rate = _rate(findings, response)
    of_roll = f": {rate} in 100 of the {response.roll:,} on roll" if rate is not None else ""
    schools = f", in {response.schools} schools" if findings.scope == "programme" else ""
    return f"{response.answered_text}{of_roll}{schools}"


def _rate(findings: Findings, response: Responses) -> int | None:
    """How many of every 100 pupils on roll answered, from the printed number; None where the roll is not known."""
    if findings.audience != "pupil" or not response.roll or response.answered is None:
        return None
    return min(100, int(100 * response.answered / response.roll + 0.5))


def _caution(findings: Findings) -> str:
    rates = [rate for response in findings.responses if (rate := _rate(findings, response)) is not None]
    if not rates or min(rates) >= SPEAKS_FOR_ALL:
        return ""
    others = " Other pupils may have answered in each wave." if len(findings.responses) > 1 else ""
    return f"Not everyone answered. Those who did not may feel differently.{others}"


def _not_shown(heard: Mapping[str, Findings]) -> Iterator[NotShown]:
    """Each reason once, with what it holds back."""
    for name, findings in heard.items():
        seen: dict[tuple[str, str], int] = {}
        for table in findings.tables:
            if table.refusal:
                key = (table.by, table.refusal.sentence)
                seen[key] = seen.get(key, 0) + 1
        for note in findings.notes:
            if note.code.startswith("wave-"):
                yield NotShown(f"{VOICES[name]}: a whole wave", note.sentence)
        for (by, sentence), times in seen.items():
            what = "everyone" if by == "all" else inside(BREAKDOWNS[by])
            count = "every statement" if times == len(findings.items) else f"{times} statements"
            yield NotShown(f"{VOICES[name]}: {what}, {count}", sentence)


def _method(heard: Mapping[str, Findings]) -> Iterator[MethodPart]:
    """Each note once."""
    said = {
        name: [note.sentence for note in findings.notes if not note.code.startswith("wave-")]
        for name, findings in heard.items()
    }
    everywhere = [note for note in next(iter(said.values())) if all(note in notes for notes in said.values())]
    if everywhere:
        yield MethodPart("For all answers", tuple(everywhere))
    for name, notes in said.items():
        own = tuple(note for note in notes if note not in everywhere)
        if own:
            yield MethodPart(VOICES[name], own)
