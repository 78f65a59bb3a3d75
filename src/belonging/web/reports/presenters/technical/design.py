"""Abstract, design, who took part, and the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from belonging.evaluation.released import Findings, Reading
from belonging.figures import wave_name
from belonging.instruments.load import load
from belonging.web.findings.models import Ground
from belonging.web.reports.presenters.programme.amended import day
from belonging.web.reports.presenters.programme.content import Block, Grid, Points, Section, Sentence, Words
from belonging.web.reports.presenters.programme.gaps import send_finding
from belonging.web.reports.presenters.programme.key_findings import main_finding
from belonging.web.reports.presenters.programme.opening import FEWEST, settings_words
from belonging.web.reports.presenters.programme.saying import ids, listed
from belonging.web.reports.presenters.wording import PEOPLE, VOICES
from belonging.web.reports.queries.technical import Step, TechnicalEvidence

READ_AS: Final = (
    (Reading.MORE, "more answered positively on {}"),
    (Reading.FEWER, "fewer on {}"),
    (Reading.NO_CLEAR_CHANGE, "no change is clear on {}"),
    (Reading.TOO_FEW, "too few answered to tell on {}"),
)
NO_EFFECT: Final = (
    "No school outside the programme was asked the same, so a change is a description of these schools and not the "
    "effect of anything they did."
)


def design_sections(evidence: TechnicalEvidence) -> Iterator[Section]:
    yield Section("abstract", "Abstract", tuple(_abstract(evidence)))
    yield Section("design", "Design, and who took part", tuple(_design(evidence)))
    yield Section("plan", "What was fixed before the answers were looked at", tuple(_plan(evidence)))


def _abstract(evidence: TechnicalEvidence) -> Iterator[Block]:
    count, heard = len(evidence.whole.settings), evidence.heard
    waves = tuple(dict.fromkeys(said.wave for findings in heard.values() for said in findings.responses))
    when = listed([wave_name(wave).lower() for wave in waves])
    who = listed([PEOPLE[audience] for audience in heard])
    what = (
        f"This edition describes {count} schools at the {when}, as {who} see them."
        if evidence.interim
        else f"A description of {count} schools over a year’s work on belonging, at {when}, as {who} see it."
    )
    yield Words((Sentence("Aim and design. "), Sentence(what, ("taking-part:schools",))))
    yield Words((Sentence("Heard. "), *(_answered(findings) for findings in heard.values())))
    told = tuple(_read(evidence))
    if told:
        yield Words((Sentence("Found. "), *told))
    caution = "The figures say where schools begin." if evidence.interim else NO_EFFECT
    rest = "Those who did not answer may feel otherwise."
    yield Words((Sentence("To be kept in mind. "), Sentence(caution), Sentence(rest)))


def _answered(findings: Findings) -> Sentence:
    each = "; ".join(
        f"{said.answered_text.lower()} in the {wave_name(said.wave).lower()}" for said in findings.responses
    )
    rests = ids(findings, *(f"responses:{said.wave}" for said in findings.responses))
    return Sentence(f"{VOICES[findings.audience]}: {each}.", rests)


def _read(evidence: TechnicalEvidence) -> Iterator[Sentence]:
    for found in (main_finding(evidence.whole), send_finding(evidence.whole)):
        if found is not None:
            yield from found.sentences[:1]
    for audience, findings in evidence.heard.items():
        changes = [change for table in findings.tables if table.by == "all" and (change := table.change("all"))]
        counts = [(words, sum(change.reading is reading for change in changes)) for reading, words in READ_AS]
        if changes:
            said = "; ".join(words.format(count) for words, count in counts if count)
            text = f"Of {len(changes)} statements put to {PEOPLE[audience]}: {said}."
            yield Sentence(text, ids(findings, *(change.id for change in changes)))


def _design(evidence: TechnicalEvidence) -> Iterator[Block]:
    text = (
        "Schools joined of their own will. Whoever was there on the days of a wave could answer; the same people need "
        "not have answered twice. Answers carry no name. Pupils’ year, gender and SEND come from the school’s slip "
        "or from the form."
    )
    yield Words((Sentence(text),))
    schools = settings_words(evidence.whole.settings)
    if schools:
        yield Words((Sentence(f"{schools}.", ("taking-part:schools",)),))
    yield from _steps(evidence)
    yield _response(evidence)


def _steps(evidence: TechnicalEvidence) -> Iterator[Grid]:
    steps = [step for step in evidence.steps if step.schools or step.name == "left"]
    rows = tuple((step.title, _count(step)) for step in steps)
    rests = tuple((f"taking-part:{step.name}",) for step in steps)
    if rows:
        note = f"Schools that only answer, without the programme, are not counted. Fewer than {FEWEST} are not told."
        yield Grid("Schools, step by step", ("Step", "Schools"), rows, rests, note=note)


def _response(evidence: TechnicalEvidence) -> Grid:
    rows, rests = [], []
    for findings in evidence.heard.values():
        for said in findings.responses:
            answered = "not shown" if said.answered is None else f"{said.answered:,}"
            known = f"{int(100 * said.answered / said.roll + 0.5)} in 100" if said.answered and said.roll else ""
            roll = f"{said.roll:,}" if said.roll else "not known"
            name = wave_name(said.wave)
            rows.append((VOICES[findings.audience], name, answered, roll, known or "not known", str(said.schools)))
            rests.append(ids(findings, f"responses:{said.wave}"))
    head = ("Who", "Wave", "Answered", "On roll", "Of the roll", "Schools")
    note = "Answers are rounded to 5. For parents, carers and staff nobody keeps a roll, so no rate is given."
    return Grid("Response", head, tuple(rows), tuple(rests), note=note)


def _count(step: Step) -> str:
    if not step.schools:
        return "none"
    return f"fewer than {FEWEST}" if step.schools < FEWEST else str(step.schools)


def _plan(evidence: TechnicalEvidence) -> Iterator[Block]:
    text = (
        "Which tables are made, how a change is read and which statement comes first was written down and signed. The "
        "digest is of the plan’s text: whoever holds the plan can make it again and compare."
    )
    yield Words((Sentence(text),))
    rows = tuple(
        (
            str(load(plan.instrument).title),
            day(plan.fixed_at),
            "before any round was sealed" if plan.before_sealing else "after the first round was sealed",
            str(plan.tables),
            plan.digest[:16],
        )
        for plan in evidence.plans
    )
    rests = tuple((f"plan:{plan.instrument}",) for plan in evidence.plans)
    if rows:
        head = ("Questionnaire", "Fixed on", "When", "Tables", "SHA-256, beginning")
        yield Grid("Plans", head, rows, rests)
    late = [str(load(plan.instrument).title) for plan in evidence.plans if not plan.before_sealing]
    lines = [
        Sentence(f"Fixed late: {title}. Its plan lists all tables of its kind, so nothing was chosen.")
        for title in late
    ]
    if not evidence.interim:
        lines += _amendments(evidence)
    yield Points(
        "Deviations", tuple(lines) or (Sentence("None. Every table that was planned is shown or accounted for."),)
    )


def _amendments(evidence: TechnicalEvidence) -> Iterator[Sentence]:
    for told in evidence.whole.exploratory:
        asked = told.amendment
        what = f"{load(asked.instrument).title}: further tables were asked for on {day(asked.proposed_at)}"
        if told.findings is not None:
            yield Sentence(f"{what}, and stand apart as exploratory. Why: {asked.reason}")
        elif told.held_because:
            yield Sentence(f"{what} and allowed; nothing of them is shown. {told.held_because}")
        elif asked.decision == "refused":
            yield Sentence(f"{what} and refused, for disclosure. {Ground(asked.ground).label}. {asked.because}")
        else:
            yield Sentence(f"{what}; they are not out yet.")
