"""The last sections: what can't be told, what next, take part, who we are, how this was worked out, and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.urls import reverse

from belonging.evaluation.choices import MIX
from belonging.evaluation.released import Findings
from belonging.instruments.load import load_framework
from belonging.web.reports.presenters.further import FUNNELS, HEAD, FurtherCheck, further_checks
from belonging.web.reports.presenters.heard import Heard
from belonging.web.reports.presenters.mix import draft_line, mix_lines
from belonging.web.reports.presenters.pictures import Easel
from belonging.web.reports.presenters.programme.content import (
    Block,
    Chart,
    Grid,
    Points,
    Section,
    Sentence,
    Way,
    Words,
)
from belonging.web.reports.presenters.programme.parts import BY_NAME, written
from belonging.web.reports.presenters.programme.places import Place
from belonging.web.reports.presenters.programme.saying import ids
from belonging.web.reports.presenters.refusals import not_shown_of
from belonging.web.reports.presenters.wording import VOICES, inside
from belonging.web.reports.queries.programme import Evidence


def closing_sections(evidence: Evidence, places: Mapping[str, Place], heard: Heard) -> Iterator[Section]:
    if heard.lead:
        lines = tuple(Sentence(words) for words in heard.taken)
        taken = (Points(heard.taken_lead, lines),) if lines else ()
        yield Section("heard", "Voices that no questionnaire hears", (Words((Sentence(heard.lead),)), *taken))
    yield Section("not-told", "What can’t be told, and why", tuple(_not_told(evidence)))
    yield Section("next", "What next", written(BY_NAME["next"], evidence, places), part="next")
    way = Way("Tell us about your school", f"{settings.STAFF_URL}{reverse('programme:interest')}")
    yield Section("take-part", "Take part", (*written(BY_NAME["take-part"], evidence, places), way), part="take-part")
    yield Section("about", "Who we are", written(BY_NAME["about"], evidence, places), part="about")
    yield Section("method", "How this was worked out", tuple(_method(evidence)))
    references = tuple(Sentence(str(reference)) for reference in load_framework().references)
    yield Section("references", "References", (Points("", references),))


def checks_sections(evidence: Evidence, easel: Easel) -> Iterator[Section]:
    """What other methods give, an audience after the other; not in the summary's print."""
    for findings in evidence.voices.findings.values():
        checks = further_checks(findings, easel)
        if checks:
            title = f"Further checks: {VOICES[findings.audience].lower()}"
            blocks = tuple(block for check in checks for block in _check(findings, check))
            yield Section(f"checks-{findings.audience}", title, blocks)


def _check(findings: Findings, check: FurtherCheck) -> Iterator[Block]:
    lines = tuple(Sentence(said.text, ids(findings, said.finding)) for said in (*check.sentences, *check.more))
    notes = tuple(Sentence(note) for note in check.notes)
    how = f"How it is worked out stands in the documentation of our methods, under “{check.method.replace('-', ' ')}”."
    yield Points(check.title, (Sentence(f"{check.says} {how}"), *lines))
    if check.picture is not None:
        yield Chart("", check.picture, ids(findings, check.anchor))
    if check.rows:
        yield Grid(f"{check.title}: numbers", HEAD, check.rows, _rests(findings, check))
    if notes:
        yield Words(notes, look="small")


def _rests(findings: Findings, check: FurtherCheck) -> tuple[tuple[str, ...], ...]:
    """The measures behind its rows, in their order."""
    supplement = findings.supplement(check.anchor.removeprefix(f"{findings.audience}-check-"))
    measures = supplement.measures if supplement else ()
    return tuple(ids(findings, measure.id) for measure in measures if measure.refusal is None)


def _not_told(evidence: Evidence) -> Iterator[Block]:
    text = (
        "We promised everyone who answered that nobody could be found in a figure. So groups of fewer than ten are "
        "left out, and with them any table from which they could be had by subtraction. What is left out depends on "
        "how many answered, never on what they said."
    )
    yield Words((Sentence(text),), look="lead")
    held: dict[str, tuple[list[str], list[str]]] = {}
    for findings in evidence.voices.findings.values():
        for one in not_shown_of(findings):
            titles, rests = held.setdefault(one.sentence, ([], []))
            titles.append(one.title)
            rests += ids(findings, *one.findings.split())
    lines = tuple(Sentence(f"{'; '.join(titles)}. {said}", tuple(rests)) for said, (titles, rests) in held.items())
    yield Points("", lines) if lines else Words((Sentence("Nothing that was planned had to be left out."),))
    limits = (
        "Whether the programme made any of the changes: there were no schools without it to compare with.",
        "How those feel who did not answer, and whether those who answered twice are the same people.",
        "How any one school did. Schools read their own report, and are never set side by side.",
    )
    yield Points("Nor can this report tell", tuple(Sentence(limit) for limit in limits))


def _method(evidence: Evidence) -> Iterator[Block]:
    """Each note once: first what holds for all answers, then what holds for one audience."""
    said = {audience: tuple(_notes(findings)) for audience, findings in evidence.voices.findings.items()}
    shared = tuple(note for note in next(iter(said.values())) if all(note in notes for notes in said.values()))
    own = (
        "Quotes are drawn by lot from what people said may be printed, and read by a person before.",
        "Numbers behind a sentence are stored findings; their names stand in the tables that come with this report.",
        *_other_methods(evidence),
    )
    yield Points("For all answers", tuple(Sentence(note) for note in (*shared, *own)))
    for audience, notes in said.items():
        rest = tuple(Sentence(note) for note in notes if note not in shared)
        if rest:
            yield Points(VOICES[audience], rest)


def _other_methods(evidence: Evidence) -> Iterator[str]:
    """Named where the checks themselves may be left out, as in the summary's print."""
    found = [one for findings in evidence.voices.findings.values() for one in findings.supplements if one.id != FUNNELS]
    titles = list(dict.fromkeys(inside(one.title).rstrip("?") for one in found))
    if titles:
        told = "; ".join(titles)
        yield f"The same answers by other methods stand on the report’s pages and in the technical report: {told}."


def _notes(findings: Findings) -> Iterator[str]:
    yield from (note.sentence for note in findings.notes if not note.code.startswith(("wave-", MIX)))
    yield from mix_lines(findings)
    drafts = draft_line(findings)
    if drafts:
        yield drafts
